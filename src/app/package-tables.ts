import { pageMoney, type PageTable } from "../exports/package/package-page.ts";
import type { RecoverySheetRow } from "../recovery/recovery-sheet.ts";
import { orderTextCells, orderTextHeadings } from "./order-list.ts";
import type { CaseRecords } from "./package-records.ts";
import { type PackageTrace, traceAmounts } from "./package-trace.ts";

/** The tables of a package's page. */
export function packageTables(records: CaseRecords, traced: PackageTrace | undefined): readonly PageTable[] {
  const { sheet, orders } = records;
  const lines = traced === undefined || traced.view.kind === "reach" ? [] : traced.view.balanceSheet;
  return [
    {
      title: "资金平衡表 Balance sheet",
      headings: ["损失 Loss", "被害人 Victim", "币种 Currency", ...traceAmounts.map(([, heading]) => heading)],
      rows: lines.map((line) => [
        line.loss.id,
        line.loss.victim,
        line.currency,
        ...traceAmounts.map(([amount]) => pageMoney(line[amount])),
      ]),
    },
    {
      title: "回收台账 Recovery ledger",
      headings: ["损失 Loss", ...ledgerAmounts.map(([, heading]) => heading)],
      rows: [
        ...sheet.losses.map((row) => [row.lossId, ...ledgerCells(row)]),
        ["合计 Total", ...ledgerCells(sheet.total)],
      ],
    },
    { title: "指令 Orders", headings: orderTextHeadings, rows: orders.map(orderTextCells) },
  ];
}

/** The amounts of the recovery ledger's sheet, in order, each with its heading. */
export const ledgerAmounts: readonly (readonly [keyof RecoverySheetRow, string])[] = [
  ["lossMinor", "损失 Lost"],
  ["returnedMinor", "已返还 Returned"],
  ["heldMinor", "已控 Held"],
  ["atRestMinor", "卡内未控 At rest"],
  ["exitedMinor", "资金末端 Exited"],
  ["lostSightMinor", "断点 Lost sight of"],
  ["writtenOffMinor", "核销 Written off"],
];

function ledgerCells(row: RecoverySheetRow): readonly string[] {
  return ledgerAmounts.map(([amount]) => pageMoney(row[amount]));
}
