import type { AccountSums, LossSums, TraceSums } from "./trace-sums.ts";
import type { SheetAmounts } from "./trace-view.ts";

/** A trace to be compared, under the name of its column: a doctrine, or a kept trace's id. */
export interface ComparedTrace {
  readonly name: string;
  readonly sums: TraceSums;
}

/** Traces of one case side by side (T14): each list of amounts has one entry a trace, in the order given. */
export interface TraceComparison {
  readonly traces: readonly string[];
  readonly losses: readonly ComparedLoss[];
  readonly accounts: readonly ComparedAccount[];
}

/** A loss under each trace; an amount of `null` where a trace does not have the loss. */
export interface ComparedLoss {
  readonly loss: string;
  readonly victim: string;
  readonly currency: string;
  readonly amounts: readonly (SheetAmounts | null)[];
  /** Largest less smallest, of what rests, left, was lost sight of and was returned. */
  readonly spreadMinor: Readonly<Record<ComparedSum, number>>;
}

export interface ComparedAccount {
  readonly account: string;
  readonly holder: string;
  readonly currency: string;
  readonly atRestMinor: readonly number[];
  readonly lostSightMinor: readonly number[];
  readonly exitedMinor: readonly number[];
  /** Largest less smallest amount at rest. */
  readonly spreadMinor: number;
}

export const comparedSums = ["atRestMinor", "exitedMinor", "lostSightMinor", "returnedMinor"] as const;

type ComparedSum = (typeof comparedSums)[number];

/** Puts traces side by side, for each victim's loss and for each account; accounts that differ most come first. */
export function compareTraces(traces: readonly ComparedTrace[]): TraceComparison {
  const losses = rowsOf(
    traces,
    ({ sums }) => sums.losses,
    (one) => one.loss,
  );
  const accounts = rowsOf(
    traces,
    ({ sums }) => sums.accounts,
    (one) => one.account,
  );
  return {
    traces: traces.map(({ name }) => name),
    losses: losses.map(comparedLoss),
    accounts: accounts
      .map(comparedAccount)
      .sort((a, b) => b.spreadMinor - a.spreadMinor || (a.account < b.account ? -1 : 1)),
  };
}

interface Row<T> {
  readonly first: T;
  readonly each: readonly (T | undefined)[];
}

/** The entries of one key over all traces, in the order in which the keys are first met. */
function rowsOf<T>(
  traces: readonly ComparedTrace[],
  listOf: (trace: ComparedTrace) => readonly T[],
  keyOf: (entry: T) => string,
): Row<T>[] {
  const firsts = new Map<string, T>();
  const maps = traces.map((trace) => {
    const map = new Map(listOf(trace).map((entry) => [keyOf(entry), entry]));
    for (const [key, entry] of map) if (!firsts.has(key)) firsts.set(key, entry);
    return map;
  });
  return [...firsts].map(([key, first]) => ({ first, each: maps.map((map) => map.get(key)) }));
}

function comparedLoss({ first, each }: Row<LossSums>): ComparedLoss {
  const { loss, victim, currency } = first;
  const spread = (sum: ComparedSum): number => spreadOf(each.map((one) => one?.[sum] ?? 0));
  const spreads = comparedSums.map((sum) => [sum, spread(sum)] as const);
  return {
    loss,
    victim,
    currency,
    amounts: each.map((one) => (one === undefined ? null : amountsOf(one))),
    spreadMinor: Object.fromEntries(spreads) as Record<ComparedSum, number>,
  };
}

function amountsOf(sums: LossSums): SheetAmounts {
  const { lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor } = sums;
  return { lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor };
}

function comparedAccount({ first, each }: Row<AccountSums>): ComparedAccount {
  const { account, holder, currency } = first;
  const atRestMinor = each.map((one) => one?.atRestMinor ?? 0);
  return {
    account,
    holder,
    currency,
    atRestMinor,
    lostSightMinor: each.map((one) => one?.lostSightMinor ?? 0),
    exitedMinor: each.map((one) => one?.exitedMinor ?? 0),
    spreadMinor: spreadOf(atRestMinor),
  };
}

function spreadOf(amounts: readonly number[]): number {
  return Math.max(...amounts) - Math.min(...amounts);
}
