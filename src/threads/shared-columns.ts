import type { AccountColumns, LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import type { LedgerPreparation } from "../tracing/prepare-ledger.ts";

/** The ledger with its columns in memory that every thread can read; a column that is so already is kept and not copied. */
export function shareLedger({ transfers, accounts }: LedgerColumns): LedgerColumns {
  return { transfers: shareTransfers(transfers), accounts: shareAccounts(accounts) };
}

/** What was prepared of a ledger, its columns where every thread can read them. */
export function sharePreparation({ marks, legs, running, ...rest }: LedgerPreparation): LedgerPreparation {
  const { unexplained } = running;
  return {
    marks: share(Uint8Array, marks),
    legs: { start: share(Uint32Array, legs.start), leg: share(Uint32Array, legs.leg) },
    running: {
      payeeBeforeMinor: share(Float64Array, running.payeeBeforeMinor),
      unexplained: {
        length: unexplained.length,
        transfer: share(Uint32Array, unexplained.transfer),
        account: share(Uint32Array, unexplained.account),
        amountMinor: share(Float64Array, unexplained.amountMinor),
      },
      beyond: running.beyond,
    },
    awaited: rest.awaited,
    exits: share(Uint32Array, rest.exits),
    counterparties: share(Uint32Array, rest.counterparties),
    latestMs: share(Float64Array, rest.latestMs),
    lastInstantMs: rest.lastInstantMs,
  };
}

function shareTransfers(transfers: TransferColumns): TransferColumns {
  const { reversals, statedBalances, ties } = transfers;
  return {
    length: transfers.length,
    payer: share(Uint32Array, transfers.payer),
    payee: share(Uint32Array, transfers.payee),
    atMs: share(Float64Array, transfers.atMs),
    amountMinor: share(Float64Array, transfers.amountMinor),
    flags: share(Uint8Array, transfers.flags),
    reversals: {
      transfer: share(Uint32Array, reversals.transfer),
      original: share(Uint32Array, reversals.original),
    },
    statedBalances: {
      transfer: share(Uint32Array, statedBalances.transfer),
      side: share(Uint8Array, statedBalances.side),
      balanceMinor: share(Float64Array, statedBalances.balanceMinor),
    },
    ties: {
      account: share(Uint32Array, ties.account),
      start: share(Uint32Array, ties.start),
      transfer: share(Uint32Array, ties.transfer),
      fromMs: share(Float64Array, ties.fromMs),
      toMs: share(Float64Array, ties.toMs),
    },
  };
}

function shareAccounts(accounts: AccountColumns): AccountColumns {
  return {
    length: accounts.length,
    keys: accounts.keys,
    exitKind: share(Uint8Array, accounts.exitKind),
    openingMinor: share(Float64Array, accounts.openingMinor),
    coverageStart: share(Uint32Array, accounts.coverageStart),
    coverageFromMs: share(Float64Array, accounts.coverageFromMs),
    coverageToMs: share(Float64Array, accounts.coverageToMs),
    coverageInferred: share(Uint8Array, accounts.coverageInferred),
  };
}

interface Column {
  readonly buffer: ArrayBufferLike;
  readonly byteLength: number;
  set(values: ArrayLike<number>): void;
}

function share<One extends Column & ArrayLike<number>>(make: new (memory: SharedArrayBuffer) => One, column: One): One {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = new make(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
