import type { ReactNode } from "react";
import type { ComparedTraceHead } from "../../../../src/contract/trace-comparison.ts";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import type { ComparedLine } from "./compared-lines.ts";

/** A column of amounts for each trace, and how far apart they are behind them. */
export function amountColumns(traces: readonly ComparedTraceHead[], say: Say): readonly DenseColumn<ComparedLine>[] {
  return [
    ...traces.map(
      (trace, place): DenseColumn<ComparedLine> => ({
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
      cell: ({ spreadMinor, currency }) => <Spread minor={spreadMinor} currency={currency} />,
    },
  ];
}

/** What stands over a trace's column: its doctrine, which of the case's doctrines that is, and its id when it was kept. */
function TraceHead({ trace: { trace, doctrine, purpose } }: { readonly trace: ComparedTraceHead }): ReactNode {
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
function Spread({ minor, currency }: { readonly minor: number; readonly currency: string }): ReactNode {
  const { say } = useLanguage();
  if (minor === 0) return <span className="soft">{say("compare.same")}</span>;
  return (
    <span className="differs">
      <Money minor={minor} currency={currency} />
    </span>
  );
}
