import { doctrineText } from "./doctrine-text.ts";
import { caseDoctrine } from "../app/case-doctrine.ts";
import { type KeptTrace, keepTrace } from "../app/keep-trace.ts";
import { openCaseLedger } from "../app/good-faith.ts";
import { runTrace, type TraceRequest } from "../app/run-trace.ts";
import type { CaseFindings } from "../tracing/case-findings.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { CommandContext } from "./command-context.ts";
import type { ParsedArguments } from "./parse-arguments.ts";
import type { Text } from "./text.ts";
import { warn } from "./warn.ts";
import type { OpenStores } from "./with-stores.ts";
import { withTracer } from "./with-tracer.ts";

/** A trace of a data folder; `kept` is how it stands beside the others of its case, `null` for all cases in one pass. */
export interface StoredTrace {
  readonly view: TraceView;
  /** What was looked for beside it. */
  readonly findings: CaseFindings;
  readonly kept: KeptTrace | null;
}

/** The doctrine of a trace for which none was named: what the case was locked to for searching, else `fallback` (T14). */
export async function usualDoctrine<T>(
  stores: OpenStores,
  caseName: string | null,
  fallback: T,
): Promise<Doctrine | T> {
  if (caseName === null) return fallback;
  const locked = await caseDoctrine(stores, caseName);
  return locked.isSearchDecided ? locked.search : fallback;
}

interface Asked {
  readonly parsed: ParsedArguments;
  readonly context: CommandContext;
}

/** Keeps the trace that was asked for beside those of its case, and says so where it is not by the case's doctrine. */
export async function keepAsked(
  stores: OpenStores,
  view: TraceView,
  asked: Asked,
): Promise<Omit<StoredTrace, "findings">> {
  const { caseName } = view.engine;
  if (caseName === null) return { view, kept: null };
  const { user, nowMs } = asked.context.workplace;
  const kept = await keepTrace(stores, { view, caseName }, { by: user, nowMs: nowMs() });
  if (kept.purpose === "beside") await warnOfDoctrine(stores, kept, asked);
  return { view, kept };
}

/** Traces of one case by several doctrines, without any other option. */
export interface CaseTraces extends Pick<TraceRequest, "claims"> {
  readonly caseName: string;
  readonly doctrines: readonly Doctrine[];
}

/**
 * Traces a case in open stores by each doctrine, side by side where the ledger is large, and keeps the traces beside the
 * others in the order asked for. @throws SluiceError CASE_WITHOUT_BOUND_LOSS.
 */
export async function traceBySeveral(
  stores: OpenStores,
  { caseName, claims, doctrines }: CaseTraces,
  context: CommandContext,
): Promise<readonly KeptTrace[]> {
  const { version, user, nowMs } = context.workplace;
  const options = { caseName, claims, asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null, version };
  const opened = await openCaseLedger(stores, caseName);
  const runs = await withTracer(context, (tracer) =>
    Promise.all(doctrines.map((doctrine) => runTrace(opened, { ...options, doctrine }, tracer))),
  );
  const kept: KeptTrace[] = [];
  for (const { view } of runs) kept.push(await keepTrace(stores, { view, caseName }, { by: user, nowMs: nowMs() }));
  return kept;
}

/** How a trace stands beside the others of its case (T14). */
export function keptJson(kept: KeptTrace | null): Readonly<Record<string, unknown>> {
  if (kept === null) return {};
  return { kept: { trace: kept.id, purpose: kept.purpose, answerSha256: kept.answerSha256 } };
}

async function warnOfDoctrine(stores: OpenStores, kept: KeptTrace, asked: Asked): Promise<void> {
  const { search, attribution } = await caseDoctrine(stores, kept.caseName);
  const { language } = asked.context;
  const details = {
    doctrine: doctrineText(kept.engine.doctrine, language),
    search: doctrineText(search, language),
    attribution: attribution === null ? "–" : doctrineText(attribution, language),
  };
  warn({ code: "DOCTRINE_BESIDE_CASE", text: besideLock, details }, asked);
}

const besideLock: Text = {
  zh: "提示：{doctrine} 不是本案锁定的规则（查找 {search}，归属 {attribution}）；结果另存一份，不是本案的结论",
  en: "Note: {doctrine} is not the case's doctrine (search {search}, attribution {attribution}); the trace is kept beside the case's own",
};
