import type { ReactNode } from "react";
import type { SheetLine } from "../../../../src/contract/case-view.ts";
import type { TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { FigureTable } from "../../design/figure-table.tsx";
import { useLanguage } from "../../design/language.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";
import { amountColumns } from "./compared-columns.tsx";
import type { ComparedLine } from "./compared-lines.ts";
import { spreadOf } from "./compared-traces.ts";

type Part = Exclude<keyof SheetLine, "currency">;

const parts: readonly { readonly key: Part; readonly word: WordKey }[] = [
  { key: "atRestMinor", word: "sum.atRest" },
  { key: "lostSightMinor", word: "sum.lostSight" },
  { key: "exitedMinor", word: "sum.exited" },
  { key: "returnedMinor", word: "sum.returned" },
  { key: "writtenOffMinor", word: "sum.writtenOff" },
];

/** The balance sheet of all losses under each trace, and how far apart they are. */
export function ComparedTotals({
  comparison: { traces, totals },
}: {
  readonly comparison: TraceComparisonView;
}): ReactNode {
  const { say } = useLanguage();
  const line = (currency: string, sheets: readonly (SheetLine | null)[], { key, word }: (typeof parts)[number]) => {
    const amounts = sheets.map((sheet) => sheet?.[key] ?? null);
    const name = totals.length === 1 ? say(word) : `${say(word)} ${currency}`;
    return { id: `${currency} ${key}`, name, currency, amounts, spreadMinor: spreadOf(amounts) };
  };
  const lines = totals.flatMap(({ currency, sheets }) =>
    parts.map((part) => line(currency, sheets, part)).filter(({ amounts }) => amounts.some((amount) => amount)),
  );
  const sums = totals.map(({ currency, sheets }) => line(currency, sheets, { key: "lossMinor", word: "sum.loss" }));
  return (
    <FigureTable<ComparedLine>
      label={say("compare.totals")}
      columns={[{ key: "name", title: say("compare.amount"), cell: ({ name }) => name }, ...amountColumns(traces, say)]}
      rows={lines}
      sums={sums}
      idOf={({ id }) => id}
    />
  );
}
