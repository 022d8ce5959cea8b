import type { ReactNode } from "react";
import type { ExitRow, FreezeRow, LossLine, RequestRow } from "../../../../src/contract/case-view.ts";
import { AccountMark } from "../../design/account-mark.tsx";
import { AccountNumber } from "../../design/account-number.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { exitName, placeName } from "../../graph-view/node-texts.ts";

type AccountRow = Pick<FreezeRow, "account" | "number" | "holder" | "bank" | "currency">;

function accountColumns(say: Say): [DenseColumn<AccountRow>, DenseColumn<AccountRow>] {
  return [
    {
      key: "account",
      title: say("column.account"),
      cell: ({ number, account }) => (number === "" ? placeName(account, say) : <AccountNumber number={number} />),
    },
    { key: "holder", title: say("column.holder"), cell: ({ holder }) => <span title={holder}>{holder}</span> },
  ];
}

function bankColumn(say: Say): DenseColumn<AccountRow> {
  return { key: "bank", title: say("column.bank"), cell: ({ bank }) => <span title={bank}>{bank}</span> };
}

function rankColumn(say: Say): DenseColumn<{ readonly rank: number }> {
  return { key: "rank", title: say("column.rank"), align: "right", cell: ({ rank }) => rank };
}

/** Accounts to freeze: how much first, then where. */
export function freezeColumns(say: Say): readonly DenseColumn<FreezeRow>[] {
  return [
    rankColumn(say),
    {
      key: "amount",
      title: say("column.atRest"),
      align: "right",
      cell: ({ atRestMinor, currency, lastSeen }) => (
        <>
          {lastSeen && <abbr title={say("lastSeen")}>≈ </abbr>}
          <Money minor={atRestMinor} currency={currency} />
        </>
      ),
    },
    {
      key: "chance",
      title: say("column.chance"),
      align: "right",
      cell: ({ chancePpm, seen, effect }) => (
        <span title={say("chance.of", { seen, effect })}>{`${Math.round(chancePpm / 10_000)}%`}</span>
      ),
    },
    {
      key: "expected",
      title: say("column.expected"),
      align: "right",
      cell: ({ expectedMinor, currency }) => <Money minor={expectedMinor} currency={currency} />,
    },
    ...accountColumns(say),
    { key: "note", title: say("column.note"), cell: (row) => <FreezeNote row={row} /> },
    { key: "hop", title: say("column.hop"), align: "right", cell: ({ hop }) => hop },
    { key: "since", title: say("column.since"), cell: ({ since }) => <span className="time">{since}</span> },
    bankColumn(say),
  ];
}

/** What to look at before an order is sent: signs of an innocent holder, and what the bank answered. */
function FreezeNote({ row: { looksInnocent, answer } }: { readonly row: FreezeRow }): ReactNode {
  const { language } = useLanguage();
  const notes = [answer, looksInnocent].flatMap((note) =>
    note === null ? [] : [note[language === "en" ? "en" : "zh"]],
  );
  return <span title={notes.join("; ")}>{notes.join("; ")}</span>;
}

/** Statements to ask for: whom, and which days. */
export function requestColumns(say: Say): readonly DenseColumn<RequestRow>[] {
  return [
    rankColumn(say),
    {
      key: "amount",
      title: say("column.amount"),
      align: "right",
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    ...accountColumns(say),
    {
      key: "period",
      title: say("column.period"),
      cell: ({ from, to }) => <span className="time">{`${from} – ${to ?? say("period.open")}`}</span>,
    },
    {
      key: "yield",
      title: say("column.yield"),
      align: "right",
      cell: ({ yieldPpm, answered }) => `${Math.round(yieldPpm / 10_000)}% (${answered})`,
    },
    { key: "reason", title: say("column.reason"), cell: ({ reason }) => say(`reason.${reason}`) },
    bankColumn(say),
  ];
}

/** Where money left for good. */
export function exitColumns(say: Say): readonly DenseColumn<ExitRow>[] {
  return [
    {
      key: "kind",
      title: say("column.kind"),
      cell: ({ kind }) => (
        <>
          <AccountMark kind="exit" /> {exitName(kind, say)}
        </>
      ),
    },
    {
      key: "amount",
      title: say("column.amount"),
      align: "right",
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    ...accountColumns(say),
    bankColumn(say),
  ];
}

/** The balance sheet, a line a loss. */
export function lossColumns(say: Say): readonly DenseColumn<LossLine>[] {
  const money = (key: Exclude<keyof LossLine, "currency">, title: string): DenseColumn<LossLine> => ({
    key,
    title,
    align: "right",
    cell: (line) => <Money minor={Number(line[key])} currency={line.currency} />,
  });
  return [
    {
      key: "victim",
      title: say("column.victim"),
      cell: ({ victim, loss }) => <span title={loss}>{victim || loss}</span>,
    },
    money("lossMinor", say("sum.loss")),
    money("atRestMinor", say("mark.at-rest")),
    money("exitedMinor", say("sum.exited")),
    money("lostSightMinor", say("mark.lost-sight")),
    money("returnedMinor", say("sum.returned")),
    money("writtenOffMinor", say("sum.writtenOff")),
    { key: "at", title: say("column.time"), cell: ({ at }) => <span className="time">{at}</span> },
  ];
}
