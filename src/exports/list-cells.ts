import type { AccountView, TransferView } from "../tracing/account-view.ts";
import type { SheetList } from "./paged-workbook.ts";
import type { SheetCell } from "./sheet-cell.ts";

/** The headings of `accountCells`. */
export const accountColumns: readonly string[] = [
  "账号 Account|24",
  "户名 Holder|16",
  "证件号码 Id number|20",
  "开户行 Bank|24",
  "币种 Currency|10",
];

/** The cells that name an account. */
export function accountCells({ key, number, holder, idNo, bank, currency }: AccountView): readonly SheetCell[] {
  return [text(number || key), text(holder), text(idNo), text(bank), text(currency)];
}

/** Columns from texts `heading|width`. */
export function columnsOf(texts: readonly string[]): SheetList["columns"] {
  return texts.map((column) => {
    const [heading = "", width] = column.split("|");
    return { heading, width: Number(width) };
  });
}

/** A cell of text. */
export function text(value: string): SheetCell {
  return { kind: "text", text: value };
}

/** A cell of a count. */
export function count(value: number): SheetCell {
  return { kind: "count", count: value };
}

/** A cell of a share in millionths. */
export function percent(ppm: number): SheetCell {
  return { kind: "percent", ppm };
}

/** A cell of an amount. */
export function money(amountMinor: number, currency: string): SheetCell {
  return { kind: "money", amountMinor, currency };
}

/** A cell of an instant, to the second. */
export function second(atMs: number): SheetCell {
  return { kind: "time", atMs, precision: "second" };
}

/** A cell of the time of a transfer, as precisely as it is known. */
export function time({ atMs, precision }: TransferView): SheetCell {
  return { kind: "time", atMs, precision };
}
