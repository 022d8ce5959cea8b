import type { ReactNode } from "react";
import { problemOf } from "../api/ask.ts";
import { useCaseRecord } from "../api/questions.ts";
import { UnknownCase } from "../design/unknown-case.tsx";

const caseIds = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface KnownCaseProps {
  readonly caseId: string;
  readonly children: ReactNode;
}

/** The page of a case, unless there is none of that id for who asks. */
export function KnownCase({ caseId, children }: KnownCaseProps): ReactNode {
  const isId = caseIds.test(caseId);
  const { error } = useCaseRecord(caseId, isId ? "asked" : "not-asked");
  const isUnknown = !isId || (error !== null && problemOf(error)?.code === "RECORDS_NOT_FOUND");
  return isUnknown ? <UnknownCase /> : children;
}
