import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { indexLegs, type LegIndex } from "../flows/leg-index.ts";
import { latestByBlock } from "./as-of-cut.ts";
import { type AwaitedReceipts, awaitedReceipts } from "./awaited-receipts.ts";
import { countCounterparties } from "./counterparties.ts";
import { ledgerEnd } from "./ledger-end.ts";
import { type RunningBalances, runningBalances } from "./running-balances.ts";
import { transferMarks } from "./transfer-marks.ts";

/**
 * A ledger with everything about it that no trace changes, computed once per snapshot: 17 bytes a transfer beside the
 * columns' 25, and 12 an account.
 */
export interface PreparedLedger {
  readonly ledger: LedgerColumns;
  /** `transferMarks`. */
  readonly marks: Uint8Array;
  readonly legs: LegIndex;
  readonly running: RunningBalances;
  readonly awaited: AwaitedReceipts;
  /** Accounts of an exit kind, ascending. */
  readonly exits: Uint32Array;
  /** `countCounterparties`. */
  readonly counterparties: Uint32Array;
  /** `latestByBlock`. */
  readonly latestMs: Float64Array;
  /** `ledgerEnd`. */
  readonly lastInstantMs: number;
}

/** Computes what traces of the ledger's cases have in common. */
export function prepareLedger(ledger: LedgerColumns): PreparedLedger {
  const { transfers } = ledger;
  const marks = transferMarks(transfers);
  const legs = indexLegs(ledger);
  return {
    ledger,
    marks,
    legs,
    running: runningBalances(ledger, marks),
    awaited: awaitedReceipts(transfers),
    exits: accountsOfExits(ledger),
    counterparties: countCounterparties(ledger, marks, legs),
    latestMs: latestByBlock(transfers.atMs, transfers.length),
    lastInstantMs: ledgerEnd(transfers),
  };
}

/** What was prepared of a ledger, without its columns. */
export type LedgerPreparation = Omit<PreparedLedger, "ledger">;

/** The same ledger with other kinds of exits (T20): nothing else that was prepared depends on them. */
export function withExits(prepared: LedgerPreparation, ledger: LedgerColumns): PreparedLedger {
  return { ...prepared, ledger, exits: accountsOfExits(ledger) };
}

function accountsOfExits({ accounts: { exitKind, length } }: LedgerColumns): Uint32Array {
  const exits: number[] = [];
  for (let account = 0; account < length; account++) if (exitKind[account] !== 0) exits.push(account);
  return Uint32Array.from(exits);
}
