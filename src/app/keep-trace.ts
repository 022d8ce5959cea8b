import { createHash } from "node:crypto";
import type { Stores } from "../storage/stores.ts";
import type { KeptTrace } from "../storage/trace-register.ts";
import { sumsOf } from "../tracing/trace-sums.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { caseDoctrine, purposeOf } from "./case-doctrine.ts";
import { placeKeptTrace } from "./place-kept-trace.ts";
import { engineJson, traceJson } from "./trace-json.ts";

export type { KeptTrace } from "../storage/trace-register.ts";

/** Who ran a trace, and when. */
export interface TraceRunner {
  readonly by: string;
  readonly nowMs: number;
}

/**
 * Keeps a trace of one case beside those run before (T14), marked by whether it was run by the case's own doctrine. The
 * same trace run again is kept once. The losses of the records are placed where it found them, in a transaction of their
 * own: never call it inside of one, which an embedded database would wait for without end.
 */
export async function keepTrace(
  stores: Pick<Stores, "doctrines" | "traces" | "losses" | "openRecords">,
  { view, caseName }: { readonly view: TraceView; readonly caseName: string },
  { by, nowMs }: TraceRunner,
): Promise<KeptTrace> {
  const locked = await caseDoctrine(stores, caseName);
  const answerSha256 = digestOf(view);
  const kept = await stores.traces.keep({
    id: answerSha256.slice(0, 12),
    caseName,
    purpose: purposeOf(locked, view.engine.doctrine),
    atMs: nowMs,
    by,
    engine: view.engine,
    answerSha256,
    sums: sumsOf(view),
  });
  await placeKeptTrace(stores, { kept, view, nowMs });
  return kept;
}

/** What the engine answers: the lists that are made from it for an order or a request change with other things too. */
const answers = [
  "losses",
  "balanceSheet",
  "atRest",
  "flows",
  "exits",
  "lostSight",
  "returned",
  "writtenOff",
  "unexplained",
];

function digestOf(view: TraceView): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(engineJson(view)));
  const json = traceJson({ ...view, flows: view.flows.map((flow) => ({ ...flow, channel: "" })) });
  for (const name of answers) hash.update(`\n${name} ${JSON.stringify(json[name])}`);
  return hash.digest("hex");
}
