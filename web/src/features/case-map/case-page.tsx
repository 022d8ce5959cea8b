import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { problemOf } from "../../api/ask.ts";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import { useCaseDoctrine, useCaseTitle, useCaseView } from "../../api/questions.ts";
import { BesideLock } from "../../design/doctrine-lock.tsx";
import { useLanguage } from "../../design/language.tsx";
import type { PanZoom } from "../../graph-view/use-pan-zoom.ts";
import { CaseHead } from "./case-head.tsx";
import { CaseLists } from "./case-lists.tsx";
import { CaseSums } from "./case-sums.tsx";
import { DetailDrawer } from "./detail-drawer.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { MapPanel } from "./map-panel.tsx";
import { type PageAddress, usePageAddress } from "./page-address.ts";
import { Failed, Loading } from "../../design/page-states.tsx";
import { UnboundNotice } from "./unbound-notice.tsx";
import { usePageKeys } from "./use-page-keys.ts";
import { viewQuery } from "./view-query.ts";
import "./case-page.css";

/** The page of one case: what is recoverable, the money map, and the lists beside it. */
export function CasePage({ caseId }: { readonly caseId: string }): ReactNode {
  const { say } = useLanguage();
  const title = useCaseTitle(caseId);
  const [address, change] = usePageAddress();
  const answer = useChosenView(caseId, address);
  const [helpOpen, setHelpOpen] = useState(false);
  const map = useRef<PanZoom>(null);
  usePageKeys({ map, address, change, openHelp: () => setHelpOpen(true) });
  useEffect(() => {
    document.title = `${title} · ${say("map.title")} · ${say("product")}`;
  }, [title, say]);
  const view = answer.data;
  const locked = useCaseDoctrine(caseId).data;
  return (
    <div className="case-page">
      <CaseHead {...{ caseId, title, address, change, view }} openHelp={() => setHelpOpen(true)} />
      {answer.error !== null && <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />}
      {view === undefined ? (
        answer.error === null && <Loading doing="state.loading" />
      ) : (
        <>
          <BesideLock
            locked={locked}
            doctrine={view.doctrine}
            back={
              <Button size="small" onClick={() => change({ doctrine: "" })}>
                {say("lock.back")}
              </Button>
            }
          />
          <CaseSums {...{ caseId, address, view }} stale={answer.isPlaceholderData || answer.isFetching} />
          <UnboundNotice unbound={view.unbound} />
          <div className="case-body">
            <div className="map-area">
              <MapPanel {...{ view, address, change, map }} />
              <DetailDrawer {...{ caseId, view, address, change }} />
            </div>
            <CaseLists {...{ view, address, change }} />
          </div>
        </>
      )}
      <KeysHelp open={helpOpen} close={() => setHelpOpen(false)} />
    </div>
  );
}

/** The view at the address; when the chosen account is folded in it, the same view with that account drawn. */
function useChosenView(caseId: string, address: PageAddress): ReturnType<typeof useCaseView> {
  const base = useCaseView(caseId, viewQuery(address, ""));
  const folded = base.data !== undefined && !base.isPlaceholderData && isFolded(base.data, address.select);
  return useCaseView(caseId, viewQuery(address, folded ? address.select : ""));
}

function isFolded(view: CaseView, select: string): boolean {
  return select !== "" && !select.includes(">") && !view.map.nodes.some((node) => node.id === select);
}
