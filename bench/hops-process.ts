import { createHash } from "node:crypto";
import { traceByHops } from "../src/app/trace-by-hops.ts";
import { openEmbeddedLedger } from "../src/storage/ledger/open-embedded-ledger.ts";
import type { Loss, TraceOptions } from "../src/tracing/trace-input.ts";
import type { TraceResult } from "../src/tracing/trace-result.ts";

/** Cases to be traced hop by hop in a process that has no columns. */
export interface HopsQuestion {
  readonly folder: string;
  readonly name: string;
  readonly cases: readonly (readonly (Loss & { readonly payer: number })[])[];
  readonly options: TraceOptions;
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
  readonly accounts: number;
  readonly legs: number;
  readonly digest: string;
}

/** Tells answers apart. */
export function digestOf(result: TraceResult): string {
  return createHash("sha256").update(JSON.stringify(result)).digest("hex");
}

async function answer({ folder, name, cases, options, legBudget }: HopsQuestion): Promise<HopsAnswer> {
  const ledger = await openEmbeddedLedger(folder);
  const { legs } = ledger;
  let statements = 0;
  // Each of these is one statement for at most 15,000 accounts; the size of what is kept and the stops come first.
  const counted = {
    ...legs,
    paid: async (...asked: Parameters<typeof legs.paid>) => (statements++, legs.paid(...asked)),
    hop: async (...asked: Parameters<typeof legs.hop>) => (statements++, legs.hop(...asked)),
  };
  const figures: HopsFigures[] = [];
  const { signal } = new AbortController();
  for (const losses of cases) {
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
