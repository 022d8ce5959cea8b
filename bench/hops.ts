import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedLedger } from "../src/storage/ledger/open-embedded-ledger.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { trace } from "../src/tracing/trace.ts";
import type { TraceOptions } from "../src/tracing/trace-input.ts";
import { columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { digestOf, type HopsAnswer, type HopsFigures, type HopsQuestion } from "./hops-process.ts";
import { quantile } from "./quantile.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** What the benchmark `hops` adds. `seconds` is the p95 of a case from the store; `bareSeconds` one in memory. */
export interface HopsBenchReport extends BenchReport {
  readonly name: "hops";
  readonly hubCounterparties: number;
  readonly cases: readonly HopsCase[];
  /** Of the process that traced, which never had the columns; the engine is in it. */
  readonly peakMemoryBytes: number;
  readonly legBudget: number;
  readonly writeSeconds: number;
}

/** One case of 100 losses. */
interface HopsCase extends Omit<HopsFigures, "digest"> {
  /** Whether every list equals the trace in memory; of `unexplained`, the accounts reached. */
  readonly equal: boolean;
}

/** Busy accounts stop a case: without a limit, the busiest of a Zipf city alone holds one leg of twenty. */
const hubCounterparties = 200;
const cases = 5;
const legBudget = 20_000_000;

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
    await ledger.close();
    const chosen = Array.from({ length: cases }, (_, turn) => lossesOf(city, turn));
    const question = { folder, name: "city", options, legBudget };
    const answer = await askProcess({ ...question, cases: chosen }, signal);
    const wanted = chosen.map((losses) => timed(() => wantedDigest(city, losses)));
    const measured = answer.cases.map(({ digest, ...figures }, turn) => ({
      ...figures,
      equal: digest === wanted[turn]?.[1],
    }));
    const p95 = quantile(
      measured.map(({ seconds }) => seconds),
      0.95,
    );
    const bareSeconds = quantile(
      wanted.map(([seconds]) => seconds),
      0.5,
    );
    return {
      name: "hops",
      ratio: p95 / bareSeconds,
      seconds: p95,
      bareSeconds,
      rows: size.transfers,
      bytes: columnBytes(city.ledger),
      hubCounterparties,
      cases: measured,
      peakMemoryBytes: answer.peakMemoryBytes,
      legBudget,
      writeSeconds,
      machine: thisMachine(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lossesOf({ ledger, losses }: ZipfCity, turn: number): HopsQuestion["cases"][number] {
  return losses
    .filter((_, loss) => loss % Math.max(1, Math.floor(losses.length / 100)) === turn)
    .map((loss) => ({ ...loss, payer: ledger.transfers.payer[loss.transfer]! }));
}

function wantedDigest({ ledger }: ZipfCity, losses: HopsQuestion["cases"][number]): string {
  const whole = trace(ledger, losses, options);
  if (whole.kind === "reach") throw new RangeError("tainted-first allocates");
  const reached = new Set(reachedAccounts(ledger, losses, whole));
  return digestOf({ ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) });
}

/** A process of its own, so that neither the columns nor what made them count. */
async function askProcess(question: HopsQuestion, signal: AbortSignal): Promise<HopsAnswer> {
  const child = fork(new URL("hops-process.js", import.meta.url), { signal });
  try {
    return await new Promise<HopsAnswer>((resolve, reject) => {
      child.once("message", (found) => resolve(found as HopsAnswer));
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the tracing process ended with code ${code}`)));
      child.send(question);
    });
  } finally {
    child.kill();
  }
}
