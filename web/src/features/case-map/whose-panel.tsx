import { type ReactNode, useMemo } from "react";
import {
  type ByDoctrine,
  comparedDoctrines,
  type WhoseMoneyView,
  type WhoseQuery,
} from "../../../../src/contract/whose-money.ts";
import { problemOf } from "../../api/ask.ts";
import { useWhose } from "../../api/questions.ts";
import { groupedNumber, moneyText } from "../../design/figures.ts";
import { type FigureColumn, FigureTable } from "../../design/figure-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";

/** As many losses as a drawer shows; the command line prints all. */
const mostShares = 200;

interface WhosePanelProps {
  readonly caseId: string;
  /** An account at the as-of time, or a transfer. */
  readonly place: WhoseQuery;
  /** Shows the way of one victim's money. */
  readonly light: (victim: string) => void;
}

/** Backward: whose money an account held or a transfer moved, a line a loss, a column a doctrine. */
export function WhosePanel({ caseId, place, light }: WhosePanelProps): ReactNode {
  const { say } = useLanguage();
  const answer = useWhose(caseId, place);
  const columns = useMemo(
    () => (answer.data === undefined ? [] : whoseColumns(say, answer.data.account.currency, light)),
    [say, answer.data, light],
  );
  if (answer.error !== null) return <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading doing="state.reading" />;
  const { shares, otherMinor, wholeMinor, losses, canHaveFed, unbound } = answer.data;
  const rows = shares.rows.slice(0, mostShares);
  return (
    <div className="whose">
      <p>{titleOf(answer.data, say)}</p>
      <FigureTable
        label={say("whose.title")}
        columns={columns}
        rows={rows.map(
          ({ loss, victim, amountMinor }): WhoseLine => ({
            id: loss,
            name: victim || loss,
            victim: victim || loss,
            amountMinor,
          }),
        )}
        idOf={({ id }) => id}
        sums={[
          { id: " rest", name: say("whose.rest"), victim: null, amountMinor: otherMinor },
          { id: " sum", name: say("whose.sum"), victim: null, amountMinor: wholeOf(wholeMinor) },
        ]}
      />
      {rows.length < shares.total && (
        <p className="notice">{say("list.cut", { n: rows.length, total: shares.total })}</p>
      )}
      <p className="soft small">
        {say("whose.fed", { n: canHaveFed, total: losses })}
        {unbound > 0 && ` ${say("whose.unbound", { n: unbound })}`} {say("whose.exact")}
      </p>
    </div>
  );
}

/** A line of the table: a loss, the rest or the whole. */
interface WhoseLine {
  readonly id: string;
  readonly name: string;
  /** null for sums. */
  readonly victim: string | null;
  readonly amountMinor: ByDoctrine;
}

function whoseColumns(say: Say, currency: string, light: (victim: string) => void): readonly FigureColumn<WhoseLine>[] {
  return [
    {
      key: "loss",
      title: say("column.victim"),
      cell: ({ name, victim, id }) =>
        victim === null ? (
          name
        ) : (
          <button type="button" className="link" title={`${id}: ${say("whose.light")}`} onClick={() => light(victim)}>
            {name}
          </button>
        ),
    },
    ...comparedDoctrines.map(
      (doctrine): FigureColumn<WhoseLine> => ({
        key: doctrine,
        title: say(`doctrine.${doctrine}`),
        align: "right",
        cell: ({ amountMinor }) => <Money minor={amountMinor[doctrine]} currency={currency} />,
      }),
    ),
  ];
}

function wholeOf(minor: number): ByDoctrine {
  return { "tainted-first": minor, fifo: minor, lifo: minor, "pro-rata": minor, libr: minor };
}

function titleOf({ account, transfer, asOf, wholeMinor }: WhoseMoneyView, say: Say): string {
  const whole = moneyText(wholeMinor, account.currency);
  const number = groupedNumber(account.number) || account.account;
  if (transfer === null) return say("whose.ofAccount", { account: number, at: asOf ?? say("asOf.end"), whole });
  const payee = groupedNumber(transfer.payee.number) || transfer.payee.holder || transfer.payee.account;
  return say("whose.ofTransfer", { at: transfer.at, payer: number, payee, whole });
}
