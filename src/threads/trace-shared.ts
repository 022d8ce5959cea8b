import { searchBudget, watchedWithAnswers } from "../tracing/answered-trace.ts";
import { withExits } from "../tracing/prepare-ledger.ts";
import { packTrace } from "./packed-trace.ts";
import type { AskedTrace } from "./worker-messages.ts";

/** Traces a ledger in shared memory, and tells there how far it has come. */
export function traceShared({ ledger, question, preparation, walked }: AskedTrace): ReturnType<typeof packTrace> {
  const watch = (transfers: number): void => {
    walked[0] = transfers;
  };
  // A case's marks (T20) make exits of accounts, so that these are looked for anew.
  const prepared = preparation === null ? null : withExits(preparation, ledger);
  return packTrace(watchedWithAnswers(ledger, question, { budget: searchBudget, watch, prepared }));
}
