import { type ReactNode, useMemo } from "react";
import type { CaseStopsView, LostSightRow, StopRow, WrittenOffRow } from "../../../../src/contract/case-stops.ts";
import type { AccountCells } from "../../../../src/contract/account-cells.ts";
import { accountColumns, bankColumn } from "../../design/account-columns.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { exitName } from "../../design/place-names.ts";
import { FindingList } from "./finding-list.tsx";

interface StopsProps {
  readonly stops: CaseStopsView;
  readonly open: (account: string) => void;
}

/** Where the trace stopped and why: nothing is dropped in silence (T10, T11, T12, T17). */
export function Stops({ stops: { stops, writtenOff, lostSight }, open }: StopsProps): ReactNode {
  const { say } = useLanguage();
  const columns = useMemo(
    () => ({ stops: stopColumns(say), writtenOff: lossColumns(say), lostSight: lostSightColumns(say) }),
    [say],
  );
  const openAccount = ({ account }: AccountCells): void => open(account);
  return (
    <>
      <FindingList
        title={say("stops.title")}
        note={say("stops.note")}
        empty={say("stops.empty")}
        list={stops}
        columns={columns.stops}
        idOf={({ account }) => account}
        open={openAccount}
      />
      <FindingList
        title={say("stops.lostSight")}
        note={say("stops.lostSight.note")}
        empty={say("stops.lostSight.empty")}
        list={lostSight}
        columns={columns.lostSight}
        idOf={({ account, loss, since }) => `${account} ${loss} ${since}`}
        open={openAccount}
      />
      <FindingList
        title={say("stops.writtenOff")}
        note={say("stops.writtenOff.note")}
        empty={say("stops.writtenOff.empty")}
        list={writtenOff}
        columns={columns.writtenOff}
        idOf={({ account, loss }) => `${account} ${loss}`}
        open={openAccount}
      />
    </>
  );
}

function amountColumn(say: Say): DenseColumn<{ readonly amountMinor: number; readonly currency: string }> {
  return {
    key: "amount",
    title: say("column.amount"),
    align: "right",
    cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
  };
}

function stopColumns(say: Say): readonly DenseColumn<StopRow>[] {
  return [
    amountColumn(say),
    { key: "kind", title: say("column.kind"), cell: ({ kind }) => exitName(kind, say) },
    { key: "why", title: say("stops.why"), cell: ({ why }) => say(`stop.${why}`) },
    ...accountColumns(say),
    { key: "losses", title: say("stops.losses"), align: "right", cell: ({ losses }) => losses },
    bankColumn(say),
  ];
}

function lossColumns(say: Say): readonly DenseColumn<WrittenOffRow>[] {
  return [
    amountColumn(say),
    {
      key: "victim",
      title: say("column.victim"),
      cell: ({ victim, loss }) => <span title={loss}>{victim || loss}</span>,
    },
    ...accountColumns(say),
    bankColumn(say),
  ];
}

function lostSightColumns(say: Say): readonly DenseColumn<LostSightRow>[] {
  const [amount, victim, ...account] = lossColumns(say);
  return [
    ...(amount === undefined || victim === undefined ? [] : [amount, victim]),
    { key: "since", title: say("stops.since"), cell: ({ since }) => <span className="time">{since}</span> },
    { key: "why", title: say("stops.why"), cell: ({ why }) => say(`lost.${why}`) },
    ...account,
  ];
}
