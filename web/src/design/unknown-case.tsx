import type { ReactNode } from "react";
import { useLanguage } from "./language.tsx";
import { PageHead } from "./page-head.tsx";

/** A case that is not there, or not for who asks: the two are told alike. */
export function UnknownCase(): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="case-page">
      <PageHead title="" place={null} />
      <div className="failed" role="alert">
        <strong>{say("cases.unknown")}</strong>
        <span>{say("cases.unknown.remedy")}</span>
        <a href="/">{say("cases.back")}</a>
      </div>
    </div>
  );
}
