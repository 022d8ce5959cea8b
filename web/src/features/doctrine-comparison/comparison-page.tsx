import { type ReactNode, useEffect } from "react";
import type { TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { problemOf } from "../../api/ask.ts";
import { useCaseDoctrine, useCaseTitle, useComparison, useKeptTraces } from "../../api/questions.ts";
import { DoctrineLock } from "../../design/doctrine-lock.tsx";
import { useLanguage } from "../../design/language.tsx";
import { PageHead } from "../../design/page-head.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";
import { changeQuery, useAddressQuery } from "../../design/query-address.ts";
import { ComparedLists } from "./compared-lists.tsx";
import { ComparedTotals } from "./compared-totals.tsx";
import { readCompared } from "./compared-traces.ts";
import { TraceChooser } from "./trace-chooser.tsx";
import "./comparison-page.css";

/** The doctrines of a case and the traces kept for it, side by side: what differs, for whom, and where (T14). */
export function ComparisonPage({ caseId }: { readonly caseId: string }): ReactNode {
  const { say } = useLanguage();
  const title = useCaseTitle(caseId);
  const query = useAddressQuery();
  const [doctrine, asOf] = [query.get("doctrine") ?? "", query.get("asOf") ?? ""];
  const compared = readCompared(query.get("of"));
  const locked = useCaseDoctrine(caseId);
  const kept = useKeptTraces(caseId);
  const answer = useComparison(caseId, { of: compared.join(","), ...(asOf === "" ? {} : { asOf }) });
  useEffect(() => {
    document.title = `${title} · ${say("nav.compare")} · ${say("product")}`;
  }, [title, say]);
  return (
    <div className="case-page">
      <PageHead title={title} place={{ caseId, page: "compare", trace: { doctrine, asOf } }}>
        {locked.data !== undefined && <DoctrineLock locked={locked.data} />}
      </PageHead>
      <main className="comparison">
        <TraceChooser
          compared={compared}
          kept={kept.data}
          locked={locked.data}
          change={(of) => changeQuery({ of: of.join(",") })}
        />
        {answer.error !== null ? (
          <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />
        ) : answer.data === undefined ? (
          <Loading doing="state.loading" />
        ) : (
          <Compared comparison={answer.data} stale={answer.isPlaceholderData} asOf={asOf} />
        )}
      </main>
    </div>
  );
}

interface ComparedProps {
  readonly comparison: TraceComparisonView;
  readonly stale: boolean;
  readonly asOf: string;
}

function Compared({ comparison, stale, asOf }: ComparedProps): ReactNode {
  const { say } = useLanguage();
  return (
    <section className={stale ? "compared stale" : "compared"} aria-busy={stale} aria-label={say("nav.compare")}>
      <ComparedTotals comparison={comparison} />
      <p className="soft small">
        {say("compare.asOf", { at: asOf === "" ? say("asOf.end") : asOf })} · {say("time.zone")}
      </p>
      <ComparedLists comparison={comparison} />
    </section>
  );
}
