import { searchBudget, watchedWithAnswers } from "../tracing/answered-trace.ts";
import { packTrace } from "./packed-trace.ts";
import type { AskedTrace } from "./worker-messages.ts";

/** Traces a ledger in shared memory, and tells there how far it has come. */
export function traceShared({ ledger, question, walked }: AskedTrace): ReturnType<typeof packTrace> {
  const watch = (transfers: number): void => {
    walked[0] = transfers;
  };
  return packTrace(watchedWithAnswers(ledger, question, { budget: searchBudget, watch }));
}
