import { type ReactNode, useMemo } from "react";
import type { CaseBeside, GoodFaithRow, InterestRow } from "../../../../src/contract/case-beside.ts";
import { accountColumns, bankColumn } from "../../design/account-columns.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { HolderTable } from "../../design/holder-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { FindingList } from "./finding-list.tsx";

/** As many lines of holders as are read whole. */
const mostHolders = 500;

interface BesideSheetProps {
  readonly beside: CaseBeside;
  readonly open: (account: string) => void;
  readonly transferAddress: (transfer: string) => string;
}

/** What stands beside the balance sheet and in none of its sums: good faith, interest, the doctrine per holder. */
export function BesideSheet({ beside, open, transferAddress }: BesideSheetProps): ReactNode {
  const { say } = useLanguage();
  const columns = useMemo(
    () => ({ goodFaith: goodFaithColumns(say), interest: interestColumns(say, transferAddress) }),
    [say, transferAddress],
  );
  const { goodFaith, interest, holders } = beside;
  return (
    <>
      <FindingList
        title={say("goodFaith.title")}
        note={say("goodFaith.note")}
        empty={say("goodFaith.empty")}
        list={{ rows: goodFaith, total: goodFaith.length }}
        columns={columns.goodFaith}
        idOf={({ account, marked }) => `${account} ${marked}`}
        open={({ account }) => open(account)}
      />
      <FindingList
        title={say("interest.title")}
        note={say("interest.note")}
        empty={say("interest.empty")}
        list={interest}
        columns={columns.interest}
        idOf={({ transfer, due }) => `${transfer} ${due?.loss ?? ""}`}
        open={({ account }) => open(account)}
      />
      <section className="finding-list" aria-label={say("holders.title")}>
        <h2>
          {say("holders.title")} <span className="soft">{holders.total.toLocaleString("en-US")}</span>
        </h2>
        {holders.rows.length === 0 ? (
          <p className="soft small">{say("holders.empty")}</p>
        ) : (
          <HolderTable rows={holders.rows.slice(0, mostHolders)} />
        )}
        {holders.total > mostHolders && (
          <p className="notice">{say("list.cut", { n: mostHolders, total: holders.total })}</p>
        )}
      </section>
    </>
  );
}

function goodFaithColumns(say: Say): readonly DenseColumn<GoodFaithRow>[] {
  return [
    ...accountColumns(say),
    {
      key: "amount",
      title: say("goodFaith.amount"),
      align: "right",
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    { key: "officer", title: say("goodFaith.officer"), cell: ({ officer }) => officer },
    {
      key: "evidence",
      title: say("goodFaith.evidence"),
      cell: ({ evidence }) => <span title={evidence}>{evidence}</span>,
    },
    { key: "marked", title: say("goodFaith.marked"), cell: ({ marked }) => <span className="time">{marked}</span> },
    {
      key: "cases",
      title: say("goodFaith.cases"),
      cell: ({ everyCase }) => say(everyCase ? "goodFaith.every" : "goodFaith.this"),
    },
    bankColumn(say),
  ];
}

function interestColumns(say: Say, addressOf: (transfer: string) => string): readonly DenseColumn<InterestRow>[] {
  return [
    {
      key: "at",
      title: say("column.time"),
      cell: ({ at, transfer }) => (
        <a className="time" href={addressOf(transfer)} onClick={(event) => event.stopPropagation()}>
          {at}
        </a>
      ),
    },
    ...accountColumns(say),
    {
      key: "whole",
      title: say("interest.whole"),
      align: "right",
      cell: ({ wholeMinor, currency }) => <Money minor={wholeMinor} currency={currency} />,
    },
    {
      key: "due",
      title: say("interest.due"),
      align: "right",
      cell: ({ due, currency }) =>
        due === null ? (
          <span className="soft">{say("interest.undivided")}</span>
        ) : (
          <Money minor={due.amountMinor} currency={currency} />
        ),
    },
    { key: "loss", title: say("column.victim"), cell: ({ due }) => (due === null ? "" : due.victim || due.loss) },
    bankColumn(say),
  ];
}
