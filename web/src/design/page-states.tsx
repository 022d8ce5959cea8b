import { Button, Spin } from "antd";
import type { ReactNode } from "react";
import type { Problem } from "../../../src/contract/problem.ts";
import { useLanguage } from "./language.tsx";

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

interface FailedProps {
  /** What the server said; null where nothing that speaks our language answered. */
  readonly problem: Problem | null;
  readonly retry: () => void;
}

/** What went wrong, in the server's own words where it spoke, and what to do. */
export function Failed({ problem, retry }: FailedProps): ReactNode {
  const { say, language } = useLanguage();
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
