import { type AuditEntry, type Digest, entryBytes, type Hex } from "./audit-entry.ts";
import { type ChainEnd, chainHashOf, type Seal } from "./seal-entries.ts";
import { headBytes, type SignedHead, type Verify } from "./signed-head.ts";

/** An entry of an extract, and the place of its seal. */
export interface ExtractedEntry {
  readonly seq: number;
  readonly entry: AuditEntry;
}

/**
 * Some entries of a log with what proves them: every seal from the first of them to the signed head. The seals of other
 * entries hold nothing but hashes, and tell nobody what stands there (rule A12).
 */
export interface LogExtract {
  readonly since: ChainEnd;
  readonly entries: readonly ExtractedEntry[];
  readonly seals: readonly Seal[];
  readonly head: SignedHead;
}

/** What is wrong with an extract, and the place in the log. */
export interface ExtractFinding {
  readonly kind: "entry-changed" | "entry-without-seal" | "seal-broken" | "head-forged" | "head-disagrees";
  readonly seq: number;
}

/** Verifies an extract by itself (rule A12). It is good when nothing is found. */
export function verifyExtract(
  { since, entries, seals, head }: LogExtract,
  { digest, verify }: { readonly digest: Digest; readonly verify: Verify },
): readonly ExtractFinding[] {
  const findings: ExtractFinding[] = [];
  const hashes = new Map<number, Hex>();
  let end = since;
  for (const seal of seals) {
    const follows = seal.seq === end.seq + 1 && chainHashOf(seal, end.chainHash, digest) === seal.chainHash;
    if (!follows) findings.push({ kind: "seal-broken", seq: seal.seq });
    hashes.set(seal.seq, `${seal.entryN} ${seal.entryHash}`);
    end = seal;
  }
  for (const { seq, entry } of entries) {
    const sealed = hashes.get(seq);
    if (sealed === undefined) findings.push({ kind: "entry-without-seal", seq });
    else if (sealed !== `${entry.n} ${digest(entryBytes(entry))}`) findings.push({ kind: "entry-changed", seq });
  }
  if (verify(head.keyId, headBytes(head), head.signature) !== "valid") {
    findings.push({ kind: "head-forged", seq: head.seq });
  }
  if (head.seq !== end.seq || head.chainHash !== end.chainHash)
    findings.push({ kind: "head-disagrees", seq: head.seq });
  return findings;
}
