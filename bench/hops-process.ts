import { createHash } from "node:crypto";
import { type PaidLoss, traceByHops } from "../src/app/trace-by-hops.ts";
import { openEmbeddedLedger } from "../src/storage/ledger/open-embedded-ledger.ts";
import type { TraceOptions } from "../src/tracing/trace-input.ts";
import type { TraceResult } from "../src/tracing/trace-result.ts";

/** Cases to be traced hop by hop in a process that has no columns. */
export interface HopsQuestion {
  readonly folder: string;
  readonly name: string;
  readonly cases: readonly { readonly losses: readonly PaidLoss[]; readonly options: TraceOptions }[];
  readonly legBudget: number;
}

/** What that process answers. */
export interface HopsAnswer {
  readonly cases: readonly HopsFigures[];
  /** Of the whole process, the engine included. */
  readonly peakMemoryBytes: number;
}

/** One case. */
export interface HopsFigures {
  readonly seconds: number;
  /** The process's own, user and system: what others do on the machine is not in it. */
  readonly cpuSeconds: number;
  readonly rounds: number;
  readonly statements: number;
  /** Of which parts were fetched, and the legs in these. */
  readonly accounts: number;
  readonly legs: number;
  readonly digest: string;
}

/** Tells answers apart. */
export function digestOf(result: TraceResult): string {
  return createHash("sha256").update(JSON.stringify(result)).digest("hex");
}

async function answer({ folder, name, cases, legBudget }: HopsQuestion): Promise<HopsAnswer> {
  const ledger = await openEmbeddedLedger(folder);
  const { legs } = ledger;
  let statements = 0;
  // Each of these is one statement, for at most 2,000 parts; the size of what is kept, the stops and the directory come first.
  const counted = {
    ...legs,
    parts: async (...asked: Parameters<typeof legs.parts>) => (statements++, legs.parts(...asked)),
  };
  const figures: HopsFigures[] = [];
  const { signal } = new AbortController();
  for (const { losses, options } of cases) {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    statements = 0;
    const { result, ...took } = await traceByHops(counted, { name, losses, options, legBudget, signal });
    const seconds = (performance.now() - started) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    figures.push({ seconds, cpuSeconds: (user + system) / 1e6, ...took, statements, digest: digestOf(result) });
  }
  await ledger.close();
  return { cases: figures, peakMemoryBytes: process.resourceUsage().maxRSS * 1_024 };
}

process.once("message", (question) => {
  void answer(question as HopsQuestion).then((found) => process.send?.(found, () => process.disconnect()));
});
