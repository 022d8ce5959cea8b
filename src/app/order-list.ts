import { money, second, text } from "../exports/list-cells.ts";
import type { SheetCell } from "../exports/sheet-cell.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import type { KeptOrder } from "./kept-order.ts";
import { orderKindWords } from "./order-form.ts";

/** What a column of the list of orders holds of an order; null and the empty text are an empty cell. */
type OrderColumn =
  | { readonly heading: string; readonly textOf: (kept: KeptOrder) => string }
  | { readonly heading: string; readonly timeOf: (kept: KeptOrder) => number | null }
  /** Yuan. */
  | { readonly heading: string; readonly amountOf: (kept: KeptOrder) => MinorUnits | null };

/** The list of a case's orders, as every export of it has it. */
const columns: readonly OrderColumn[] = [
  { heading: "指令编号", textOf: ({ number }) => number },
  { heading: "种类", textOf: ({ order }) => orderKindWords[order.kind] },
  { heading: "开户机构", textOf: ({ order }) => order.account.bank },
  { heading: "账号", textOf: ({ order }) => order.account.key },
  { heading: "户名", textOf: ({ order }) => order.account.holder },
  { heading: "金额", amountOf: ({ order }) => order.amountMinor },
  { heading: "起草时间", timeOf: ({ order }) => order.drafted.atMs },
  { heading: "发送时间", timeOf: ({ order }) => order.sent?.atMs ?? null },
  { heading: "任务编号", textOf: ({ order }) => order.sent?.taskNumber ?? "" },
  { heading: "反馈", textOf: ({ order }) => order.answer?.outcome ?? "" },
  { heading: "已控金额", amountOf: ({ order }) => order.measure?.heldMinor ?? null },
];

/** The columns' headings for workbooks, whose cells know what they hold. */
export const orderSheetHeadings: readonly string[] = columns.map(({ heading }) => heading);

/** The columns' headings for lists of texts, with the unit of amounts. */
export const orderTextHeadings: readonly string[] = columns.map((column) =>
  "amountOf" in column ? `${column.heading}（元）` : column.heading,
);

/** An order as a line of a workbook. */
export function orderSheetCells(kept: KeptOrder): readonly SheetCell[] {
  return columns.map((column) => {
    if ("textOf" in column) return text(column.textOf(kept));
    const value = "timeOf" in column ? column.timeOf(kept) : column.amountOf(kept);
    if (value === null) return text("");
    return "timeOf" in column ? second(value) : money(value, "CNY");
  });
}

/** An order as a line of a list of texts. */
export function orderTextCells(kept: KeptOrder): readonly string[] {
  return columns.map((column) => {
    if ("textOf" in column) return column.textOf(kept);
    if ("timeOf" in column) {
      const atMs = column.timeOf(kept);
      return atMs === null ? "" : formatChinaTime(atMs, "second");
    }
    const amount = column.amountOf(kept);
    return amount === null ? "" : formatDecimal(amount, CNY);
  });
}
