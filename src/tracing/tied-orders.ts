import type { LedgerTies } from "./ledger-ties.ts";
import { seededShuffle } from "./seeded-shuffle.ts";
import { searchOfTie } from "./tie-search.ts";
import { arrangeWindow, preferredOrder, type TieWindow } from "./tie-window.ts";

const shuffles = 64;

/** At most so many orders are tried of so many tied rows, besides the one that the figures stand for. */
export function mostOrders(rows: number): number {
  return searchOfTie(rows) === "sample" ? shuffles + 2 : allOrders([...Array(rows).keys()]).length - 1;
}

/**
 * The other orders of a tie to try, as orders of its window's rows; `undefined` for each that is not possible, since an
 * account's decided order, the rows' own times or balances stated in a tie contradict it. Each order comes once.
 */
export function* tiedOrders(
  ties: LedgerTies,
  group: number,
  window: TieWindow,
): Generator<Uint32Array | undefined, void, undefined> {
  const stated = statedTies(ties, window);
  const seen = new Set([window.members.join()]);
  for (const order of wantedOrders(ties, group, window)) {
    const name = order.join();
    if (seen.has(name)) continue;
    seen.add(name);
    const sorted = arrangeWindow(window, order);
    yield sorted !== undefined && balancesFollow(stated, window, sorted) ? sorted : undefined;
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
  const isReceipt = (row: number): boolean => effectOf(ties, group, window.from + row) > 0;
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

function allOrders(rows: readonly number[]): number[][] {
  if (rows.length < 2) return [[...rows]];
  return rows.flatMap((row) => allOrders(rows.filter((other) => other !== row)).map((rest) => [row, ...rest]));
}

/** What a transfer adds to the balance of the tie's account, minor units. */
function effectOf({ ledger }: LedgerTies, group: number, transfer: number): number {
  const { payer, amountMinor, ties } = ledger.transfers;
  return payer[transfer] === ties.account[group] ? -amountMinor[transfer]! : amountMinor[transfer]!;
}

/** A tie with stated balances that all follow from one balance before it. */
interface StatedTie {
  readonly opensAtMinor: number;
  /** Transfers, ascending; with each what it adds to the balance, and the balance stated after it or NaN. */
  readonly rows: readonly { readonly transfer: number; readonly effectMinor: number; readonly statedMinor: number }[];
}

/** The ties with rows in the window whose stated balances follow in the ledger's order; others object to no order. */
function statedTies(ties: LedgerTies, window: TieWindow): readonly StatedTie[] {
  const { payer, ties: columns } = ties.ledger.transfers;
  const groups = new Set<number>();
  for (let leg = 2 * window.from; leg < 2 * (window.from + window.rows); leg++) {
    const member = ties.memberOf[leg]!;
    if (member !== -1) groups.add(ties.groupOf[member]!);
  }
  return [...groups].flatMap((group) => {
    const rows = Array.from(columns.transfer.subarray(columns.start[group], columns.start[group + 1]), (transfer) => ({
      transfer,
      effectMinor: effectOf(ties, group, transfer),
      statedMinor: ties.statedMinor[2 * transfer + (payer[transfer] === columns.account[group] ? 0 : 1)]!,
    }));
    const opensAtMinor = openingOf(rows);
    return Number.isNaN(opensAtMinor) ? [] : [{ opensAtMinor, rows }];
  });
}

function openingOf(rows: StatedTie["rows"]): number {
  let movedMinor = 0;
  let opensAtMinor = Number.NaN;
  for (const { effectMinor, statedMinor } of rows) {
    movedMinor += effectMinor;
    if (Number.isNaN(statedMinor)) continue;
    if (!Number.isNaN(opensAtMinor) && opensAtMinor !== statedMinor - movedMinor) return Number.NaN;
    opensAtMinor = statedMinor - movedMinor;
  }
  return opensAtMinor;
}

function balancesFollow(stated: readonly StatedTie[], window: TieWindow, sorted: Uint32Array): boolean {
  if (stated.length === 0) return true;
  const places = new Map(Array.from(sorted, (row, place) => [window.from + row, window.from + place]));
  const placeOf = (transfer: number): number => places.get(transfer) ?? transfer;
  return stated.every(({ opensAtMinor, rows }) => {
    let balanceMinor = opensAtMinor;
    return rows
      .toSorted((a, b) => placeOf(a.transfer) - placeOf(b.transfer))
      .every(({ effectMinor, statedMinor }) => {
        balanceMinor += effectMinor;
        return Number.isNaN(statedMinor) || statedMinor === balanceMinor;
      });
  });
}
