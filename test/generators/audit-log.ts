import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { AuditEntry, Digest } from "../../src/audit/audit-entry.ts";
import { chainStart, type Seal, sealEntries } from "../../src/audit/seal-entries.ts";
import { type SignedHead, type Signer, signHead, type Verify } from "../../src/audit/signed-head.ts";

export const sha256: Digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A new Ed25519 key, as signer and as what verifies it. */
export function auditKey(keyId: string): { signer: Signer; publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { signer: { keyId, sign: (bytes) => sign(null, bytes, privateKey).toString("base64") }, publicKey };
}

/** Verifies each signature once: tests ask for the same ones many thousand times. */
export function verifyWith(keys: ReadonlyMap<string, KeyObject>): Verify {
  const verdicts = new Map<string, "valid" | "invalid">();
  return (keyId, bytes, signature) => {
    const key = keys.get(keyId);
    if (key === undefined) return "unknown-key";
    const asked = `${keyId} ${signature} ${Buffer.from(bytes).toString("latin1")}`;
    const verdict =
      verdicts.get(asked) ?? (verify(null, bytes, key, Buffer.from(signature, "base64")) ? "valid" : "invalid");
    verdicts.set(asked, verdict);
    return verdict;
  };
}

/** Entry `index` of a made-up log, one every second. */
export function sampleEntry(index: number): AuditEntry {
  return {
    n: index + 1,
    id: index.toString(16).padStart(32, "0"),
    atMs: 1_700_000_000_000 + index * 1_000,
    userId: `u${index % 7}`,
    userName: "王警官",
    unitCode: "330206010000",
    action: "person.open",
    subject: `person ${index % 97}`,
    purpose: "A3302060000002026110001",
    details: { index, 字段: ["身份证号", "手机号"] },
  };
}

/** Entries, their seals, and a signed head behind every `every` of them. */
export interface SampleLog {
  readonly entries: AuditEntry[];
  readonly seals: Seal[];
  readonly heads: SignedHead[];
}

export function sampleLog(length: number, every: number, signer: Signer): SampleLog {
  const entries = Array.from({ length }, (_, index) => sampleEntry(index));
  const seals = sealEntries(chainStart, entries, sha256);
  const heads = seals.filter(({ seq }) => seq % every === 0).map((seal) => signHead(seal, 1_800_000_000_000, signer));
  return { entries, seals, heads };
}
