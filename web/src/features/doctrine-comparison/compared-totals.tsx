import type { ReactNode } from "react";
import type { SheetLine } from "../../../../src/contract/case-view.ts";
import type { ComparedTraceHead, TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { type FigureColumn, FigureTable } from "../../design/figure-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";
import { spreadOf } from "./compared-traces.ts";

type Part = Exclude<keyof SheetLine, "currency">;

const parts: readonly { readonly key: Part; readonly word: WordKey }[] = [
  { key: "atRestMinor", word: "sum.atRest" },
  { key: "lostSightMinor", word: "sum.lostSight" },
  { key: "exitedMinor", word: "sum.exited" },
  { key: "returnedMinor", word: "sum.returned" },
  { key: "writtenOffMinor", word: "sum.writtenOff" },
];

/** One amount of the sheet under each trace. */
interface TotalLine {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly amounts: readonly (number | null)[];
}

/** The balance sheet of all losses under each trace, and how far apart they are. */
export function ComparedTotals({
  comparison: { traces, totals },
}: {
  readonly comparison: TraceComparisonView;
}): ReactNode {
  const { say } = useLanguage();
  const line = (currency: string, sheets: readonly (SheetLine | null)[], { key, word }: (typeof parts)[number]) => ({
    id: `${currency} ${key}`,
    name: totals.length === 1 ? say(word) : `${say(word)} ${currency}`,
    currency,
    amounts: sheets.map((sheet) => sheet?.[key] ?? null),
  });
  const lines = totals.flatMap(({ currency, sheets }) =>
    parts.map((part) => line(currency, sheets, part)).filter(({ amounts }) => amounts.some((amount) => amount)),
  );
  const sums = totals.map(({ currency, sheets }) => line(currency, sheets, { key: "lossMinor", word: "sum.loss" }));
  return (
    <FigureTable<TotalLine>
      label={say("compare.totals")}
      columns={totalColumns(traces, say)}
      rows={lines}
      sums={sums}
      idOf={({ id }) => id}
    />
  );
}

function totalColumns(traces: readonly ComparedTraceHead[], say: Say): readonly FigureColumn<TotalLine>[] {
  return [
    { key: "name", title: say("compare.amount"), cell: ({ name }) => name },
    ...traces.map(
      (trace, place): FigureColumn<TotalLine> => ({
        key: trace.trace ?? trace.doctrine,
        title: <TraceHead trace={trace} />,
        align: "right",
        cell: ({ amounts, currency }) => {
          const amount = amounts[place] ?? null;
          return amount === null ? <span className="soft">–</span> : <Money minor={amount} currency={currency} />;
        },
      }),
    ),
    {
      key: "spread",
      title: say("compare.spread"),
      align: "right",
      cell: ({ amounts, currency }) => <Spread minor={spreadOf(amounts)} currency={currency} />,
    },
  ];
}

/** What stands over a trace's column: its doctrine, which of the case's doctrines that is, and its id when it was kept. */
export function TraceHead({ trace: { trace, doctrine, purpose } }: { readonly trace: ComparedTraceHead }): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      {say(`doctrine.${doctrine}`)} {purpose !== "beside" && <span className="tag calm">{say(`lock.${purpose}`)}</span>}
      {trace !== null && (
        <>
          <br />
          <span className="digits small">{trace}</span>
        </>
      )}
    </>
  );
}

/** How far apart traces are; what is the same everywhere stands back. */
export function Spread({ minor, currency }: { readonly minor: number; readonly currency: string }): ReactNode {
  const { say } = useLanguage();
  if (minor === 0) return <span className="soft">{say("compare.same")}</span>;
  return (
    <span className="differs">
      <Money minor={minor} currency={currency} />
    </span>
  );
}
