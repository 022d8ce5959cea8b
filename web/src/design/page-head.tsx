import { Button } from "antd";
import type { ReactNode } from "react";
import { useLanguage } from "./language.tsx";
import { WhoAmI } from "./signed-in.tsx";
import "./page-frame.css";

/** The pages of one case. */
const casePages = ["map", "compare", "findings"] as const;
type CasePageName = (typeof casePages)[number];

/** Which case and which of its pages; `trace` is carried from page to page. */
export interface CasePlace {
  readonly caseId: string;
  readonly page: CasePageName;
  readonly trace: { readonly doctrine: string; readonly asOf: string };
}

interface PageHeadProps {
  readonly title: string;
  /** null on pages of no case. */
  readonly place: CasePlace | null;
  readonly children?: ReactNode;
  /** What stands at the right, before the language. */
  readonly actions?: ReactNode;
}

/** The head of a page: where one is, the ways to the case's other pages, and the language. One row that wraps. */
export function PageHead({ title, place, children, actions }: PageHeadProps): ReactNode {
  const { say, switchLanguage } = useLanguage();
  return (
    <header className="case-head">
      <a className="product" href="/" title={say("cases.back")}>
        {say("product")}
      </a>
      <h1>{title}</h1>
      {place !== null && <CaseNav place={place} />}
      {children}
      <div className="head-end">
        {actions}
        <Button type="text" onClick={switchLanguage}>
          {say("language.other")}
        </Button>
        <WhoAmI />
      </div>
    </header>
  );
}

function CaseNav({ place }: { readonly place: CasePlace }): ReactNode {
  const { say } = useLanguage();
  return (
    <nav className="case-nav" aria-label={say("nav.label")}>
      {casePages.map((page) => (
        <a
          key={page}
          href={casePageAddress({ ...place, page })}
          aria-current={page === place.page ? "page" : undefined}
        >
          {say(`nav.${page}`)}
        </a>
      ))}
    </nav>
  );
}

/** The address of a page of a case, of the same trace; `more` as its query has it. */
export function casePageAddress(
  { caseId, page, trace }: CasePlace,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(Object.entries({ ...trace, ...more }).filter(([, value]) => value !== ""));
  const asked = query.toString();
  const path = `/cases/${encodeURIComponent(caseId)}${page === "map" ? "" : `/${page}`}`;
  return asked === "" ? path : `${path}?${asked}`;
}
