import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import { sharePreparation } from "../threads/shared-columns.ts";
import { type LedgerPreparation, type PreparedLedger, prepareLedger, withExits } from "../tracing/prepare-ledger.ts";

/** What was prepared of opened ledgers; let go with them. A case's marks (T20) change an account's exit and no transfer. */
const preparations = new WeakMap<TransferColumns, LedgerPreparation>();

/** An opened ledger prepared: computed when it is first asked for. */
export function preparedLedger(ledger: LedgerColumns): PreparedLedger {
  const known = preparations.get(ledger.transfers);
  if (known !== undefined) return withExits(known, ledger);
  const made = sharePreparation(prepareLedger(ledger));
  keepPreparation(ledger, made);
  return { ...made, ledger };
}

/** What was prepared of an opened ledger; `null`: nothing yet. */
export function knownPreparation({ transfers }: Pick<LedgerColumns, "transfers">): LedgerPreparation | null {
  return preparations.get(transfers) ?? null;
}

/** Keeps what was prepared of a ledger as long as its columns are in use. */
export function keepPreparation({ transfers }: Pick<LedgerColumns, "transfers">, made: LedgerPreparation): void {
  preparations.set(transfers, made);
}
