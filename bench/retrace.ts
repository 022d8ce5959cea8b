import { isDeepStrictEqual } from "node:util";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { layOver } from "../src/tracing/layered-ledger.ts";
import type { LedgerOverlay } from "../src/tracing/ledger-overlay.ts";
import { type PreparedLedger, prepareLedger } from "../src/tracing/prepare-ledger.ts";
import { type Retrace, retrace } from "../src/tracing/retrace.ts";
import { trace } from "../src/tracing/trace.ts";
import type { Loss, TraceOptions } from "../src/tracing/trace-input.ts";
import { tracePrepared } from "../src/tracing/trace-prepared.ts";
import type { TraceResult } from "../src/tracing/trace-result.ts";
import { barePass, columnBytes } from "./bare-pass.ts";
import { type BenchReport, thisMachine } from "./bench-report.ts";
import { cityOptions } from "./city.ts";
import { quantile } from "./quantile.ts";
import { makeStatement, mergeStatement } from "./statement-overlay.ts";
import { timed } from "./timed.ts";
import { makeZipfCity, type ZipfCity, type ZipfCitySize } from "./zipf-city.ts";

/** What the benchmark `retrace` adds. `seconds` is the p95: laying the statement over the ledger and tracing again. */
export interface RetraceBenchReport extends BenchReport {
  readonly name: "retrace";
  readonly statementRows: number;
  readonly losses: number;
  /** Of the losses, how many had to be traced again. */
  readonly retraced: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly barMs: number;
  readonly meetsBar: boolean;
  /** Whether the answer is that of a trace from nothing, in every list. */
  readonly equal: boolean;
  readonly changedAmounts: boolean;
  /** Computed once before, and in no figure above; the last two are what the overlay saves. */
  readonly once: {
    readonly makeCitySeconds: number;
    readonly prepareSeconds: number;
    readonly copyColumnsSeconds: number;
    readonly traceFromNothingSeconds: number;
  };
}

const rounds = 20;
const statementRows = 500;
const barMs = 100;

/** One case of 100 losses under `fifo`, and then a statement of 500 rows of an account where its money rests. */
export async function benchRetraceOf(size: ZipfCitySize, signal: AbortSignal): Promise<RetraceBenchReport> {
  const [makeCitySeconds, city] = timed(() => makeZipfCity(size));
  const { ledger } = city;
  const [prepareSeconds, prepared] = timed(() => prepareLedger(ledger));
  const [bareSeconds] = timed(() => barePass(ledger));
  const losses = caseOf(city);
  const options = cityOptions("fifo");
  const previous = tracePrepared(prepared, losses, options);
  const overlay = makeStatement(ledger, { ...frontierOf(prepared, previous), rows: statementRows });
  const ms: number[] = [];
  let [answer, retraced] = [previous, 0];
  for (let round = 0; round <= rounds; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const asked = { losses, options, previous };
    const [seconds, again] = timed((): Retrace => retrace({ ...asked, layered: layOver(prepared, overlay) }));
    // The first warms the code up.
    if (round > 0) ms.push(seconds * 1_000);
    [answer, retraced] = [again.trace, again.retraced.length];
  }
  const whole = fromNothing({ prepared, overlay, losses, options });
  const p95Ms = quantile(ms, 0.95);
  return {
    name: "retrace",
    ratio: p95Ms / 1_000 / bareSeconds,
    seconds: p95Ms / 1_000,
    bareSeconds,
    rows: size.transfers,
    bytes: columnBytes(ledger),
    statementRows,
    losses: losses.length,
    retraced,
    medianMs: quantile(ms, 0.5),
    p95Ms,
    barMs,
    meetsBar: p95Ms < barMs,
    equal: isDeepStrictEqual(answer, whole.answer),
    changedAmounts: !isDeepStrictEqual(restOf(answer), restOf(previous)),
    once: { makeCitySeconds, prepareSeconds, ...whole.seconds },
    machine: thisMachine(),
  };
}

/** Each hundredth of the city's losses. */
function caseOf({ losses }: ZipfCity): readonly Loss[] {
  const stride = Math.max(1, Math.floor(losses.length / 100));
  return losses.filter((_, loss) => loss % stride === 0);
}

/** Of the accounts where money rests, the one with the most in it that has at most 100 legs, from the first loss on. */
function frontierOf({ legs }: PreparedLedger, previous: TraceResult): { account: number; from: number } {
  let best = { account: 0, amountMinor: -1 };
  if (previous.kind === "reach") return { account: 0, from: 1 };
  for (const { account, amountMinor } of previous.atRest) {
    const isQuiet = legs.start[account + 1]! - legs.start[account]! <= 100;
    if (isQuiet && amountMinor > best.amountMinor) best = { account, amountMinor };
  }
  return { account: best.account, from: Math.floor(legs.leg.length / 4) };
}

/** The same question to the merged columns, copied and traced as a whole. */
function fromNothing(asked: {
  readonly prepared: PreparedLedger;
  readonly overlay: LedgerOverlay;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
}): {
  readonly answer: TraceResult;
  readonly seconds: { readonly copyColumnsSeconds: number; readonly traceFromNothingSeconds: number };
} {
  const { prepared, overlay, options } = asked;
  const { places } = layOver(prepared, overlay);
  const losses = asked.losses.map((loss) => ({ ...loss, transfer: places.toMerged(loss.transfer) }));
  const [copyColumnsSeconds, merged] = timed(() => mergeStatement(prepared.ledger, overlay));
  const [traceFromNothingSeconds, whole] = timed(() => trace(merged, losses, options));
  const seconds = { copyColumnsSeconds, traceFromNothingSeconds };
  if (whole.kind === "reach") return { answer: whole, seconds };
  const reached = new Set(reachedAccounts(merged, losses, whole));
  return {
    answer: { ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) },
    seconds,
  };
}

function restOf(answer: TraceResult): readonly unknown[] {
  return answer.kind === "reach" ? [] : answer.atRest;
}
