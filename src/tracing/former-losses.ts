import type { Loss } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** Losses asked, and a former answer about some of them and others, in one numbering of transfers and accounts. */
export interface FormerLosses {
  readonly losses: readonly Loss[];
  readonly before: readonly Loss[];
  /** The answer to `before`. */
  readonly trace: AllocatedTrace;
}

/** As `KnownAnswer` has it. */
export interface MatchedLosses {
  /** The losses asked, and behind them those that are asked no more. */
  readonly losses: readonly Loss[];
  readonly asked: number;
  /** Those asked that were not traced, ascending. */
  readonly fresh: readonly number[];
  readonly before: AllocatedTrace;
}

/**
 * Finds the losses that were asked before as they are now. Ties go by the losses' order, so that one that stands otherwise
 * among the others counts as gone and come.
 */
export function matchLosses({ losses, before, trace }: FormerLosses): MatchedLosses {
  const places = new Map(before.map((loss, index) => [nameOf(loss), index]));
  const lossNow = new Map<number, number>();
  const fresh: number[] = [];
  let last = -1;
  for (const [index, loss] of losses.entries()) {
    const known = places.get(nameOf(loss)) ?? -1;
    if (known > last) lossNow.set(known, index);
    else fresh.push(index);
    last = Math.max(last, known);
  }
  const gone = [...before.keys()].filter((loss) => !lossNow.has(loss));
  for (const [index, loss] of gone.entries()) lossNow.set(loss, losses.length + index);
  const all = [...losses, ...gone.map((loss) => before[loss]!)];
  return { losses: all, asked: losses.length, fresh, before: withLosses(trace, lossNow) };
}

function nameOf({ id, transfer, amountMinor, victimAccounts }: Loss): string {
  return JSON.stringify([id, transfer, amountMinor, victimAccounts]);
}

function withLosses(trace: AllocatedTrace, lossNow: ReadonlyMap<number, number>): AllocatedTrace {
  const renumber = <Row extends { readonly loss: number }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, loss: lossNow.get(row.loss)! }));
  return {
    ...trace,
    balanceSheet: renumber(trace.balanceSheet),
    flows: { ...trace.flows, loss: trace.flows.loss.map((loss) => lossNow.get(loss)!) },
    atRest: renumber(trace.atRest),
    exits: renumber(trace.exits),
    lostSight: renumber(trace.lostSight),
    returned: renumber(trace.returned),
    writtenOff: renumber(trace.writtenOff),
  };
}
