import type { ReactNode } from "react";
import type { MoneyPath, PathPayment } from "../../../../src/contract/money-paths.ts";
import { AccountLabel } from "../../design/account-label.tsx";
import { type FigureColumn, FigureTable } from "../../design/figure-table.tsx";
import { moneyText } from "../../design/figures.ts";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { dwellText } from "./dwell-text.ts";

interface PathStepsProps {
  readonly name: string;
  readonly path: MoneyPath;
  readonly open: (transfer: string) => void;
}

/** One path as numbered payments: when, from whom to whom, how much, how much of it traced, how long it lay before. */
export function PathSteps({ name, path: { steps, widthMinor, tracedMinor }, open }: PathStepsProps): ReactNode {
  const { say } = useLanguage();
  const currency = steps[0]?.payer.currency ?? "CNY";
  const figures = {
    n: steps.length,
    width: moneyText(widthMinor, currency),
    traced: moneyText(tracedMinor, currency),
  };
  return (
    <section className="path">
      <h4>
        {name} <span className="soft">{say("paths.summary", figures)}</span>
      </h4>
      <FigureTable<PathPayment>
        label={name}
        rows={steps}
        idOf={({ transfer }) => transfer}
        columns={stepColumns(say, open)}
      />
    </section>
  );
}

function stepColumns(say: Say, open: PathStepsProps["open"]): readonly FigureColumn<PathPayment>[] {
  return [
    {
      key: "at",
      title: say("column.time"),
      cell: ({ at, transfer }) => (
        <button type="button" className="link time" onClick={() => open(transfer)}>
          {at}
        </button>
      ),
    },
    { key: "payer", title: say("column.payer"), cell: ({ payer }) => <Party {...payer} /> },
    { key: "payee", title: say("column.payee"), cell: ({ payee }) => <Party {...payee} /> },
    {
      key: "traced",
      title: say("column.traced"),
      align: "right",
      cell: ({ tracedMinor: minor, payer }) => <Money minor={minor} currency={payer.currency} />,
    },
    {
      key: "whole",
      title: say("column.whole"),
      align: "right",
      cell: ({ amountMinor, payer }) => <Money minor={amountMinor} currency={payer.currency} />,
    },
    {
      key: "dwell",
      title: say("column.dwell"),
      align: "right",
      cell: ({ dwellMs }) => (dwellMs === null ? "" : dwellText(dwellMs, say)),
    },
  ];
}

function Party({ account, number, holder }: PathPayment["payer"]): ReactNode {
  return (
    <>
      <AccountLabel account={account} number={number} /> {holder}
    </>
  );
}
