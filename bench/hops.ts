import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { traceByHops } from "../src/app/trace-by-hops.ts";
import type { LegStore } from "../src/storage/leg-store.ts";
import { openEmbeddedLedger } from "../src/storage/ledger/open-embedded-ledger.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { trace } from "../src/tracing/trace.ts";
import type { TraceOptions } from "../src/tracing/trace-input.ts";
import { columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { quantile } from "./quantile.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** What the benchmark `hops` adds. `seconds` is the p95 of a case from the store; `bareSeconds` one in memory. */
export interface HopsBenchReport extends BenchReport {
  readonly name: "hops";
  readonly hubCounterparties: number;
  readonly cases: readonly HopsCase[];
  readonly writeSeconds: number;
}

/** One case of 100 losses. */
interface HopsCase {
  readonly seconds: number;
  readonly rounds: number;
  readonly accounts: number;
  readonly legs: number;
  /** Whether every list equals the trace in memory; of `unexplained`, the accounts reached. */
  readonly equal: boolean;
}

/** Busy accounts stop a case: without a limit, the busiest of a Zipf city alone holds one leg of twenty. */
const hubCounterparties = 200;
const cases = 5;

const options: TraceOptions = {
  doctrine: "tainted-first",
  asOfMs: null,
  stops: [],
  hubCounterparties,
  dustMinor: null,
  coverage: "every-account",
};

/** Keeps a Zipf city by account in the embedded engine and traces cases of 100 losses from there. */
export async function benchHopsOf(size: ZipfCitySize, signal: AbortSignal): Promise<HopsBenchReport> {
  const city = makeZipfCity(size);
  const folder = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  const ledger = await openEmbeddedLedger(folder);
  try {
    const none = { firstWitness: new Uint32Array(), secondWitness: new Uint32Array(), transferOf: new Uint32Array() };
    const rows = { file: none.transferOf, row: none.transferOf, sheet: new Uint16Array(), files: [] };
    const witnesses = { length: 0, ...rows, atMs: new Float64Array(), precision: new Uint8Array() };
    const started = performance.now();
    const source = { columns: city.ledger, facts: [], ...none, walletWitnesses: [], witnesses };
    await ledger.legs.write("city", source, signal);
    const writeSeconds = (performance.now() - started) / 1_000;
    const [measured, bare]: [HopsCase[], number[]] = [[], []];
    for (let turn = 0; turn < cases; turn++) {
      const { bareSeconds, ...figures } = await benchCase(city, { legs: ledger.legs, turn, signal });
      measured.push(figures);
      bare.push(bareSeconds);
    }
    const p95 = quantile(
      measured.map(({ seconds }) => seconds),
      0.95,
    );
    const bareSeconds = quantile(bare, 0.5);
    return {
      name: "hops",
      ratio: p95 / bareSeconds,
      seconds: p95,
      bareSeconds,
      rows: size.transfers,
      bytes: columnBytes(city.ledger),
      hubCounterparties,
      cases: measured,
      writeSeconds,
      machine: thisMachine(),
    };
  } finally {
    await ledger.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchCase(
  { ledger, losses }: ZipfCity,
  { legs, turn, signal }: { readonly legs: LegStore; readonly turn: number; readonly signal: AbortSignal },
): Promise<HopsCase & { readonly bareSeconds: number }> {
  const chosen = losses.filter((_, loss) => loss % Math.max(1, Math.floor(losses.length / 100)) === turn);
  const paid = chosen.map((loss) => ({ ...loss, payer: ledger.transfers.payer[loss.transfer]! }));
  const started = performance.now();
  const question = { name: "city", losses: paid, options, legBudget: 20_000_000, signal };
  const found = await traceByHops(legs, question);
  const seconds = (performance.now() - started) / 1_000;
  const [bareSeconds, whole] = timed(() => trace(ledger, chosen, options));
  const { rounds, accounts, legs: fetched } = found;
  if (whole.kind === "reach") throw new RangeError("tainted-first allocates");
  const reached = new Set(reachedAccounts(ledger, chosen, whole));
  const wanted = { ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) };
  const equal = JSON.stringify(found.result) === JSON.stringify(wanted);
  return { seconds, rounds, accounts, legs: fetched, equal, bareSeconds };
}
