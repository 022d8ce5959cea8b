import type { Doctrine } from "../src/tracing/doctrine.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { prepareLedger } from "../src/tracing/prepare-ledger.ts";
import { tracePrepared } from "../src/tracing/trace-prepared.ts";
import { barePass, columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { cityOptions, queueDoctrines, rateableDoctrines } from "./city.ts";
import { quantile } from "./quantile.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** How long cases of 100 losses take under one doctrine. */
export interface CaseFigure {
  readonly doctrine: Doctrine;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** The medians of what the cases reach. */
  readonly accountsReached: number;
  readonly flows: number;
}

/** What the benchmark `case` adds. `seconds` is the p95 of `tainted-first`, the doctrine of a search. */
export interface CaseBenchReport extends BenchReport {
  readonly name: "case";
  readonly losses: number;
  readonly cases: number;
  readonly barMs: number;
  readonly meetsBar: boolean;
  readonly doctrines: readonly CaseFigure[];
  /** Computed once for all cases, and in no figure above. */
  readonly once: { readonly makeCitySeconds: number; readonly prepareSeconds: number };
}

const cases = 20;
const barMs = 300;

/**
 * Cases of the same city, each with one loss in `cases` hundreds of its 10,000, traced one after the other on columns
 * that are loaded and prepared.
 */
export async function benchCaseOf(size: ZipfCitySize, signal: AbortSignal): Promise<CaseBenchReport> {
  const [makeCitySeconds, { ledger, losses }] = timed(() => makeZipfCity(size));
  const [prepareSeconds, prepared] = timed(() => prepareLedger(ledger));
  const [bareSeconds] = timed(() => barePass(ledger));
  const figures: CaseFigure[] = [];
  const stride = Math.max(cases, Math.floor(losses.length / 100));
  for (const doctrine of [...queueDoctrines, ...rateableDoctrines]) {
    const [ms, reached, flows]: [number[], number[], number[]] = [[], [], []];
    // The first is not counted: it warms the code up, as a server's would be.
    for (let turn = 0; turn <= cases; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      const chosen = losses.filter((_, loss) => loss % stride === turn % cases);
      const [seconds, answer] = timed(() => tracePrepared(prepared, chosen, cityOptions(doctrine)));
      if (turn === 0 || answer.kind !== "allocated") continue;
      ms.push(seconds * 1_000);
      reached.push(reachedAccounts(ledger, chosen, answer).length);
      flows.push(answer.flows.length);
    }
    const figure = { medianMs: quantile(ms, 0.5), p95Ms: quantile(ms, 0.95) };
    figures.push({ doctrine, ...figure, accountsReached: quantile(reached, 0.5), flows: quantile(flows, 0.5) });
  }
  const seconds = (figures.find(({ doctrine }) => doctrine === "tainted-first")?.p95Ms ?? Number.NaN) / 1_000;
  return {
    name: "case",
    ratio: seconds / bareSeconds,
    seconds,
    bareSeconds,
    rows: size.transfers,
    bytes: columnBytes(ledger),
    losses: Math.ceil(losses.length / stride),
    cases,
    barMs,
    meetsBar: seconds * 1_000 < barMs,
    doctrines: figures,
    once: { makeCitySeconds, prepareSeconds },
    machine: thisMachine(),
  };
}
