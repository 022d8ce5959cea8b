import type { AuditEntry } from "./audit-entry.ts";
import { canonicalBytes } from "./canonical-bytes.ts";
import type { Signer } from "./signed-head.ts";

/** How long entries of one verb are kept: dated data, the entry's instant picks the row (rule A9). */
export interface RetentionRule {
  readonly code: string;
  /** The part of the action behind its last full stop: `open` of `person.open`. */
  readonly verb: string;
  readonly effectiveFromMs: number;
  /** The first instant at which the row no longer holds, or `null`. */
  readonly effectiveToMs: number | null;
  /** The law or the decision behind it. */
  readonly basis: string;
  readonly keepDays: number;
}

/** Places of the log, both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** Signed instead of the entries that retention removed: their seals stay, so that the chain is still verified. */
export interface RetentionCheckpoint {
  readonly id: string;
  readonly atMs: number;
  /** The code of the rule under which they were removed. */
  readonly ruleCode: string;
  /** The places whose entries were removed: ascending, not touching. */
  readonly ranges: readonly SeqRange[];
  readonly keyId: string;
  readonly signature: string;
}

/**
 * The rule under which an entry may be removed at `nowMs`, or `undefined` while it must stay. Without a row for its date
 * an entry stays. Whether a case still needs the entry is for the caller to ask.
 */
export function retirementRule(
  entry: Pick<AuditEntry, "atMs" | "action">,
  rules: readonly RetentionRule[],
  nowMs: number,
): RetentionRule | undefined {
  const verb = entry.action.slice(entry.action.lastIndexOf(".") + 1);
  const rule = rules.find(
    (row) =>
      row.verb === verb &&
      row.effectiveFromMs <= entry.atMs &&
      (row.effectiveToMs === null || entry.atMs < row.effectiveToMs),
  );
  return rule !== undefined && entry.atMs + rule.keepDays * 86_400_000 <= nowMs ? rule : undefined;
}

/** Places in ascending order, gathered to ranges. */
export function rangesOf(seqs: readonly number[]): SeqRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const seq of seqs) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === seq - 1) last.to = seq;
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

/** Signs that the entries of these places were removed (rule A9). */
export function signCheckpoint(
  removed: Pick<RetentionCheckpoint, "id" | "atMs" | "ruleCode" | "ranges">,
  signer: Signer,
): RetentionCheckpoint {
  const checkpoint = { ...removed, keyId: signer.keyId };
  return { ...checkpoint, signature: signer.sign(checkpointBytes(checkpoint)) };
}

/** The bytes under a checkpoint's signature. */
export function checkpointBytes(checkpoint: Omit<RetentionCheckpoint, "signature">): Uint8Array {
  const { id, atMs, ruleCode, ranges, keyId } = checkpoint;
  return canonicalBytes("sluice audit retention 1", {
    id,
    atMs,
    ruleCode,
    ranges: ranges.map(({ from, to }) => ({ from, to })),
    keyId,
  });
}
