import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import { type PreparedLedger, prepareLedger, withExits } from "../tracing/prepare-ledger.ts";

/** What was prepared of opened ledgers; let go with them. A case's marks (T20) change an account's exit and no transfer. */
const preparedOf = new WeakMap<TransferColumns, PreparedLedger>();

/** An opened ledger prepared: computed when it is first asked for. */
export function preparedLedger(ledger: LedgerColumns): PreparedLedger {
  const known = preparedOf.get(ledger.transfers) ?? prepareLedger(ledger);
  preparedOf.set(ledger.transfers, known);
  return known.ledger === ledger ? known : withExits(known, ledger);
}
