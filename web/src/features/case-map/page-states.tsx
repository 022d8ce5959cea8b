import { Button, Spin } from "antd";
import type { ReactNode } from "react";
import { AskFailed } from "../../api/ask.ts";
import { useLanguage } from "../../design/language.tsx";

/** Waiting for the first answer: what is being done is said. */
export function Loading({ doing }: { readonly doing: "state.loading" | "state.reading" }): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="quiet" role="status">
      <Spin size="default" />
      <p>{say(doing)}</p>
    </div>
  );
}

/** What went wrong, in the server's own words where it spoke, and what to do. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry: () => void }): ReactNode {
  const { say, language } = useLanguage();
  const problem = error instanceof AskFailed ? error.problem : null;
  const text = problem === null ? say("state.offline") : language === "en" ? problem.en : problem.zh;
  return (
    <div className="failed" role="alert">
      <strong>{text}</strong>
      {problem === null && <span>{say("state.offline.remedy")}</span>}
      {problem !== null && <code>{problem.code}</code>}
      <Button onClick={retry}>{say("state.retry")}</Button>
    </div>
  );
}
