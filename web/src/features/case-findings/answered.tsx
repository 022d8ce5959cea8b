import type { ReactNode } from "react";
import { problemOf } from "../../api/ask.ts";
import { Failed, Loading } from "../../design/page-states.tsx";

interface AnsweredProps<Data> {
  readonly answer: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  readonly children: (data: Data) => ReactNode;
}

/** What a question was answered with; that it is waited for, or what went wrong. */
export function Answered<Data>({ answer: { data, error, refetch }, children }: AnsweredProps<Data>): ReactNode {
  if (error !== null) return <Failed problem={problemOf(error)} retry={() => void refetch()} />;
  return data === undefined ? <Loading doing="state.loading" /> : children(data);
}
