import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { noteLostSession } from "../api/session.ts";
import { LanguageProvider, useLanguage } from "../design/language.tsx";
import { Themed } from "../design/themed.tsx";
import "../design/theme.css";
import { CaseListPage } from "../features/case-map/case-list-page.tsx";
import { CasePage } from "../features/case-map/case-page.tsx";
import { FindingsPage } from "../features/case-findings/findings-page.tsx";
import { ComparisonPage } from "../features/doctrine-comparison/comparison-page.tsx";
import { Boundary } from "./boundary.tsx";
import { Door } from "./door.tsx";
import { KnownCase } from "./known-case.tsx";

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Whoever's session ended is asked again at the same address.
    onError: (error) => noteLostSession(queries, error),
  }),
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } },
});

/** The page that the address names. */
function Workbench() {
  const { language } = useLanguage();
  dayjs.locale(language === "en" ? "en" : "zh-cn");
  const [, name, page] = /^\/cases\/([^/]+)(?:\/(compare|findings))?\/?$/.exec(location.pathname) ?? [];
  if (name === undefined) return <CaseListPage />;
  const caseId = name.toLowerCase();
  return (
    <KnownCase caseId={caseId}>
      {page === "compare" && <ComparisonPage caseId={caseId} />}
      {page === "findings" && <FindingsPage caseId={caseId} />}
      {page === undefined && <CasePage caseId={caseId} />}
    </KnownCase>
  );
}

const root = document.querySelector("#workbench");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <Themed>
            <Boundary>
              <Door>
                <Workbench />
              </Door>
            </Boundary>
          </Themed>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
