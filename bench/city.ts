import { type MinorUnits, toMinorUnits } from "../src/money/minor-units.ts";
import type { Doctrine } from "../src/tracing/doctrine.ts";
import { trace } from "../src/tracing/trace.ts";
import type { TraceOptions } from "../src/tracing/trace-input.ts";
import { barePass, columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** A doctrine that allocates amounts. */
export type AllocatingDoctrine = Exclude<Doctrine, "poison">;

/** Those that take whole lots in an order, and those that take shares. */
export const queueDoctrines: readonly AllocatingDoctrine[] = ["tainted-first", "fifo", "lifo"];
export const rateableDoctrines: readonly AllocatingDoctrine[] = ["pro-rata", "libr"];

/** How one doctrine did: the fastest of its rounds against the fastest bare pass of the same rounds. */
export interface DoctrineFigure {
  readonly doctrine: Doctrine;
  readonly dustMinor: MinorUnits | null;
  readonly seconds: number;
  readonly bareSeconds: number;
  readonly ratio: number;
  /** What `ratio` may be at most. */
  readonly bar: number;
  readonly flows: number;
}

/** What the benchmarks `city` and `city-large` add. `ratio` is the worst of the queue doctrines. */
export interface CityBenchReport extends BenchReport {
  readonly name: "city";
  readonly accounts: number;
  readonly losses: number;
  /** Columns and the engine's own byte a transfer. */
  readonly bytesPerTransfer: number;
  readonly doctrines: readonly DoctrineFigure[];
  readonly meetsBars: boolean;
  /** The most memory that the process had: columns, lots, answers, and what makes the city. */
  readonly peakMemoryBytes: number;
  /** Computed once before, and in no figure above: making the city. The pass itself prepares nothing in advance. */
  readonly once: { readonly makeCitySeconds: number };
}

const rounds = 3;

/**
 * Every loss of a Zipf city in one pass under every allocating doctrine, each beside a bare pass over the same arrays in
 * the same round. `pro-rata` and `libr` write off dust below 1 yuan: without it exact shares spread without end.
 */
export async function benchCityOf(
  { size, doctrines }: { readonly size: ZipfCitySize; readonly doctrines: readonly AllocatingDoctrine[] },
  signal: AbortSignal,
): Promise<CityBenchReport> {
  const [makeCitySeconds, city] = timed(() => makeZipfCity(size));
  const figures: DoctrineFigure[] = [];
  for (const doctrine of doctrines) figures.push(await benchDoctrine(city, doctrine, signal));
  const queues = figures.filter(({ dustMinor }) => dustMinor === null);
  const worst = queues.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  const bytes = columnBytes(city.ledger);
  return {
    name: "city",
    ratio: worst.ratio,
    seconds: worst.seconds,
    bareSeconds: worst.bareSeconds,
    rows: size.transfers,
    bytes,
    bytesPerTransfer: bytes / size.transfers,
    accounts: size.accounts,
    losses: city.losses.length,
    doctrines: figures,
    meetsBars: figures.every(({ ratio, bar }) => ratio <= bar),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    once: { makeCitySeconds },
    machine: thisMachine(),
  };
}

async function benchDoctrine(
  { ledger, losses }: ZipfCity,
  doctrine: AllocatingDoctrine,
  signal: AbortSignal,
): Promise<DoctrineFigure> {
  const rateable = doctrine === "pro-rata" || doctrine === "libr";
  const options = cityOptions(doctrine);
  let [seconds, bareSeconds, flows] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (let round = 0; round < rounds; round++) {
    // Lets an abort that arrived meanwhile be heard.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    bareSeconds = Math.min(bareSeconds, timed(() => barePass(ledger))[0]);
    const [took, result] = timed(() => trace(ledger, losses, options));
    seconds = Math.min(seconds, took);
    if (result.kind === "allocated") flows = result.flows.length;
    if (rateable && round === 1) break;
  }
  const ratio = seconds / bareSeconds;
  return { doctrine, dustMinor: options.dustMinor, seconds, bareSeconds, ratio, bar: rateable ? 60 : 5, flows };
}

/** What a city is traced with: nothing is a stop and nothing is out of sight, so that money runs as far as it can. */
export function cityOptions(doctrine: Doctrine): TraceOptions {
  const rateable = doctrine === "pro-rata" || doctrine === "libr";
  return {
    doctrine,
    asOfMs: null,
    stops: [],
    hubCounterparties: null,
    dustMinor: rateable ? toMinorUnits(100) : null,
    coverage: "every-account",
  };
}
