import { type ReactNode, useMemo } from "react";
import type { OrderGuesses, OrderSensitiveRow, RangeRow } from "../../../../src/contract/case-beside.ts";
import { accountColumns, bankColumn } from "../../design/account-columns.tsx";
import { AccountLabel } from "../../design/account-label.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { FindingList } from "./finding-list.tsx";

interface GuessesProps {
  readonly orders: OrderGuesses;
  readonly open: (account: string) => void;
  readonly transferAddress: (transfer: string) => string;
}

/** Where rows of one time stand in no known order, and every figure that another order would change (T7). */
export function Guesses({ orders, open, transferAddress }: GuessesProps): ReactNode {
  const { say } = useLanguage();
  const columns = useMemo(
    () => ({ ties: tieColumns(say, transferAddress), ranges: rangeColumns(say, transferAddress) }),
    [say, transferAddress],
  );
  const { searched, sensitive, notTried, triedTogether, ties, ranges } = orders;
  return (
    <>
      <FindingList
        title={say("guesses.ties")}
        note={say("guesses.ties.note", { n: searched, sensitive, notTried })}
        empty={say("guesses.ties.empty", { n: searched })}
        list={ties}
        columns={columns.ties}
        idOf={({ account, transfers }) => `${account} ${transfers[0]}`}
        open={({ account }) => open(account)}
      />
      <FindingList
        title={say("guesses.ranges")}
        note={
          triedTogether === null ? say("guesses.ranges.alone") : say("guesses.ranges.together", { n: triedTogether })
        }
        empty={say("guesses.ranges.empty")}
        list={ranges}
        columns={columns.ranges}
        idOf={rangeId}
        open={null}
      />
    </>
  );
}

const rangeId = ({ list, account, transfer, loss }: RangeRow): string =>
  `${list} ${account?.account ?? ""} ${transfer ?? ""} ${loss ?? ""}`;

function tieColumns(say: Say, addressOf: (transfer: string) => string): readonly DenseColumn<OrderSensitiveRow>[] {
  return [
    ...accountColumns(say),
    { key: "at", title: say("column.time"), cell: ({ at }) => <span className="time">{at}</span> },
    {
      key: "rows",
      title: say("guesses.rows"),
      cell: ({ transfers }) => (
        <>
          {transfers.length}:{" "}
          {transfers.map((transfer, place) => (
            <a key={transfer} href={addressOf(transfer)} onClick={(event) => event.stopPropagation()}>
              {place + 1}{" "}
            </a>
          ))}
        </>
      ),
    },
    { key: "search", title: say("guesses.search"), cell: ({ search }) => say(`guesses.${search}`) },
    { key: "tried", title: say("guesses.tried"), align: "right", cell: ({ ordersTried }) => ordersTried },
    {
      key: "impossible",
      title: say("guesses.impossible"),
      align: "right",
      cell: ({ ordersImpossible }) => ordersImpossible,
    },
    bankColumn(say),
  ];
}

function rangeColumns(say: Say, addressOf: (transfer: string) => string): readonly DenseColumn<RangeRow>[] {
  const money = (key: "amountMinor" | "lowMinor" | "highMinor", title: string): DenseColumn<RangeRow> => ({
    key,
    title,
    align: "right",
    cell: (row) => <Money minor={row[key]} currency={row.currency} />,
  });
  return [
    { key: "list", title: say("guesses.figure"), cell: ({ list }) => say(`figure.${list}`) },
    {
      key: "account",
      title: say("guesses.of"),
      cell: ({ account, transfer }) =>
        transfer !== null ? (
          <a href={addressOf(transfer)}>{say("panel.transfer")}</a>
        ) : account !== null ? (
          <>
            <AccountLabel account={account.account} number={account.number} /> {account.holder}
          </>
        ) : (
          say("guesses.allAccounts")
        ),
    },
    {
      key: "loss",
      title: say("column.victim"),
      cell: ({ loss, victim }) => (loss === null ? say("guesses.allLosses") : victim || loss),
    },
    money("amountMinor", say("guesses.here")),
    money("lowMinor", say("guesses.low")),
    money("highMinor", say("guesses.high")),
  ];
}
