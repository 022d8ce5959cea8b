import type { TransferColumns } from "../flows/ledger-columns.ts";

/** The latest instant of a ledger's transfers, ms; it counts as the as-of time of a trace that names none (T10). */
export function ledgerEnd({ length, atMs }: TransferColumns): number {
  let latest = -Infinity;
  for (let transfer = 0; transfer < length; transfer++) latest = Math.max(latest, atMs[transfer]!);
  return latest;
}
