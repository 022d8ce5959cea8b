import type { ReactNode } from "react";
import type { HolderFigures, HolderRow } from "../../../src/contract/case-beside.ts";
import { AccountLabel } from "./account-label.tsx";
import { type FigureColumn, FigureTable } from "./figure-table.tsx";
import { type Say, useLanguage } from "./language.tsx";
import { Money } from "./money.tsx";

/** One way of reckoning a holder: by its accounts as the trace has them, or as one. */
interface HolderLine {
  readonly side: "byAccounts" | "byHolder";
  readonly row: HolderRow;
}

/** The doctrine per holder below its accounts' own figures: both shown, never added up. */
export function HolderTable({ rows }: { readonly rows: readonly HolderRow[] }): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      <FigureTable<HolderLine>
        label={say("holders.title")}
        rows={rows.flatMap((row): HolderLine[] => [
          { side: "byAccounts", row },
          { side: "byHolder", row },
        ])}
        idOf={({ side, row: { accounts, loss } }) => `${accounts[0]?.account} ${loss} ${side}`}
        columns={holderColumns(say)}
      />
      <p className="soft small">{say("holders.advisory")}</p>
    </>
  );
}

function holderColumns(say: Say): readonly FigureColumn<HolderLine>[] {
  return [
    { key: "holder", title: say("column.holder"), cell: (line) => <Holder line={line} /> },
    {
      key: "loss",
      title: say("column.victim"),
      cell: ({ side, row: { victim, loss } }) => (side === "byAccounts" ? victim || loss : ""),
    },
    { key: "side", title: say("holders.side"), cell: ({ side }) => say(`holders.${side}`) },
    figureColumn("atRestMinor", say),
    figureColumn("lostSightMinor", say),
    figureColumn("paidOnMinor", say),
  ];
}

function figureColumn(key: keyof HolderFigures, say: Say): FigureColumn<HolderLine> {
  return {
    key,
    title: say(`holders.${key}`),
    align: "right",
    cell: ({ side, row }) => (
      <span className={row.byAccounts[key] === row.byHolder[key] ? undefined : "differs"}>
        <Money minor={row[side][key]} currency={row.currency} />
      </span>
    ),
  };
}

/** Who it is, and on the line below the accounts. */
function Holder({ line: { side, row } }: { readonly line: HolderLine }): ReactNode {
  const { say } = useLanguage();
  if (side === "byAccounts") {
    return (
      <>
        {row.holder} <span className="soft">{say("holders.idNo", { tail: row.idNoTail })}</span>
      </>
    );
  }
  return row.accounts.map(({ account, number }) => (
    <div key={account}>
      <AccountLabel account={account} number={number} />
    </div>
  ));
}
