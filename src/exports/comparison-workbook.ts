import type { Writable } from "node:stream";
import { comparedSums, type TraceComparison } from "../tracing/compare-traces.ts";
import { money, text } from "./list-cells.ts";
import { type SheetList, writePagedWorkbook, xlsxLimits } from "./paged-workbook.ts";

const sumNames: Readonly<Record<(typeof comparedSums)[number], string>> = {
  atRestMinor: "卡内资金 At rest",
  exitedMinor: "资金末端 Exited",
  lostSightMinor: "断点 Lost sight of",
  returnedMinor: "返还 Returned",
};

/** Writes traces side by side as xlsx: 各损失比较, 各账户比较. A trace has a column, and the last is how far they differ. */
export async function writeComparisonWorkbook(comparison: TraceComparison, file: Writable): Promise<void> {
  await writePagedWorkbook([losses(comparison), accounts(comparison)], file, xlsxLimits);
}

function losses({ traces, losses: all }: TraceComparison): SheetList {
  return {
    name: "各损失比较",
    columns: [...texts("损失 Loss", "被害人 Victim", "项目 Amount"), ...amountColumns(traces)],
    rows: all.flatMap(({ loss, victim, currency, amounts, spreadMinor }) =>
      comparedSums.map((sum) => [
        ...[loss, victim, sumNames[sum]].map(text),
        ...amounts.map((one) => (one === null ? text("") : money(one[sum], currency))),
        money(spreadMinor[sum], currency),
      ]),
    ),
  };
}

function accounts({ traces, accounts: all }: TraceComparison): SheetList {
  return {
    name: "各账户比较",
    columns: [...texts("账号 Account", "户名 Holder", "币种 Currency"), ...amountColumns(traces)],
    rows: all.map(({ account, holder, currency, atRestMinor, spreadMinor }) => [
      ...[account, holder, currency].map(text),
      ...atRestMinor.map((amount) => money(amount, currency)),
      money(spreadMinor, currency),
    ]),
  };
}

function texts(...headings: readonly string[]): SheetList["columns"] {
  return headings.map((heading) => ({ heading, width: 24 }));
}

function amountColumns(traces: readonly string[]): SheetList["columns"] {
  return [...traces, "差额 Spread"].map((heading) => ({ heading, width: 18 }));
}
