import { type ReactNode, useEffect } from "react";
import { problemOf } from "../../api/ask.ts";
import type { CaseList } from "../../../../src/contract/case-list.ts";
import { useCases } from "../../api/questions.ts";
import { useLanguage } from "../../design/language.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";
import "./case-page.css";

/** The first page: the cases, or what to do while there are none. */
export function CaseListPage(): ReactNode {
  const { say } = useLanguage();
  const answer = useCases();
  useEffect(() => {
    document.title = `${say("cases.title")} · ${say("product")}`;
  }, [say]);
  return (
    <div className="case-page">
      <PageHead title={say("cases.title")} place={null} />
      <main className="case-list">
        {answer.error !== null && <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />}
        {answer.data === undefined ? (
          answer.error === null && <Loading doing="state.reading" />
        ) : (
          <Cases list={answer.data} />
        )}
      </main>
    </div>
  );
}

function Cases({ list }: { readonly list: CaseList }): ReactNode {
  const { say } = useLanguage();
  if (list.cases.length === 0) {
    return (
      <div className="quiet">
        <h2>{say("cases.empty")}</h2>
        {list.files === 0 && (
          <p>
            {say("cases.empty.files")}
            <br />
            <code>sluice import PATH…</code>
          </p>
        )}
        {list.files > 0 && (
          <p>
            {say("cases.empty.losses")}
            <br />
            <code>sluice losses LOSSES.csv</code>
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      <ul>
        {list.cases.map(({ name, losses }) => (
          <li key={name}>
            <a href={`/cases/${encodeURIComponent(name)}`}>
              <strong>{name}</strong>
              <span className="soft">{say("cases.losses", { n: losses })}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="soft small">{say("cases.files", { n: list.files })}</p>
    </>
  );
}
