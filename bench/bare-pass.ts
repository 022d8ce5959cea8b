import { SluiceError } from "../src/errors/sluice-error.ts";
import type { LedgerColumns } from "../src/flows/ledger-columns.ts";

/** The yardstick of a city pass: moves every amount between two balances, over the same arrays, and does nothing else. */
export function barePass({ transfers, accounts }: LedgerColumns): void {
  const { length, payer, payee, amountMinor } = transfers;
  const balance = accounts.openingMinor.slice();
  for (let transfer = 0; transfer < length; transfer++) {
    const amount = amountMinor[transfer]!;
    balance[payer[transfer]!]! -= amount;
    balance[payee[transfer]!]! += amount;
  }
  // The sum is looked at, so that nothing is optimised away.
  const heldMinor = balance.reduce((sum, held) => sum + held, 0);
  if (!Number.isSafeInteger(heldMinor)) throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: "bench" });
}

/** Bytes of the transfer columns and of the engine's own byte a transfer. */
export function columnBytes({ transfers }: LedgerColumns): number {
  const { payer, payee, atMs, amountMinor, flags, reversals, statedBalances } = transfers;
  const sparse = [...Object.values(reversals), ...Object.values(statedBalances)];
  const columns = [payer, payee, atMs, amountMinor, flags, ...sparse];
  return columns.reduce((sum, column) => sum + column.byteLength, 0) + transfers.length;
}
