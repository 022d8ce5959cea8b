import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LanguageProvider, useLanguage } from "../design/language.tsx";
import { Themed } from "../design/themed.tsx";
import "../design/theme.css";
import { CaseListPage } from "../features/case-map/case-list-page.tsx";
import { CasePage } from "../features/case-map/case-page.tsx";
import { FindingsPage } from "../features/case-findings/findings-page.tsx";
import { ComparisonPage } from "../features/doctrine-comparison/comparison-page.tsx";
import { Boundary } from "./boundary.tsx";

const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } },
});

/** The page that the address names. */
function Workbench() {
  const { language } = useLanguage();
  dayjs.locale(language === "en" ? "en" : "zh-cn");
  const [, name, page] = /^\/cases\/([^/]+)(?:\/(compare|findings))?\/?$/.exec(location.pathname) ?? [];
  if (name === undefined) return <CaseListPage />;
  const caseName = decodeURIComponent(name);
  if (page === "compare") return <ComparisonPage caseName={caseName} />;
  return page === "findings" ? <FindingsPage caseName={caseName} /> : <CasePage caseName={caseName} />;
}

const root = document.querySelector("#workbench");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <Themed>
            <Boundary>
              <Workbench />
            </Boundary>
          </Themed>
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
