import { Button } from "antd";
import { type ReactNode, useEffect } from "react";
import type { CaseRow } from "../../../../src/contract/casework.ts";
import type { LedgerStanding } from "../../../../src/contract/ledger-standing.ts";
import { problemOf } from "../../api/ask.ts";
import { useCases, useLedgerStanding } from "../../api/questions.ts";
import { useLanguage } from "../../design/language.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";
import "./case-page.css";

/** The first page: the cases that one may see, or what to do while there are none. */
export function CaseListPage(): ReactNode {
  const { say } = useLanguage();
  const cases = useCases();
  const standing = useLedgerStanding();
  useEffect(() => {
    document.title = `${say("cases.title")} · ${say("product")}`;
  }, [say]);
  const error = cases.error ?? standing.error;
  const rows = cases.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="case-page">
      <PageHead title={say("cases.title")} place={null} />
      <main className="case-list">
        {error !== null && (
          <Failed problem={problemOf(error)} retry={() => void Promise.all([cases.refetch(), standing.refetch()])} />
        )}
        {rows === undefined || standing.data === undefined ? (
          error === null && <Loading doing="state.reading" />
        ) : (
          <Cases rows={rows} standing={standing.data} />
        )}
        {cases.hasNextPage && (
          <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
            {say("cases.more")}
          </Button>
        )}
      </main>
    </div>
  );
}

interface CasesProps {
  readonly rows: readonly CaseRow[];
  readonly standing: LedgerStanding;
}

function Cases({ rows, standing }: CasesProps): ReactNode {
  const { say } = useLanguage();
  if (rows.length === 0) return <NoCases files={standing.files} />;
  const losses = new Map(standing.cases.map((one) => [one.id, one.losses]));
  return (
    <>
      <ul>
        {rows.map(({ id, number, name, filed, closed }) => (
          <li key={id}>
            <a href={`/cases/${id}`}>
              <strong>{name}</strong>
              {number !== name && <span className="soft digits">{number}</span>}
              {closed && <span className="tag calm">{say("cases.closed")}</span>}
              {!closed && !filed && <span className="tag">{say("cases.unfiled")}</span>}
              <span className="spring" />
              <span className="soft">{say("cases.losses", { n: losses.get(id) ?? 0 })}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="soft small">{say("cases.files", { n: standing.files })}</p>
    </>
  );
}

function NoCases({ files }: { readonly files: number }): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="quiet">
      <h2>{say("cases.none")}</h2>
      <p>{say("cases.none.why")}</p>
      <p>
        {say(files === 0 ? "cases.empty.files" : "cases.empty.losses")}
        <br />
        <code>{files === 0 ? "sluice import PATH…" : "sluice losses LOSSES.csv"}</code>
      </p>
    </div>
  );
}
