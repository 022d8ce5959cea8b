import { Checkbox } from "antd";
import type { ReactNode } from "react";
import type { CaseDoctrineView } from "../../../../src/contract/case-doctrine.ts";
import type { KeptTraceRow, KeptTraces } from "../../../../src/contract/trace-comparison.ts";
import { comparedDoctrines } from "../../../../src/contract/whose-money.ts";
import { type FigureColumn, FigureTable } from "../../design/figure-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { mostCompared, toggled } from "./compared-traces.ts";

interface TraceChooserProps {
  readonly compared: readonly string[];
  readonly kept: KeptTraces | undefined;
  readonly locked: CaseDoctrineView | undefined;
  readonly change: (compared: readonly string[]) => void;
}

/** Chooses what stands side by side: doctrines, run over the ledger as it is now, and traces that were kept. */
export function TraceChooser({ compared, kept, locked, change }: TraceChooserProps): ReactNode {
  const { say } = useLanguage();
  const full = compared.length >= mostCompared;
  const box = (name: string, label: ReactNode): ReactNode => (
    <Checkbox
      key={name}
      checked={compared.includes(name)}
      disabled={full && !compared.includes(name)}
      onChange={() => change(toggled(compared, name))}
    >
      {label}
    </Checkbox>
  );
  return (
    <section className="chooser" aria-label={say("compare.choose")}>
      <div className="chooser-doctrines">
        <strong>{say("compare.now")}</strong>
        {comparedDoctrines.map((doctrine) =>
          box(
            doctrine,
            <>
              {say(`doctrine.${doctrine}`)}{" "}
              {doctrine === locked?.search && <span className="tag calm">{say("lock.search")}</span>}{" "}
              {doctrine === locked?.attribution && <span className="tag calm">{say("lock.attribution")}</span>}
            </>,
          ),
        )}
        {full && <span className="soft small">{say("compare.full", { n: mostCompared })}</span>}
      </div>
      <details className="chooser-kept" open={compared.some((name) => kept?.rows.some(({ trace }) => trace === name))}>
        <summary>
          {say("compare.kept")} <span className="soft">{(kept?.total ?? 0).toLocaleString("en-US")}</span>
        </summary>
        {kept !== undefined && kept.total > 0 ? (
          <KeptTable kept={kept} box={(trace) => box(trace, <span className="digits">{trace}</span>)} />
        ) : (
          <p className="soft small">{say("compare.kept.empty")}</p>
        )}
      </details>
    </section>
  );
}

interface KeptTableProps {
  readonly kept: KeptTraces;
  readonly box: (trace: string) => ReactNode;
}

/** The traces that were run and kept: none is ever taken out. */
function KeptTable({ kept, box }: KeptTableProps): ReactNode {
  const { say } = useLanguage();
  return (
    <FigureTable<KeptTraceRow>
      label={say("compare.kept")}
      rows={[...kept.rows].reverse()}
      idOf={({ trace }) => trace}
      columns={keptColumns(say, box)}
    />
  );
}

function keptColumns(say: Say, box: KeptTableProps["box"]): readonly FigureColumn<KeptTraceRow>[] {
  return [
    { key: "trace", title: say("compare.trace"), cell: ({ trace }) => box(trace) },
    { key: "purpose", title: say("lock.purpose"), cell: ({ purpose }) => say(`lock.${purpose}`) },
    { key: "doctrine", title: say("doctrine"), cell: ({ doctrine }) => say(`doctrine.${doctrine}`) },
    { key: "at", title: say("compare.ranAt"), cell: ({ at }) => <span className="time">{at}</span> },
    { key: "by", title: say("compare.by"), cell: ({ by }) => by },
    { key: "asOf", title: say("asOf"), cell: ({ asOf }) => asOf ?? say("asOf.end") },
    {
      key: "ledger",
      title: say("compare.ledger"),
      align: "right",
      cell: ({ files, transfers }) => say("compare.ledgerOf", { files, n: transfers }),
    },
    {
      key: "atRest",
      title: say("mark.at-rest"),
      align: "right",
      cell: ({ totals }) =>
        totals.map(({ currency, atRestMinor }) => (
          <div key={currency}>
            <Money minor={atRestMinor} currency={currency} />
          </div>
        )),
    },
  ];
}
