import type { Doctrine } from "../src/tracing/doctrine.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { prepareLedger } from "../src/tracing/prepare-ledger.ts";
import type { Loss } from "../src/tracing/trace-input.ts";
import { tracePrepared } from "../src/tracing/trace-prepared.ts";
import { barePass, columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { type AllocatingDoctrine, cityOptions, queueDoctrines, rateableDoctrines } from "./city.ts";
import { quantile } from "./quantile.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** How long cases of 100 losses take under one doctrine. */
export interface CaseFigure {
  readonly doctrine: Doctrine;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** The medians of what the cases reach. */
  readonly accountsReached: number;
  readonly flows: number;
}

/** What the benchmark `case` adds. `seconds` is the worst p95 of the queue doctrines, to which the bar applies. */
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
 * Between which shares of the city's losses, which stand evenly over the ledger, a doctrine's cases lie: chosen once so
 * that a case of 100 losses reaches about 5,000 accounts of the 2 million. A loss that comes earlier has longer to spread.
 * `pro-rata` knows no such place: the last fifth of the losses reaches five times as many.
 */
const spans: { readonly [Name in AllocatingDoctrine]: readonly [from: number, to: number] } = {
  "tainted-first": [0.7, 0.9],
  fifo: [0, 0.4],
  lifo: [0, 0.4],
  libr: [0.6, 0.8],
  "pro-rata": [0.8, 1],
};

/**
 * Cases of the same city, traced one after the other on columns that are loaded and prepared. Case k of 20 has every
 * twentieth of a doctrine's losses (`caseLosses`) from the k-th on: 100 losses.
 */
export async function benchCaseOf(size: ZipfCitySize, signal: AbortSignal): Promise<CaseBenchReport> {
  const [makeCitySeconds, { ledger, losses }] = timed(() => makeZipfCity(size));
  const [prepareSeconds, prepared] = timed(() => prepareLedger(ledger));
  const [bareSeconds] = timed(() => barePass(ledger));
  const figures: CaseFigure[] = [];
  let lossesEach = 0;
  for (const doctrine of [...queueDoctrines, ...rateableDoctrines]) {
    const [ms, reached, flows]: [number[], number[], number[]] = [[], [], []];
    // The first is not counted: it warms the code up, as a server's would be.
    for (let turn = 0; turn <= cases; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      const chosen = caseOf({ ledger, losses }, doctrine, turn);
      const [seconds, answer] = timed(() => tracePrepared(prepared, chosen, cityOptions(doctrine)));
      lossesEach = chosen.length;
      if (turn === 0 || answer.kind !== "allocated") continue;
      ms.push(seconds * 1_000);
      reached.push(reachedAccounts(ledger, chosen, answer).length);
      flows.push(answer.flows.length);
    }
    const figure = { medianMs: quantile(ms, 0.5), p95Ms: quantile(ms, 0.95) };
    figures.push({ doctrine, ...figure, accountsReached: quantile(reached, 0.5), flows: quantile(flows, 0.5) });
  }
  const queues = figures.slice(0, queueDoctrines.length);
  const seconds = Math.max(...queues.map(({ p95Ms }) => p95Ms)) / 1_000;
  return {
    name: "case",
    ratio: seconds / bareSeconds,
    seconds,
    bareSeconds,
    rows: size.transfers,
    bytes: columnBytes(ledger),
    losses: lossesEach,
    cases,
    barMs,
    meetsBar: seconds * 1_000 < barMs,
    doctrines: figures,
    once: { makeCitySeconds, prepareSeconds },
    machine: thisMachine(),
  };
}

/** A case of 100 losses that reaches about 5,000 accounts of the whole city; the 21st is the first again. */
export function caseOf(city: ZipfCity, doctrine: AllocatingDoctrine, turn: number): readonly Loss[] {
  return caseLosses(city, spans[doctrine]).filter((_, loss) => loss % cases === turn % cases);
}

/** A fifth of the city's losses, in the ledger's order: the largest of those between the two shares. */
function caseLosses({ ledger, losses }: ZipfCity, [from, to]: readonly [number, number]): readonly Loss[] {
  const { amountMinor } = ledger.transfers;
  return losses
    .slice(Math.round(losses.length * from), Math.round(losses.length * to))
    .sort((a, b) => amountMinor[b.transfer]! - amountMinor[a.transfer]! || a.transfer - b.transfer)
    .slice(0, Math.floor(losses.length / 5))
    .sort((a, b) => a.transfer - b.transfer);
}
