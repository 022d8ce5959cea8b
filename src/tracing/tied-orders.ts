import { effectOnTie } from "./effect-on-tie.ts";
import type { LedgerTies } from "./ledger-ties.ts";
import { seededShuffle } from "./seeded-shuffle.ts";
import { searchOfTie } from "./tie-search.ts";
import { preferredOrder, type TieWindow } from "./tie-window.ts";

const shuffles = 64;

/** At most so many orders are tried of so many tied rows, besides the one that the figures stand for. */
export function mostOrders(rows: number): number {
  return searchOfTie(rows) === "sample" ? shuffles + 2 : allOrders([...Array(rows).keys()]).length - 1;
}

/** The other orders of a tie to try, as orders of its window's rows. Each comes once, possible or not. */
export function* tiedOrders(
  ties: LedgerTies,
  group: number,
  window: TieWindow,
): Generator<Uint32Array, void, undefined> {
  const seen = new Set([window.members.join()]);
  for (const order of wantedOrders(ties, group, window)) {
    const name = order.join();
    if (seen.has(name)) continue;
    seen.add(name);
    yield Uint32Array.from(order);
  }
}

function* wantedOrders(
  ties: LedgerTies,
  group: number,
  window: TieWindow,
): Generator<number[] | Uint32Array, void, undefined> {
  const members = [...window.members];
  if (searchOfTie(members.length) === "all-orders") {
    yield* allOrders(members);
    return;
  }
  const isReceipt = (row: number): boolean => effectOnTie(ties, group, window.from + row) > 0;
  const receipts = members.filter(isReceipt);
  const payments = members.filter((row) => !isReceipt(row));
  const shuffle = seededShuffle(seedOf(ties, group));
  const preferences = [
    [...receipts, ...payments],
    [...payments, ...receipts],
    ...Array.from({ length: shuffles }, () => shuffle(members)),
  ];
  for (const preference of preferences) {
    const order = preferredOrder(window, preference);
    if (order !== undefined) yield order;
  }
}

/** What names the tie wherever its rows stand: its account, and its rows' times and amounts. */
function seedOf({ ledger }: LedgerTies, group: number): string {
  const { ties, atMs, amountMinor } = ledger.transfers;
  const rows = ties.transfer.subarray(ties.start[group], ties.start[group + 1]);
  return [
    ledger.accounts.keys[ties.account[group]!],
    ...Array.from(rows, (row) => `${atMs[row]} ${amountMinor[row]}`),
  ].join();
}

/** Every order of some rows. */
export function allOrders(rows: readonly number[]): number[][] {
  if (rows.length < 2) return [[...rows]];
  return rows.flatMap((row) => allOrders(rows.filter((other) => other !== row)).map((rest) => [row, ...rest]));
}
