import { SluiceError } from "../errors/sluice-error.ts";
import { type AuditEntry, type Digest, entryBytes, type Hex } from "./audit-entry.ts";
import { EntryPairing } from "./entry-pairing.ts";
import { explainLeftovers, entriesInQuestion } from "./explain-leftovers.ts";
import type { LogFinding } from "./log-finding.ts";
import { checkpointBytes, type RetentionCheckpoint } from "./retention.ts";
import { type Report, SealCheck } from "./seal-check.ts";
import { type ChainEnd, chainStart, type Seal } from "./seal-entries.ts";
import { SeqRanges } from "./seq-ranges.ts";
import { headBytes, type SignedHead, type Verify } from "./signed-head.ts";

/** Rows in order, read as they come and never held together. */
export type Rows<T> = AsyncIterable<T> | Iterable<T>;

/** A log as it is stored, and the heads that were kept elsewhere. */
export interface StoredLog {
  /** In the order of their seals, those without one behind. */
  readonly entries: () => Rows<AuditEntry>;
  /** In the order of their places. Read a second time when something is to be named. */
  readonly seals: () => Rows<Seal>;
  /** The log's own and those kept elsewhere, in any order. */
  readonly heads: readonly SignedHead[];
  readonly checkpoints: readonly RetentionCheckpoint[];
}

/** How a log is verified. */
export interface Verification {
  readonly digest: Digest;
  readonly verify: Verify;
  /** What is known to be good: rows up to it are not given. Without it, from the first entry. */
  readonly since?: ChainEnd;
  /** How long at most an entry may wait for its seal. */
  readonly lagMs: number;
}

/** What a verification found. A log is good when `findings` is empty; without a head nothing shows a rewritten chain. */
export interface LogVerification {
  /** The log's last place. */
  readonly endSeq: number;
  readonly sealed: number;
  /** Entries that retention removed, by valid checkpoints. */
  readonly retired: number;
  /** Entries at the end that wait for their seal: nothing proves them yet. */
  readonly unsealed: number;
  /** Heads with a valid signature. */
  readonly heads: number;
  /** In the order of their places, the first 1,000. */
  readonly findings: readonly LogFinding[];
  readonly findingsInAll: number;
}

/** Verifies a log of any length (rules A5 to A10) and names the place of all that is not as it was sealed. */
export async function verifyLog(log: StoredLog, how: Verification): Promise<LogVerification> {
  const found = new Findings();
  const since = how.since ?? chainStart;
  const heads = validHeads(log.heads, how.verify, found.report);
  const retired = retiredPlaces(log.checkpoints, how.verify, found.report);
  const seals = new SealCheck(since, heads, { digest: how.digest, report: found.report });
  const pairing = new EntryPairing(found.report, how.lagMs);
  const counts = await readInStep({ log, digest: how.digest, seals, pairing, retired });
  seals.end();
  let unsealed = 0;
  if (pairing.open > openAtMost) found.report("differs-throughout", seals.seq);
  else if (pairing.open > 0) {
    const sealedAt = await lookUpSeals(log, entriesInQuestion(pairing), seals.unsound);
    const leftovers = { pairing, sealedAt, retired, unsound: seals.unsound, lagMs: how.lagMs, sinceSeq: since.seq };
    unsealed = explainLeftovers(leftovers, found.report);
  }
  return { endSeq: seals.seq, ...counts, unsealed, heads: heads.length, ...found.inOrder() };
}

interface Reading {
  readonly log: StoredLog;
  readonly digest: Digest;
  readonly seals: SealCheck;
  readonly pairing: EntryPairing;
  readonly retired: SeqRanges;
}

/** One seal and one entry at a time; places that retention emptied are passed over, so that the two stay in step. */
async function readInStep({
  log,
  digest,
  seals,
  pairing,
  retired,
}: Reading): Promise<{ sealed: number; retired: number }> {
  const entryRows = iterate(log.entries());
  const sealRows = iterate(log.seals());
  let [sealed, gone, position, behindN, ended] = [0, 0, 0, 0, 0];
  try {
    while (ended < 2 && pairing.open <= openAtMost) {
      ended = 0;
      for (let next = await sealRows.next(); ; next = await sealRows.next()) {
        if (next.done === true) ended += 1;
        else {
          sealed += 1;
          const seq = seals.take(next.value);
          if (seq !== undefined && retired.has(seq)) {
            gone += 1;
            continue;
          }
          if (seq !== undefined) pairing.takeSeal({ ...next.value, seq });
        }
        break;
      }
      const next = await entryRows.next();
      if (next.done === true) ended += 1;
      else {
        const { n, atMs } = next.value;
        pairing.takeEntry({ n, hash: hashOrNothing(next.value, digest), atMs, position, behindN });
        position += 1;
        behindN = n;
      }
    }
  } finally {
    await entryRows.return?.();
    await sealRows.return?.();
  }
  return { sealed, retired: gone };
}

/** A stored entry that has no canonical form was not written by Sluice: it can match no seal. */
function hashOrNothing(entry: AuditEntry, digest: Digest): Hex {
  try {
    return digest(entryBytes(entry));
  } catch (error) {
    if (error instanceof SluiceError && error.code === "AUDIT_NOT_CANONICAL") return "";
    throw error;
  }
}

/** A broken seal says nothing of any entry. */
async function lookUpSeals(
  log: StoredLog,
  wanted: ReadonlySet<number>,
  unsound: SeqRanges,
): Promise<Map<number, number>> {
  const sealedAt = new Map<number, number>();
  for await (const seal of log.seals()) {
    if (wanted.has(seal.entryN) && !unsound.has(seal.seq)) sealedAt.set(seal.entryN, seal.seq);
  }
  return sealedAt;
}

function validHeads(heads: readonly SignedHead[], verify: Verify, report: Report): SignedHead[] {
  const valid = heads.filter((head) => {
    const verdict = verify(head.keyId, headBytes(head), head.signature);
    if (verdict === "invalid") report("head-forged", head.seq);
    if (verdict === "unknown-key") report("head-key-unknown", head.seq);
    return verdict === "valid";
  });
  return valid.sort((left, right) => left.seq - right.seq);
}

function retiredPlaces(checkpoints: readonly RetentionCheckpoint[], verify: Verify, report: Report): SeqRanges {
  const retired = new SeqRanges();
  for (const checkpoint of checkpoints) {
    if (verify(checkpoint.keyId, checkpointBytes(checkpoint), checkpoint.signature) === "valid") {
      for (const range of checkpoint.ranges) retired.add(range);
    } else report("checkpoint-forged", checkpoint.ranges[0]?.from ?? 0, { id: checkpoint.id });
  }
  return retired;
}

function iterate<T>(rows: Rows<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

class Findings {
  readonly #kept: LogFinding[] = [];
  #count = 0;

  readonly report: Report = (kind, seq, rest = {}) => {
    this.#count += 1;
    if (this.#kept.length < findingsAtMost) {
      this.#kept.push({ kind, seq, otherSeq: rest.otherSeq ?? seq, id: rest.id ?? "" });
    }
  };

  inOrder(): Pick<LogVerification, "findings" | "findingsInAll"> {
    return { findings: this.#kept.sort((left, right) => left.seq - right.seq), findingsInAll: this.#count };
  }
}

const findingsAtMost = 1_000;
/** Entries and seals held at once while they wait for each other: some 30 MB. */
const openAtMost = 100_000;
