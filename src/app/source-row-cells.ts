import type { SourceCell } from "../contract/transfers.ts";
import type { SheetReport } from "../flows/file-reading.ts";
import type { Party, StatementRow } from "../flows/statement-row.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { MinorUnits } from "../money/minor-units.ts";

/** What was read from a row, each value under the heading it stood under; what the row does not say is left out. */
export function sourceRowCells(row: StatementRow, sheet: SheetReport | undefined): SourceCell[] {
  return cells.flatMap(({ fields, text }) => {
    const value = text(row);
    if (value === "") return [];
    const column = sheet?.columns.find((one) => fields.includes(one.field));
    return [{ field: fields[0] ?? "", heading: column?.heading ?? "", text: value }];
  });
}

interface CellOf {
  /** The value's field, and the other fields that it may have been read from. */
  readonly fields: readonly string[];
  readonly text: (row: StatementRow) => string;
}

const cells: readonly CellOf[] = [
  { fields: ["time", "date", "clock", "timeFallback"], text: (row) => row.timeText },
  { fields: ["direction"], text: (row) => (row.direction === "unknown" ? "" : row.direction) },
  { fields: ["amount", "amountOut", "amountIn"], text: (row) => money(row, row.amountMinor) },
  { fields: ["currency"], text: (row) => row.currency },
  { fields: ["balance"], text: (row) => money(row, row.ownBalanceMinor) },
  ...partyCells("own"),
  ...partyCells("other"),
  { fields: ["otherBalance"], text: (row) => money(row, row.otherBalanceMinor) },
  { fields: ["status"], text: (row) => (row.status === "unknown" ? "" : row.status) },
  { fields: ["serial", "id"], text: (row) => row.serial },
  { fields: ["orderNo"], text: (row) => row.orderNo },
  { fields: ["logNo"], text: (row) => row.logNo },
  { fields: ["voucherNo"], text: (row) => row.voucherNo },
  { fields: ["reverses"], text: (row) => row.reversesSerial },
  { fields: ["transactionType"], text: (row) => row.transactionType },
  { fields: ["summary"], text: (row) => row.summary },
  { fields: ["remark"], text: (row) => row.remark },
  { fields: ["cashFlag"], text: (row) => row.cashFlag },
  { fields: ["ip"], text: (row) => row.channel.ip },
  { fields: ["mac"], text: (row) => row.channel.mac },
  { fields: ["terminal"], text: (row) => row.channel.terminal },
  { fields: ["place"], text: (row) => row.channel.place },
  { fields: ["branch"], text: (row) => row.channel.branch },
  { fields: ["branchCode"], text: (row) => row.channel.branchCode },
  { fields: ["teller"], text: (row) => row.channel.teller },
  { fields: ["merchant"], text: (row) => row.channel.merchant },
  { fields: ["merchantNo"], text: (row) => row.channel.merchantNo },
];

function partyCells(side: "own" | "other"): readonly CellOf[] {
  const of = (key: keyof Party) => (row: StatementRow) => row[side][key];
  return [
    { fields: [`${side}Card`, `${side}Number`], text: of("card") },
    { fields: [`${side}Account`, `${side}Number`], text: of("account") },
    { fields: [`${side}SubAccount`], text: of("subId") },
    { fields: [`${side}Name`], text: of("name") },
    { fields: [`${side}IdNo`], text: of("idNo") },
    { fields: [`${side}Bank`], text: of("bank") },
  ];
}

function money(row: StatementRow, amountMinor: MinorUnits | null): string {
  return amountMinor === null ? "" : formatDecimal(amountMinor, row.currency);
}
