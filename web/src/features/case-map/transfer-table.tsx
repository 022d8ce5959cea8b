import { type ReactNode, useMemo } from "react";
import { problemOf } from "../../api/ask.ts";
import type { TracedTransfer } from "../../../../src/contract/transfers.ts";
import { useTransfers } from "../../api/questions.ts";
import { type DenseColumn, DenseTable } from "../../design/dense-table.tsx";
import { GroupedDigits } from "../../design/account-number.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import type { PageAddress } from "./page-address.ts";
import { Failed, Loading } from "../../design/page-states.tsx";
import { placeName } from "../../design/place-names.ts";
import { viewQuery } from "./view-query.ts";

interface TransferTableProps {
  readonly caseId: string;
  readonly address: PageAddress;
  /** Node ids: both ends name an edge, one all that leaves or reaches a node. */
  readonly ends: { readonly from?: string; readonly to?: string };
  readonly openTransfer: (id: string) => void;
}

/** The traced transfers behind a figure; each opens to the bank's rows. */
export function TransferTable({ caseId, address, ends, openTransfer }: TransferTableProps): ReactNode {
  const { say } = useLanguage();
  const { from, to } = ends;
  const answer = useTransfers(caseId, { ...viewQuery(address, address.select), ...ends });
  const columns = useMemo(() => transferColumns(say, { from, to }), [say, from, to]);
  if (answer.error !== null) return <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading doing="state.reading" />;
  const { rows, total } = answer.data;
  return (
    <div className="transfer-table">
      <p className="soft small">
        {rows.length < total ? say("list.cut", { n: rows.length, total }) : say("list.total", { n: total })}
      </p>
      {rows.length > 0 && (
        <DenseTable
          label={say("panel.transfers")}
          columns={columns}
          rows={rows}
          idOf={idOf}
          selected={null}
          onOpen={(row) => openTransfer(row.id)}
        />
      )}
    </div>
  );
}

const idOf = (row: TracedTransfer): string => row.id;

interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function transferColumns(say: Say, ends: Ends): readonly DenseColumn<TracedTransfer>[] {
  const party = (key: "payer" | "payee"): DenseColumn<TracedTransfer> => ({
    key,
    title: say(`column.${key}`),
    cell: (row) => (
      <>
        <span className="digits">
          {row[key].number === "" ? placeName(row[key].account, say) : <GroupedDigits number={row[key].number} />}
        </span>{" "}
        {row[key].holder}
      </>
    ),
  });
  return [
    {
      key: "time",
      title: say("column.time"),
      cell: ({ at, partlySeen, orderGuessed }) => (
        <span className="time">
          {at}
          {partlySeen && <abbr title={say("mark.partlySeen")}> ◐</abbr>}
          {orderGuessed && <abbr title={say("mark.guessed")}> ≈</abbr>}
        </span>
      ),
    },
    {
      key: "traced",
      title: say("column.traced"),
      align: "right",
      cell: ({ tracedMinor, currency }) => <Money minor={tracedMinor} currency={currency} />,
    },
    {
      key: "whole",
      title: say("column.whole"),
      align: "right",
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    ...(ends.from === undefined ? [party("payer")] : []),
    ...(ends.to === undefined ? [party("payee")] : []),
    { key: "losses", title: say("column.loss"), cell: ({ losses }) => losses.join(" ") },
  ];
}
