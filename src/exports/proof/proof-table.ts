import { formatChinaTime } from "../../flows/china-time.ts";
import { csvLine } from "../csv.ts";

/** A CSV file of the package. */
export interface ProofTable {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How indices of the extract are written. */
export interface ProofNames {
  readonly loss: (loss: number) => string;
  readonly account: (account: number) => string;
  readonly transfer: (transfer: number) => string;
}

/** The byte order mark lets spreadsheets read the Chinese. */
export const byteOrderMark = "\uFEFF";

/** The bytes of a table, as text. */
export function tableText({ headings, rows }: ProofTable): string {
  return `${byteOrderMark}${[headings, ...rows].map(csvLine).join("")}`;
}

/** A whole number; blank when it is not known. */
export function numberCell(value: number | null): string {
  return value === null || Number.isNaN(value) ? "" : String(value);
}

/** China time to the millisecond: `2024-03-05 14:03:22.000`. */
export function timeCell(atMs: number): string {
  return formatChinaTime(atMs, "millisecond");
}

export function yesCell(value: boolean): string {
  return value ? "yes" : "no";
}
