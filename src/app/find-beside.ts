import type { Stores } from "../storage/stores.ts";
import type { CaseFindings } from "../tracing/case-findings.ts";
import { caseContradictions } from "./case-contradictions.ts";
import { caseStops } from "./case-stops.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import type { TracedLedger, TraceRun } from "./run-trace.ts";

/** Above so many transfers every row of the ledger is not read again for the contradictions of one trace. */
const mostTransfers = 1_000_000;

/**
 * Where a trace stopped and why, and what statements contradict at the accounts that it reached. The latter is not known hop
 * by hop; of a large ledger `sluice contradictions` lists it.
 */
export async function findBeside(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger & TracedLedger,
  traced: TraceRun,
): Promise<CaseFindings> {
  const isSmall = opened.part === undefined && opened.derived.columns.transfers.length <= mostTransfers;
  const contradictions = isSmall ? await caseContradictions(stores, opened, traced) : null;
  return { stops: caseStops(opened, traced.view), contradictions };
}

/** `stops` and `contradictions`, as the commands of these names print them; `null` where they were not looked for. */
export function findingsJson({ stops, contradictions }: CaseFindings): Readonly<Record<string, unknown>> {
  return { stops: stops?.stops ?? null, contradictions };
}
