import type { Stores } from "../storage/stores.ts";
import { marksInForce, openCaseLedger } from "./good-faith.ts";
import { openCaseByHops } from "./open-case-by-hops.ts";
import { ledgerKey, openLedger, type OpenedLedger } from "./open-ledger.ts";
import { planTrace } from "./plan-trace.ts";
import type { TracedLedger, TraceRequest } from "./run-trace.ts";

/** What is to be traced, and the memory that the ledger may take. */
interface TraceOpening {
  readonly budgetBytes: number;
  readonly request: TraceRequest;
  readonly signal: AbortSignal;
}

/**
 * Opens the ledger for a trace as it is planned (`planTrace`): all of it, or what decides the request. A ledger that the store does not
 * keep by account yet is derived once and kept.
 */
export async function openForTrace(
  stores: Pick<Stores, "ledger" | "snapshots" | "goodFaith">,
  { budgetBytes, request, signal }: TraceOpening,
): Promise<OpenedLedger & TracedLedger> {
  const { ledger } = stores;
  const plan = await planTrace(ledger, budgetBytes);
  if (plan.kind === "in-memory") return openCaseLedger(stores, request.caseName);
  if (!plan.kept) {
    const { files, derived, witnesses } = await openLedger(stores);
    await ledger.legs.write(ledgerKey(files), { ...derived, witnesses }, signal);
  }
  const marks = await marksInForce(stores, request.caseName);
  return openCaseByHops(ledger, { request, marks, legBudget: plan.legBudget, signal });
}
