import type { ReactNode } from "react";
import type { ExitRow, LossLine, SheetRanges } from "../../../../src/contract/case-view.ts";
import type { FreezeRow, RequestRow } from "../../../../src/contract/order-lists.ts";
import { accountColumns, bankColumn } from "../../design/account-columns.tsx";
import { AccountMark } from "../../design/account-mark.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { groupedNumber, moneyText, percentText } from "../../design/figures.ts";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { NoteText } from "../../design/note-text.tsx";
import { exitName } from "../../design/place-names.ts";
import { RangedMoney } from "../../design/ranged-money.tsx";
import { waitText } from "./wait-text.ts";

function rankColumn(say: Say): DenseColumn<{ readonly rank: number }> {
  return { key: "rank", title: say("column.rank"), align: "right", cell: ({ rank }) => rank };
}

/** Accounts to freeze: the disputed amount and the account, in sight at 1280 px, then what can be expected of it, why and on what receipt. */
export function freezeColumns(say: Say): readonly DenseColumn<FreezeRow>[] {
  return [
    rankColumn(say),
    { key: "flag", title: "", cell: (row) => <FreezeFlags row={row} /> },
    {
      key: "amount",
      title: say("column.atRest"),
      align: "right",
      cell: ({ atRestMinor, currency, lastSeen, range }) => (
        <RangedMoney
          minor={atRestMinor}
          currency={currency}
          range={range}
          mark={lastSeen && <abbr title={say("lastSeen")}>≈ </abbr>}
        />
      ),
    },
    ...accountColumns(say),
    {
      key: "chance",
      title: say("column.chance"),
      align: "right",
      cell: ({ chancePpm, seen, effect }) => (
        <span title={say("chance.of", { seen, effect })}>{percentText(chancePpm)}</span>
      ),
    },
    {
      key: "expected",
      title: say("column.expected"),
      align: "right",
      cell: ({ expectedMinor, currency }) => <Money minor={expectedMinor} currency={currency} />,
    },
    { key: "note", title: say("column.note"), cell: (row) => <FreezeNote row={row} /> },
    {
      key: "response",
      title: say("column.response"),
      align: "right",
      cell: ({ responseMinutes, effect }) => (
        <span title={say("response.effect", { effect })}>{waitText(responseMinutes, say)}</span>
      ),
    },
    { key: "receipt", title: say("column.receipt"), cell: (row) => <ReceiptText row={row} /> },
    { key: "role", title: say("column.role"), cell: ({ role }) => <NoteText note={role} /> },
    { key: "hop", title: say("column.hop"), align: "right", cell: ({ hop }) => hop },
    { key: "since", title: say("column.since"), cell: ({ since }) => <span className="time">{since}</span> },
    bankColumn(say),
  ];
}

/** That there is something to look at before an order is sent; the words of it stand further right. */
function FreezeFlags({ row: { looksInnocent, answer } }: { readonly row: FreezeRow }): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      {looksInnocent !== null && <span className="tag">{say("freeze.lookAgain")}</span>}{" "}
      {answer !== null && <span className="tag calm">{say("freeze.answered")}</span>}
    </>
  );
}

/** Signs of an innocent holder, and what the bank answered. */
function FreezeNote({ row: { looksInnocent, answer } }: { readonly row: FreezeRow }): ReactNode {
  return (
    <>
      <NoteText note={looksInnocent} /> <NoteText note={answer} />
    </>
  );
}

/** What the bank checks an order by: payer, time, amount and serial. */
function ReceiptText({ row: { receipt, currency } }: { readonly row: FreezeRow }): ReactNode {
  const { say } = useLanguage();
  if (receipt === null) return <span className="soft">{say("receipt.none")}</span>;
  const { at, payerNumber, payerHolder, amountMinor, serial } = receipt;
  const parts = [at, `${groupedNumber(payerNumber)} ${payerHolder}`.trim(), moneyText(amountMinor, currency), serial];
  const text = parts.filter((part) => part !== "").join(" · ");
  return (
    <span className="time" title={text}>
      {text}
    </span>
  );
}

/** Statements to ask for: whom, which days, whether it was asked already, and what asking has yielded. */
export function requestColumns(say: Say): readonly DenseColumn<RequestRow>[] {
  return [
    rankColumn(say),
    {
      key: "amount",
      title: say("column.amount"),
      align: "right",
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    {
      key: "asked",
      title: say("column.asked"),
      cell: ({ asked }) =>
        asked === null ? (
          <span className="soft">{say("asked.not")}</span>
        ) : (
          <span className="tag calm" title={say("asked.at", { at: asked })}>
            {asked.slice(0, 16)}
          </span>
        ),
    },
    ...accountColumns(say),
    {
      key: "yield",
      title: say("column.yield"),
      align: "right",
      cell: ({ yieldPpm, answered }) => (
        <span title={say("yield.of", { n: answered })}>{`${percentText(yieldPpm)} (${answered})`}</span>
      ),
    },
    {
      key: "expected",
      title: say("column.yieldExpected"),
      align: "right",
      cell: ({ expectedMinor, currency }) => <Money minor={expectedMinor} currency={currency} />,
    },
    {
      key: "period",
      title: say("column.period"),
      cell: ({ from, to }) => <span className="time">{`${from} – ${to ?? say("period.open")}`}</span>,
    },
    { key: "reason", title: say("column.reason"), cell: ({ reason }) => say(`reason.${reason}`) },
    bankColumn(say),
    {
      key: "orderNos",
      title: say("column.orderNos"),
      cell: ({ orderNos }) => <span title={orderNos.join("\n")}>{orderNos.join(" ")}</span>,
    },
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
      cell: ({ amountMinor, currency, range }) => <RangedMoney minor={amountMinor} currency={currency} range={range} />,
    },
    ...accountColumns(say),
    bankColumn(say),
  ];
}

/** The balance sheet, a line a loss; interest stands beside it and in none of its sums (T20). */
export function lossColumns(say: Say): readonly DenseColumn<LossLine>[] {
  const money = (key: keyof SheetRanges, title: string): DenseColumn<LossLine> => ({
    key,
    title,
    align: "right",
    cell: (line) => <RangedMoney minor={line[key]} currency={line.currency} range={line.ranges[key]} />,
  });
  return [
    {
      key: "victim",
      title: say("column.victim"),
      cell: ({ victim, loss }) => <span title={loss}>{victim || loss}</span>,
    },
    {
      key: "lossMinor",
      title: say("sum.loss"),
      align: "right",
      cell: ({ lossMinor, currency }) => <Money minor={lossMinor} currency={currency} />,
    },
    money("atRestMinor", say("mark.at-rest")),
    money("exitedMinor", say("sum.exited")),
    money("lostSightMinor", say("mark.lost-sight")),
    money("returnedMinor", say("sum.returned")),
    money("writtenOffMinor", say("sum.writtenOff")),
    {
      key: "interest",
      title: say("column.interest"),
      align: "right",
      cell: ({ interestMinor, currency }) =>
        interestMinor === 0 ? (
          <span className="soft">–</span>
        ) : (
          <span className="beside-sheet" title={say("interest.beside")}>
            + <Money minor={interestMinor} currency={currency} />
          </span>
        ),
    },
    { key: "at", title: say("column.time"), cell: ({ at }) => <span className="time">{at}</span> },
  ];
}
