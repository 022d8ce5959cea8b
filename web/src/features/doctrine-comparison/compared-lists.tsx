import { Segmented, Tabs } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { Listed } from "../../../../src/contract/case-view.ts";
import type { TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { AccountLabel } from "../../design/account-label.tsx";
import { type DenseColumn, DenseTable } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { amountColumns } from "./compared-columns.tsx";
import { type ComparedLine, comparedLines, type Measure, measures } from "./compared-lines.ts";

interface ComparedListsProps {
  readonly comparison: TraceComparisonView;
}

/** The accounts and the victims of the traces, one amount of each at a time, those that differ most first. */
export function ComparedLists({ comparison }: ComparedListsProps): ReactNode {
  const { say } = useLanguage();
  const [measure, setMeasure] = useState<Measure>("atRestMinor");
  const { traces, accounts, losses } = comparison;
  const lines = useMemo(() => comparedLines(comparison, measure), [comparison, measure]);
  const columns = useMemo(
    () => ({
      accounts: [...accountColumns(say), ...amountColumns(traces, say)],
      losses: [victimColumn(say), ...amountColumns(traces, say)],
    }),
    [say, traces],
  );
  const tab = (key: "accounts" | "losses", list: Listed<unknown>) => ({
    key,
    label: (
      <>
        {say(`compare.${key}`)} <span className="soft small">{list.total.toLocaleString("en-US")}</span>
      </>
    ),
    children: (
      <section className="compared-list" aria-label={say(`compare.${key}`)}>
        <p className="soft small">
          {say(`measure.${measure}`)} · {say("compare.most")}
          {list.rows.length < list.total && ` · ${say("list.cut", { n: list.rows.length, total: list.total })}`}
        </p>
        <DenseTable
          label={say(`compare.${key}`)}
          columns={columns[key]}
          rows={lines[key]}
          idOf={({ id }) => id}
          selected={null}
          onOpen={null}
        />
      </section>
    ),
  });
  const choice = (
    <Segmented<Measure>
      aria-label={say("compare.amount")}
      value={measure}
      onChange={setMeasure}
      options={measures.map((value) => ({ value, label: say(`measure.${value}`) }))}
    />
  );
  return <Tabs items={[tab("accounts", accounts), tab("losses", losses)]} tabBarExtraContent={choice} />;
}

function accountColumns(say: Say): readonly DenseColumn<ComparedLine>[] {
  return [
    {
      key: "account",
      title: say("column.account"),
      cell: ({ id }) => <AccountLabel account={id} number={numberOf(id)} />,
    },
    { key: "holder", title: say("column.holder"), cell: ({ name }) => name },
  ];
}

function victimColumn(say: Say): DenseColumn<ComparedLine> {
  return { key: "victim", title: say("column.victim"), cell: ({ id, name }) => <span title={id}>{name || id}</span> };
}

/** The number that an account's key begins with; empty for what is no account. */
function numberOf(key: string): string {
  return key.startsWith("@") ? "" : (key.split("#")[0] ?? "");
}
