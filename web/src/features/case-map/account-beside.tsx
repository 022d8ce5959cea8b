import type { ReactNode } from "react";
import type { HolderRow } from "../../../../src/contract/case-beside.ts";
import type { TraceQuery } from "../../../../src/contract/trace-query.ts";
import { useBeside } from "../../api/questions.ts";
import { HolderTable } from "../../design/holder-table.tsx";
import { useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";

interface AccountBesideProps {
  readonly caseId: string;
  readonly account: string;
  readonly query: TraceQuery;
}

/** What stands beside an account's figures: its holder's good faith, interest due, and the doctrine per holder. */
export function AccountBeside({ caseId, account, query }: AccountBesideProps): ReactNode {
  const { say } = useLanguage();
  const { data } = useBeside(caseId, query);
  if (data === undefined) return null;
  const marks = data.goodFaith.filter((mark) => mark.account === account);
  const interest = data.interest.rows.filter((row) => row.account === account && row.due !== null);
  const holders = data.holders.rows.filter(({ accounts }) => accounts.some((one) => one.account === account));
  return (
    <>
      {marks.map(({ officer, evidence, marked, everyCase, amountMinor, currency }) => (
        <p key={marked} className="notice">
          <span className="tag calm">{say("exit.good-faith")}</span>{" "}
          {say("goodFaith.told", { officer, evidence, marked })} {say(everyCase ? "goodFaith.every" : "goodFaith.this")}{" "}
          <Money minor={amountMinor} currency={currency} />
        </p>
      ))}
      {interest.length > 0 && (
        <p className="small">
          {say("interest.here")}{" "}
          {interest.map(({ transfer, due, currency }) => (
            <span key={`${transfer} ${due?.loss}`}>
              {due?.victim || due?.loss} <Money minor={due?.amountMinor ?? 0} currency={currency} />{" "}
            </span>
          ))}
          <span className="soft">{say("interest.beside")}</span>
        </p>
      )}
      {holders.length > 0 && <PerHolder rows={holders} />}
    </>
  );
}

function PerHolder({ rows }: { readonly rows: readonly HolderRow[] }): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      <h3>{say("holders.title")}</h3>
      <HolderTable rows={rows} />
    </>
  );
}
