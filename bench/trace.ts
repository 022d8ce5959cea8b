import { trace } from "../src/tracing/trace.ts";
import type { AllocatedTrace } from "../src/tracing/trace-result.ts";
import { barePass, columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCitySize, zipfCitySize } from "./zipf-city.ts";

/** What the benchmark `trace` adds. */
export interface TraceBenchReport extends BenchReport {
  readonly name: "trace";
  readonly doctrine: "fifo";
  readonly losses: number;
  readonly flows: number;
  readonly accounts: number;
  readonly bytesPerTransfer: number;
  /** Every round's seconds, in the order run: bare pass, then trace. */
  readonly rounds: readonly { readonly bareSeconds: number; readonly seconds: number }[];
  /** Computed once before, and in no figure above: making the city. The trace itself prepares nothing in advance. */
  readonly once: { readonly makeCitySeconds: number };
}

const roundCount = 5;

/** Every loss of a Zipf city under `fifo` in one pass, against a bare pass over the same arrays (see `benchTraceOf`). */
export async function benchTrace(signal: AbortSignal): Promise<TraceBenchReport> {
  return benchTraceOf(zipfCitySize, signal);
}

/**
 * Traces all losses of a city of this size, and beside it, in the same run and over the same arrays, moves every amount
 * between two balances and does nothing else. `seconds` and `bareSeconds` are the fastest of five alternating rounds each:
 * what other programs do to the machine only ever adds.
 */
export async function benchTraceOf(size: ZipfCitySize, signal: AbortSignal): Promise<TraceBenchReport> {
  const [makeCitySeconds, { ledger, losses }] = timed(() => makeZipfCity(size));
  const rounds: { bareSeconds: number; seconds: number }[] = [];
  let flows = 0;
  for (let round = 0; round < roundCount; round++) {
    // Lets an abort that arrived meanwhile be heard.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const [bareSeconds] = timed(() => barePass(ledger));
    const [seconds, result] = timed(() =>
      trace(ledger, losses, {
        doctrine: "fifo",
        asOfMs: null,
        stops: [],
        hubCounterparties: null,
        dustMinor: null,
        coverage: "every-account",
      }),
    );
    flows = (result as AllocatedTrace).flows.length;
    rounds.push({ bareSeconds, seconds });
  }
  const seconds = Math.min(...rounds.map((round) => round.seconds));
  const bareSeconds = Math.min(...rounds.map((round) => round.bareSeconds));
  const bytes = columnBytes(ledger);
  return {
    name: "trace",
    ratio: seconds / bareSeconds,
    seconds,
    bareSeconds,
    rows: size.transfers,
    bytes,
    bytesPerTransfer: bytes / size.transfers,
    doctrine: "fifo",
    losses: losses.length,
    flows,
    accounts: size.accounts,
    rounds,
    once: { makeCitySeconds },
    machine: thisMachine(),
  };
}
