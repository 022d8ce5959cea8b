import { formatChinaTime } from "../flows/china-time.ts";
import type { DerivedLedger } from "../flows/derived-ledger.ts";
import { TRANSFER_DAY_PRECISION } from "../flows/ledger-columns.ts";

/** When a transfer happened, as a person reads it; a day that has no time of day shows none. */
export function transferTime(derived: DerivedLedger, transfer: number): string {
  const { atMs, flags } = derived.columns.transfers;
  const dayOnly = ((flags[transfer] ?? 0) & TRANSFER_DAY_PRECISION) !== 0;
  return formatChinaTime(atMs[transfer] ?? 0, dayOnly ? "day" : "second");
}
