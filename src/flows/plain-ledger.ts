import type { MinorUnits } from "../money/minor-units.ts";
import { type LedgerColumns, noTies, TRANSFER_FAILED, TRANSFER_REVERSAL } from "./ledger-columns.ts";
import type { LedgerLegs } from "./ledger-legs.ts";
import { type LedgerOrder, orderLedger } from "./ledger-order.ts";
import { openingBalances } from "./opening-balances.ts";

/** One transfer as its source states it, its accounts and its original by position. */
export interface IndexedTransfer {
  readonly atMs: number;
  /** Positions in the list of accounts. */
  readonly payer: number;
  readonly payee: number;
  readonly amountMinor: MinorUnits;
  readonly status: "ok" | "failed";
  /** Position of the transfer that this one reverses; -1 for none. */
  readonly reverses: number;
  /** Stated balances after the transfer, minor units; NaN when none is stated. */
  readonly payerBalanceMinor: number;
  readonly payeeBalanceMinor: number;
}

/** Transfers in the order in which they were given. */
export interface IndexedTransfers {
  /** Keys of the accounts. */
  readonly accounts: readonly string[];
  readonly rows: readonly IndexedTransfer[];
}

/** A ledger made from plain transfers, and the way between its order and the one in which they were given. */
export interface PlainLedger {
  readonly columns: LedgerColumns;
  /** Per transfer of the ledger: its position in `rows`; and the reverse. */
  readonly positionOf: Uint32Array;
  readonly transferAt: Uint32Array;
}

/**
 * Orders plain transfers by time, then by position, which is T6's serial; stated balances reorder only rows
 * of one account at one instant. Opening balances given outrank the stated ones (T5).
 */
export function makePlainLedger(plain: IndexedTransfers, openings: ReadonlyMap<string, MinorUnits>): PlainLedger {
  const byTime = Uint32Array.from(plain.rows, (_, position) => position);
  const at = Float64Array.from(plain.rows, (row) => row.atMs);
  if (at.some((atMs, position) => position > 0 && atMs < (at[position - 1] ?? atMs))) {
    byTime.sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  }
  const sorted = [...byTime].flatMap((position) => plain.rows[position] ?? []);
  const legs = legsOf(plain, sorted, openings);
  const order = orderLedger(legs);
  const positionOf = order.order.map((id) => byTime[id] ?? 0);
  const transferAt = new Uint32Array(positionOf.length);
  for (const [transfer, position] of positionOf.entries()) transferAt[position] = transfer;
  const ordered = [...order.order].flatMap((id) => sorted[id] ?? []);
  return { columns: columnsOf({ plain, legs, order, ordered, transferAt }), positionOf, transferAt };
}

function legsOf(
  plain: IndexedTransfers,
  sorted: readonly IndexedTransfer[],
  openings: ReadonlyMap<string, MinorUnits>,
): LedgerLegs {
  const bothSides = (value: (row: IndexedTransfer, side: 0 | 1, id: number) => number): Float64Array =>
    Float64Array.from({ length: 2 * sorted.length }, (_, leg) => {
      const row = sorted[leg >>> 1];
      return row === undefined ? Number.NaN : value(row, (leg & 1) as 0 | 1, leg >>> 1);
    });
  return {
    length: sorted.length,
    accountCount: plain.accounts.length,
    payer: Uint32Array.from(sorted, (row) => row.payer),
    payee: Uint32Array.from(sorted, (row) => row.payee),
    movedMinor: Float64Array.from(sorted, (row) => (row.status === "failed" ? 0 : row.amountMinor)),
    fromMs: bothSides((row) => row.atMs),
    toMs: bothSides((row) => row.atMs + 1),
    serial: bothSides((_row, _side, id) => id),
    balanceMinor: bothSides((row, side) => statedBalances(row)[side]),
    openingMinor: Float64Array.from(plain.accounts, (key) => openings.get(key) ?? Number.NaN),
  };
}

/** The balances that count, of the payer and the payee: none where nothing moved between two accounts (rule F22). */
function statedBalances(row: IndexedTransfer): readonly [number, number] {
  if (row.status === "failed" || row.payer === row.payee) return [Number.NaN, Number.NaN];
  return [row.payerBalanceMinor, row.payeeBalanceMinor];
}

interface Parts {
  readonly plain: IndexedTransfers;
  readonly legs: LedgerLegs;
  readonly order: LedgerOrder;
  readonly ordered: readonly IndexedTransfer[];
  readonly transferAt: Uint32Array;
}

function columnsOf({ plain, legs, order, ordered, transferAt }: Parts): LedgerColumns {
  const accountCount = plain.accounts.length;
  const reversing = [...ordered.keys()].filter((transfer) => (ordered[transfer]?.reverses ?? -1) >= 0);
  const stated = [...ordered.entries()].flatMap(([transfer, row]) =>
    statedBalances(row).flatMap((balanceMinor, side) =>
      Number.isNaN(balanceMinor) ? [] : [{ transfer, side, balanceMinor }],
    ),
  );
  return {
    transfers: {
      length: ordered.length,
      payer: Uint32Array.from(ordered, (row) => row.payer),
      payee: Uint32Array.from(ordered, (row) => row.payee),
      atMs: Float64Array.from(ordered, (row) => row.atMs),
      amountMinor: Float64Array.from(ordered, (row) => row.amountMinor),
      flags: Uint8Array.from(
        ordered,
        (row) => (row.status === "failed" ? TRANSFER_FAILED : 0) | (row.reverses >= 0 ? TRANSFER_REVERSAL : 0),
      ),
      reversals: {
        transfer: Uint32Array.from(reversing),
        original: Uint32Array.from(reversing, (transfer) => transferAt[ordered[transfer]?.reverses ?? 0] ?? 0),
      },
      statedBalances: {
        transfer: Uint32Array.from(stated, (balance) => balance.transfer),
        side: Uint8Array.from(stated, (balance) => balance.side),
        balanceMinor: Float64Array.from(stated, (balance) => balance.balanceMinor),
      },
      // The position in the file is the serial of every row, so that nothing is guessed.
      ties: noTies,
    },
    accounts: {
      length: accountCount,
      keys: plain.accounts,
      exitKind: new Uint8Array(accountCount),
      openingMinor: openingBalances(legs, order.chains, () => true),
      coverageStart: new Uint32Array(accountCount + 1),
      coverageFromMs: new Float64Array(0),
      coverageToMs: new Float64Array(0),
      coverageInferred: new Uint8Array(0),
    },
  };
}
