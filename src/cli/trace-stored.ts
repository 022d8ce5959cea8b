import { keepLastTrace } from "../app/case-changes.ts";
import { findBeside, findingsJson } from "../app/find-beside.ts";
import { marksInForce, marksNotInLedger, openCaseLedger } from "../app/good-faith.ts";
import { openForTrace } from "../app/open-for-trace.ts";
import type { OpenedLedger } from "../app/open-ledger.ts";
import { readStopAccounts, type StopAccount, stopsNotInLedger } from "../app/read-stop-accounts.ts";
import { withSourceFacts } from "../app/source-facts.ts";
import { runTrace, type TracedLedger, type TraceRequest } from "../app/run-trace.ts";
import { traceJson } from "../app/trace-json.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { ledgerEnd } from "../tracing/ledger-end.ts";
import { chooseClaims } from "./choose-case.ts";
import type { CommandContext } from "./command-context.ts";
import { keepAsked, keptJson, type StoredTrace, usualDoctrine } from "./keep-asked-trace.ts";
import { instantText } from "./format.ts";
import { asOfMsOf, dataFolderOf, doctrineOf, instantOf, wholeNumberOf, yuanOf } from "./option-values.ts";
import type { ParsedArguments } from "./parse-arguments.ts";
import { renderGoodFaith, renderInterest } from "./render-good-faith.ts";
import { renderHolders } from "./render-holders.ts";
import { renderOrders } from "./render-orders.ts";
import { renderBalance, renderExits, renderUnbound } from "./render-trace.ts";
import { renderFreezeList } from "./render-freeze-list.ts";
import type { Text } from "./text.ts";
import { warn } from "./warn.ts";
import { withStores, type OpenStores } from "./with-stores.ts";
import { withTracer } from "./with-tracer.ts";
import { readGivenFile } from "./read-given-file.ts";

/** `sluice trace` over a data folder. */
export async function traceStored(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  const out = parsed.value("out");
  const { view, kept, findings } = await traceDataFolder(parsed, context, {
    doctrine: { requiredBy: "trace" },
    findings: out === undefined && !parsed.has("json") ? "unasked" : "asked",
  });
  const written = out === undefined ? [] : await writeArtefacts({ view, findings }, context.pathOf(out), context);
  const { terminal, language } = context;
  if (parsed.has("json"))
    return terminal.out(
      `${JSON.stringify({ ...traceJson(view), ...findingsJson(findings), ...keptJson(kept), written })}\n`,
    );
  terminal.out(renderBalance(view, language));
  terminal.out(renderFreezeList(view, 10, language));
  terminal.out(renderExits(view, language));
  terminal.out(renderHolders(view, language));
  terminal.out(renderGoodFaith(view, language));
  terminal.out(renderInterest(view, language));
  terminal.out(renderOrders(view, language));
  terminal.out(renderUnbound(view.unbound, language));
  for (const path of written) terminal.out(`${path}\n`);
}

/** The spreadsheet library is large and loaded only here, so that other commands start quickly. */
async function writeArtefacts(
  trace: Pick<StoredTrace, "view" | "findings">,
  folder: string,
  { signal }: CommandContext,
): Promise<readonly string[]> {
  const { exportTrace } = await import("../app/export-trace.ts");
  return exportTrace(trace, folder, signal);
}

/** Opens the data folder asked for, and traces the case or cases asked for. */
export async function traceDataFolder(
  parsed: ParsedArguments,
  context: CommandContext,
  asked: {
    readonly doctrine: Doctrine | { readonly requiredBy: string };
    /** Whether stops and contradictions are looked for too: that reads the ledger's rows. */
    readonly findings: "asked" | "unasked";
  },
): Promise<StoredTrace> {
  return withAskedTrace(parsed, context, {
    doctrine: asked.doctrine,
    ledger: "as-planned",
    work: async ({ stores, opened, request }) => {
      const run = await withTracer(context, (tracer) => runTrace(opened, request, tracer));
      const { view, result } = run;
      // What changed is told by the whole ledger's indices, which a part of it does not have.
      if (result.kind === "allocated" && opened.part === undefined) {
        await keepLastTrace(stores, opened, { ...run, result });
      }
      const stored = await keepAsked(stores, await withSourceFacts(stores, opened, view), { parsed, context });
      const findings = asked.findings === "asked" ? await findBeside(stores, opened, run) : notLookedFor;
      return { ...stored, findings };
    },
  });
}

const notLookedFor: StoredTrace["findings"] = { stops: null, contradictions: null };

/** What was asked to be traced, while the data folder is open. */
export interface AskedTrace {
  readonly stores: OpenStores;
  readonly opened: OpenedLedger & TracedLedger;
  readonly request: TraceRequest;
}

/** Opens the data folder asked for, and does a piece of work with the trace that was asked for. */
export async function withAskedTrace<T>(
  parsed: ParsedArguments,
  context: CommandContext,
  asked: {
    readonly doctrine: Doctrine | { readonly requiredBy: string };
    /** `as-planned`: of a ledger larger than the memory that it may take, only what decides the trace. */
    readonly ledger: "as-planned" | "whole";
    readonly work: (asked: AskedTrace) => Promise<T>;
  },
): Promise<T> {
  if (parsed.has("case") && parsed.has("all")) {
    throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--case", second: "--all" });
  }
  const named = parsed.has("doctrine") ? doctrineOf(parsed, asked.doctrine) : undefined;
  const stops = await readStops(parsed, context);
  const options = {
    asOfMs: asOfMsOf(parsed),
    hubCounterparties: wholeNumberOf(parsed, "hub", 1) ?? null,
    dustMinor: yuanOf(parsed, "dust"),
    stops: stops.flatMap(({ names }) => names),
    version: context.workplace.version,
  };
  return withStores(dataFolderOf(parsed, context), context, async (stores) => {
    const chosen = await chooseClaims(stores, parsed);
    const doctrine = named ?? doctrineOf(parsed, await usualDoctrine(stores, chosen.caseName, asked.doctrine));
    const request = { ...options, ...chosen, doctrine };
    const opened =
      asked.ledger === "whole"
        ? await openCaseLedger(stores, chosen.caseName)
        : await openForTrace(stores, { request, budgetBytes: context.workplace.memoryBytes(), signal: context.signal });
    warnOfUnknownStops(stops, opened, { parsed, context });
    for (const { account } of marksNotInLedger(opened, await marksInForce(stores, chosen.caseName))) {
      warn({ code: "GOOD_FAITH_NOT_IN_LEDGER", text: markUnknown, details: { account } }, { parsed, context });
    }
    const orderBook = { records: await stores.orders.records(), nowMs: nowMsOf(parsed, opened) };
    return asked.work({ stores, opened, request: { ...request, orderBook } });
  });
}

/** When orders are sent; `null` when not given. @throws SluiceError COMMAND_NOW_TOO_EARLY before the end of what is traced. */
function nowMsOf(parsed: ParsedArguments, { derived, part }: TracedLedger): number | null {
  const nowMs = instantOf(parsed, "now");
  const endMs = asOfMsOf(parsed) ?? part?.lastInstantMs ?? ledgerEnd(derived.columns.transfers);
  if (nowMs === null || nowMs >= endMs) return nowMs;
  throw new SluiceError("COMMAND_NOW_TOO_EARLY", { seen: instantText(nowMs), end: instantText(endMs) });
}

/** The accounts of `--stops`; none when it was not given. */
export async function readStops(parsed: ParsedArguments, context: CommandContext): Promise<readonly StopAccount[]> {
  const file = parsed.value("stops");
  return file === undefined ? [] : readStopAccounts({ name: file, bytes: await readGivenFile(context.pathOf(file)) });
}

/** Warns of each stop that no account of the ledger is. */
export function warnOfUnknownStops(
  stops: readonly StopAccount[],
  opened: OpenedLedger,
  { parsed, context }: { readonly parsed: ParsedArguments; readonly context: CommandContext },
): void {
  for (const account of stopsNotInLedger(stops, opened)) {
    warn({ code: "STOP_NOT_IN_LEDGER", text: stopUnknown, details: { account } }, { parsed, context });
  }
}

const markUnknown: Text = {
  zh: "警告：登记为善意取得的账户 {account} 不在账本中，没有起作用；请核对账号",
  en: "Warning: {account}, marked as acquired in good faith, is no account of the ledger and stops nothing; check the number",
};

const stopUnknown: Text = {
  zh: "警告：止追账户 {account} 不在账本中，没有起作用；请核对账号",
  en: "Warning: the stop {account} is no account of the ledger and stops nothing; check the number",
};
