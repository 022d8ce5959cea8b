import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedLedger } from "../src/storage/ledger/open-embedded-ledger.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { trace } from "../src/tracing/trace.ts";
import { columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { caseOf } from "./case.ts";
import { type AllocatingDoctrine, cityOptions } from "./city.ts";
import { digestOf, type HopsAnswer, type HopsFigures, type HopsQuestion } from "./hops-process.ts";
import { quantile } from "./quantile.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** What the benchmark `hops` adds. `seconds` is the p95 of `tainted-first` from the store, the first case cold. */
export interface HopsBenchReport extends BenchReport {
  readonly name: "hops";
  readonly barSeconds: number;
  readonly meetsBar: boolean;
  readonly cases: readonly HopsCase[];
  /** Of the process that traced, which never had the columns; the engine is in it. */
  readonly peakMemoryBytes: number;
  readonly legBudget: number;
  readonly writeSeconds: number;
}

/** One case of 100 losses. */
interface HopsCase extends Omit<HopsFigures, "digest"> {
  readonly doctrine: AllocatingDoctrine;
  /** Of the trace in memory; the store was asked for some of their victims' accounts too. */
  readonly accountsReached: number;
  /** Whether every list equals the trace in memory; of `unexplained`, the accounts reached. */
  readonly equal: boolean;
}

const barSeconds = 3;
const legBudget = 20_000_000;

/** The cases of the benchmark `case`, by their turns there. The doctrine to which the bar applies comes first. */
const chosen: readonly (readonly [AllocatingDoctrine, number])[] = [
  ...Array.from({ length: 10 }, (_, turn) => ["tainted-first", turn] as const),
  ["fifo", 0],
  ["fifo", 1],
  ["lifo", 0],
  ["lifo", 1],
];

/** Keeps a Zipf city by account in the embedded engine and traces the cases of the benchmark `case` from there. */
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
    const cases = chosen.map(([doctrine, turn]) => questionOf(city, doctrine, turn));
    const answer = await askProcess({ folder, name: "city", legBudget, cases }, signal);
    const wanted = cases.map((asked) => timed(() => wantedAnswer(city, asked)));
    const measured = answer.cases.map(({ digest, ...figures }, index): HopsCase => {
      const { accountsReached, digest: wantedDigest } = wanted[index]![1];
      return { doctrine: chosen[index]![0], ...figures, accountsReached, equal: digest === wantedDigest };
    });
    const barred = measured.flatMap(({ doctrine, seconds }) => (doctrine === "tainted-first" ? [seconds] : []));
    const p95 = quantile(barred, 0.95);
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
      barSeconds,
      meetsBar: p95 < barSeconds && measured.every(({ equal }) => equal),
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

function questionOf(city: ZipfCity, doctrine: AllocatingDoctrine, turn: number): HopsQuestion["cases"][number] {
  const { payer } = city.ledger.transfers;
  const losses = caseOf(city, doctrine, turn).map((loss) => ({ ...loss, payer: payer[loss.transfer]! }));
  return { losses, options: cityOptions(doctrine) };
}

function wantedAnswer({ ledger }: ZipfCity, { losses, options }: HopsQuestion["cases"][number]) {
  const whole = trace(ledger, losses, options);
  if (whole.kind === "reach") throw new RangeError("queue doctrines allocate");
  const reached = new Set(reachedAccounts(ledger, losses, whole));
  const answer = { ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) };
  return { digest: digestOf(answer), accountsReached: reached.size };
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
