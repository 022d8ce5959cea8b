import { canonicalBytes } from "./canonical-bytes.ts";
import type { ChainEnd } from "./seal-entries.ts";

/** Where the chain stood at an instant, signed. A copy kept elsewhere shows whether the log was rewritten or cut since. */
export interface SignedHead extends ChainEnd {
  readonly atMs: number;
  readonly keyId: string;
  readonly signature: string;
}

/** Signs bytes with the log's key (Ed25519 wherever Sluice runs). */
export interface Signer {
  readonly keyId: string;
  readonly sign: (bytes: Uint8Array) => string;
}

/** Whether a signature over bytes is that of the named key. */
export type Verify = (keyId: string, bytes: Uint8Array, signature: string) => "valid" | "invalid" | "unknown-key";

/** Signs the chain's end as it stands at `atMs` (rule A4). */
export function signHead(end: ChainEnd, atMs: number, signer: Signer): SignedHead {
  const head = { seq: end.seq, chainHash: end.chainHash, atMs, keyId: signer.keyId };
  return { ...head, signature: signer.sign(headBytes(head)) };
}

/** The bytes under a head's signature. */
export function headBytes(head: Omit<SignedHead, "signature">): Uint8Array {
  const { seq, chainHash, atMs, keyId } = head;
  return canonicalBytes("sluice audit head 1", { seq, chainHash, atMs, keyId });
}
