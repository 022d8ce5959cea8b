import { type AuditEntry, type Digest, entryBytes, type Hex } from "./audit-entry.ts";
import { canonicalBytes } from "./canonical-bytes.ts";

/** One link of the chain: it seals one entry at one place of the log. Seals outlive the entries that retention removes. */
export interface Seal {
  /** The place in the log, from 1, without gaps. */
  readonly seq: number;
  readonly entryN: number;
  readonly entryHash: Hex;
  readonly chainHash: Hex;
}

/** How far a chain has come: the last place and its chain hash. */
export interface ChainEnd {
  readonly seq: number;
  readonly chainHash: Hex;
}

/** Before the first seal. */
export const chainStart: ChainEnd = { seq: 0, chainHash: "0".repeat(64) };

/** The seals of a batch of committed entries, in the order given, behind `end` (rule A3). */
export function sealEntries(end: ChainEnd, entries: readonly AuditEntry[], digest: Digest): Seal[] {
  const seals: Seal[] = [];
  let { seq, chainHash } = end;
  for (const entry of entries) {
    seq += 1;
    const link = { seq, entryN: entry.n, entryHash: digest(entryBytes(entry)) };
    chainHash = chainHashOf(link, chainHash, digest);
    seals.push({ ...link, chainHash });
  }
  return seals;
}

/** The chain hash of a seal behind the chain hash of the one before it (rule A3). */
export function chainHashOf(link: Omit<Seal, "chainHash">, previousHash: Hex, digest: Digest): Hex {
  const { seq, entryN, entryHash } = link;
  return digest(canonicalBytes("sluice audit seal 1", { seq, entryN, entryHash, previousHash }));
}
