import type { AccountTable } from "./account-table.ts";
import { precisionMs } from "./china-time.ts";
import type { StatedPeriod } from "./file-reading.ts";
import type { LedgerColumns } from "./ledger-columns.ts";
import type { NumberNodes } from "./number-nodes.ts";
import { NONE, precisionCodes, type WitnessColumns } from "./witness-columns.ts";

/** Intervals per account, as `AccountColumns` lays them out. */
export type CoverageColumns = Pick<
  LedgerColumns["accounts"],
  "coverageStart" | "coverageFromMs" | "coverageToMs" | "coverageInferred"
>;

interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

interface CoveredAccounts {
  readonly table: AccountTable;
  readonly nodes: NumberNodes;
  readonly partner: Uint32Array;
  /** Per row: 1 where a list of transfers shows it. */
  readonly isListed: Uint8Array;
}

/**
 * The intervals for which each account's own statement is held (`held`): the periods asked for, and where rows lie
 * outside them the time from the first to the last row of the account in a file, marked inferred (rule F17). Both ends
 * are included. A row whose transfer the other bank dates earlier (`partner`) covers that instant too: it is the
 * transfer's time. `all` adds what lists of transfers cover: both accounts of their rows (F24).
 */
export function coverAccounts(
  witnesses: WitnessColumns,
  accounts: CoveredAccounts,
  periods: readonly StatedPeriod[],
): { readonly all: CoverageColumns; readonly held: CoverageColumns } {
  const stated = statedIntervals(accounts, periods);
  const count = accounts.table.keys.length;
  const held = layOut(count, stated, inferredIntervals(witnesses, accounts, "statements"));
  if (!accounts.isListed.includes(1)) return { all: held, held };
  return { all: layOut(count, stated, inferredIntervals(witnesses, accounts, "statements and lists")), held };
}

function layOut(count: number, stated: Map<number, Interval[]>, inferred: Map<number, Interval[]>): CoverageColumns {
  const coverageStart = new Uint32Array(count + 1);
  const [from, to, marks]: [number[], number[], number[]] = [[], [], []];
  for (let account = 0; account < count; account++) {
    const asked = merge(stated.get(account) ?? []);
    const rest = subtract(merge(inferred.get(account) ?? []), asked);
    const all = [...asked.map((i) => ({ ...i, mark: 0 })), ...rest.map((i) => ({ ...i, mark: 1 }))];
    for (const interval of all.sort((a, b) => a.fromMs - b.fromMs)) {
      from.push(interval.fromMs);
      to.push(interval.toMs);
      marks.push(interval.mark);
    }
    coverageStart[account + 1] = from.length;
  }
  return {
    coverageStart,
    coverageFromMs: Float64Array.from(from),
    coverageToMs: Float64Array.from(to),
    coverageInferred: Uint8Array.from(marks),
  };
}

/** A period is stated for a number; it holds for that account in every currency that the ledger knows. */
function statedIntervals(
  { table, nodes }: { readonly table: AccountTable; readonly nodes: NumberNodes },
  periods: readonly StatedPeriod[],
): Map<number, Interval[]> {
  const byAccount = new Map<number, Interval[]>();
  if (periods.length === 0) return byAccount;
  const accountsOf = new Map<number, number[]>();
  for (const [account, root] of table.root.entries()) {
    if (root !== NONE) accountsOf.set(root, [...(accountsOf.get(root) ?? []), account]);
  }
  for (const period of periods) {
    const node = nodes.find(period.accountNumber);
    const known = node === undefined ? [] : (accountsOf.get(nodes.rootOf[node]!) ?? []);
    for (const account of known) add(byAccount, account, { fromMs: period.fromMs, toMs: period.toMs });
  }
  return byAccount;
}

function inferredIntervals(
  witnesses: WitnessColumns,
  { table, partner, isListed }: CoveredAccounts,
  from: "statements" | "statements and lists",
): Map<number, Interval[]> {
  const byAccount = new Map<number, Interval[]>();
  let current = new Map<number, { fromMs: number; toMs: number }>();
  const close = (): void => {
    for (const [account, interval] of current) add(byAccount, account, interval);
    current = new Map();
  };
  const extend = (account: number, row: number): void => {
    const ownMs = witnesses.atMs[row]!;
    const fromMs = partner[row] === NONE ? ownMs : Math.min(ownMs, witnesses.atMs[partner[row]!]!);
    const toMs = ownMs + precisionMs[precisionCodes[witnesses.precision[row]!]!] - 1;
    const known = current.get(account);
    if (known === undefined) {
      current.set(account, { fromMs, toMs });
      return;
    }
    known.fromMs = Math.min(known.fromMs, fromMs);
    known.toMs = Math.max(known.toMs, toMs);
  };
  for (let row = 0; row < witnesses.length; row++) {
    if (row > 0 && witnesses.file[row] !== witnesses.file[row - 1]) close();
    const [own, other] = [table.own[row]!, table.other[row]!];
    if (own === NONE || (isListed[row] === 1 && from === "statements")) continue;
    extend(own, row);
    if (isListed[row] === 1 && table.root[other] !== NONE) extend(other, row);
  }
  close();
  return byAccount;
}

function add(byAccount: Map<number, Interval[]>, account: number, interval: Interval): void {
  const known = byAccount.get(account);
  if (known === undefined) byAccount.set(account, [interval]);
  else known.push(interval);
}

/** Joins intervals that overlap or touch. */
function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const interval of intervals.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = merged.at(-1);
    if (last === undefined || interval.fromMs > last.toMs + 1) merged.push(interval);
    else if (interval.toMs > last.toMs) merged[merged.length - 1] = { fromMs: last.fromMs, toMs: interval.toMs };
  }
  return merged;
}

/** What of `intervals` lies outside `taken`; both are merged. */
function subtract(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return intervals.flatMap((interval) => {
    const left: Interval[] = [];
    let fromMs = interval.fromMs;
    for (const other of taken) {
      if (other.toMs < fromMs || other.fromMs > interval.toMs) continue;
      if (other.fromMs > fromMs) left.push({ fromMs, toMs: other.fromMs - 1 });
      fromMs = Math.max(fromMs, other.toMs + 1);
    }
    if (fromMs <= interval.toMs) left.push({ fromMs, toMs: interval.toMs });
    return left;
  });
}
