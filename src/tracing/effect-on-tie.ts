import type { LedgerTies } from "./ledger-ties.ts";

/** What a transfer adds to the balance of the tie's account, minor units. */
export function effectOnTie({ ledger }: LedgerTies, group: number, transfer: number): number {
  const { payer, amountMinor, ties } = ledger.transfers;
  return payer[transfer] === ties.account[group] ? -amountMinor[transfer]! : amountMinor[transfer]!;
}
