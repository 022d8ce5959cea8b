import type { LedgerColumns, TransferColumns } from "../src/flows/ledger-columns.ts";
import type { LedgerOverlay } from "../src/tracing/ledger-overlay.ts";

/** A later statement of one account: how many rows, from which transfer of the ledger on. */
export interface StatementSize {
  readonly account: number;
  readonly rows: number;
  readonly from: number;
}

/**
 * A statement that shows an account's own rows, spread evenly over what is left of the ledger: receipts and payments in
 * turn, growing from 10 yuan on, one in ten with an account of the city and the others with accounts that it had not.
 */
export function makeStatement(
  { transfers, accounts }: LedgerColumns,
  { account, rows, from }: StatementSize,
): LedgerOverlay {
  const stride = (transfers.length - from) / (rows + 1);
  const indices = Array.from({ length: rows }, (_, row) => row);
  const others = indices.map((row) => {
    const other = (row * 7_919 + 17) % accounts.length;
    return row % 10 === 0 && other !== account ? other : accounts.length + row;
  });
  const place = Uint32Array.from(indices, (row) => Math.floor(from + (row + 1) * stride) + row);
  const outsider = { exitKind: 0, openingMinor: Number.NaN, coverage: [] };
  return {
    inserted: {
      place,
      payer: Uint32Array.from(indices, (row) => (row % 2 === 0 ? others[row]! : account)),
      payee: Uint32Array.from(indices, (row) => (row % 2 === 0 ? account : others[row]!)),
      atMs: Float64Array.from(place, (at, row) => transfers.atMs[at - row - 1]!),
      amountMinor: Float64Array.from(indices, (row) => 1_000 + row * 100),
      flags: new Uint8Array(rows),
    },
    withdrawn: new Uint32Array(),
    reversals: { transfer: new Uint32Array(), original: new Uint32Array() },
    statedBalances: { transfer: new Uint32Array(), side: new Uint8Array(), balanceMinor: new Float64Array() },
    accounts: new Map(indices.map((row) => [accounts.length + row, { ...outsider, key: `N${row}` }])),
    accountCount: accounts.length + rows,
  };
}

/** The ledger with the overlay in one set of columns: what a trace from nothing reads. */
export function mergeStatement(
  ledger: LedgerColumns,
  { inserted, accounts: added, accountCount }: LedgerOverlay,
): LedgerColumns {
  const { transfers, accounts } = ledger;
  const length = transfers.length + inserted.place.length;
  const merged = {
    payer: new Uint32Array(length),
    payee: new Uint32Array(length),
    atMs: new Float64Array(length),
    amountMinor: new Float64Array(length),
    flags: new Uint8Array(length),
  };
  for (const name of ["payer", "payee", "atMs", "amountMinor", "flags"] as const) {
    let copied = 0;
    inserted.place.forEach((place, row) => {
      merged[name].set(transfers[name].subarray(copied, place - row), copied + row);
      merged[name][place] = inserted[name][row]!;
      copied = place - row;
    });
    merged[name].set(transfers[name].subarray(copied, transfers.length), copied + inserted.place.length);
  }
  const openingMinor = new Float64Array(accountCount).fill(Number.NaN);
  openingMinor.set(accounts.openingMinor);
  const coverageStart = new Uint32Array(accountCount + 1).fill(accounts.coverageFromMs.length);
  coverageStart.set(accounts.coverageStart);
  const exitKind = new Uint8Array(accountCount);
  exitKind.set(accounts.exitKind);
  for (const [account, { exitKind: kind }] of added) exitKind[account] = kind;
  return {
    transfers: { ...transfers, ...merged, length } satisfies TransferColumns,
    accounts: { ...accounts, length: accountCount, exitKind, openingMinor, coverageStart },
  };
}
