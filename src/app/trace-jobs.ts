import { randomUUID } from "node:crypto";
import type { AskedJob, AskedTrace } from "../contract/trace-jobs.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { RequestKey } from "../storage/records/once.ts";
import type { RecordsActor, RecordsWork } from "../storage/records/records-store.ts";
import type { Stores } from "../storage/stores.ts";
import { keepLastTrace } from "./case-changes.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { findCase } from "./case-records.ts";
import { resourceOf } from "./casework-step.ts";
import { createOnce } from "./create-once.ts";
import { lastInstantGiven } from "./given-instant.ts";
import { keepTrace } from "./keep-trace.ts";
import { openForTrace } from "./open-for-trace.ts";
import type { RecordsDesk } from "./records-desk.ts";
import type { JobKind } from "./run-jobs.ts";
import { runTrace, type TraceRequest } from "./run-trace.ts";
import { withSourceFacts } from "./source-facts.ts";
import { makeTracer } from "./tracer.ts";
import type { Workplace } from "./workplace.ts";

/** A job's body: the case by its id, and what was asked. */
interface TraceJobBody {
  readonly caseId: string;
  readonly asked: AskedTrace;
}

/**
 * Asks for a trace of a case, to be run and kept beside its others.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, WEB_BAD_AS_OF
 */
export function askTrace(
  { records, jobs, place }: Pick<RecordsDesk, "records" | "jobs" | "place">,
  caller: { readonly actor: RecordsActor; readonly key: RequestKey | undefined },
  body: TraceJobBody,
): Promise<AskedJob> {
  lastInstantGiven(body.asked.asOf);
  return createOnce(records, caller, async (work) => {
    const { number } = await tracedCase(work, body.caseId);
    const id = randomUUID();
    await jobs.ask(work, { id, kind: "trace", place, body });
    const { doctrine = "" } = body.asked;
    await work.log({
      action: "trace.ask",
      subject: `case:${body.caseId}`,
      purpose: number,
      details: { doctrine, job: id },
    });
    return { job: id };
  });
}

/** Runs traces and keeps them as the command `trace` does. The result names the kept trace and sums it up. */
export function traceJobs(
  stores: Stores,
  { records }: Pick<RecordsDesk, "records">,
  workplace: Pick<Workplace, "version" | "workerEntry" | "memoryBytes" | "nowMs">,
): JobKind {
  return {
    atOnce: 2,
    run: async (body, { jobId, actor, signal, report }) => {
      const { caseId, asked } = body as TraceJobBody;
      const { trace_name: caseName } = await records.as(actor, (work) => tracedCase(work, caseId));
      const request = await requestOf(stores, { caseName, asked, version: workplace.version });
      const budgetBytes = workplace.memoryBytes();
      const opened = await openForTrace(stores, { request, budgetBytes, signal });
      const tracing = { workerEntry: workplace.workerEntry, memoryBytes: budgetBytes, signal, progress: report };
      const run = await runTrace(opened, request, makeTracer(tracing));
      signal.throwIfAborted();
      const { view, result } = run;
      // What changed is told by the whole ledger's indices, which a part of it does not have.
      if (result.kind === "allocated" && opened.part === undefined)
        await keepLastTrace(stores, opened, { ...run, result });
      const shown = await withSourceFacts(stores, opened, view);
      const runner = { by: actor.userName, nowMs: workplace.nowMs() };
      const kept = await keepTrace(stores, { view: shown, caseName }, runner);
      const { doctrine } = view.engine;
      await records.as(actor, async (work) => {
        const { number } = await tracedCase(work, caseId);
        const details = { doctrine, trace: kept.id, job: jobId };
        await work.log({ action: "trace.keep", subject: `case:${caseId}`, purpose: number, details });
      });
      const { id: trace, purpose, answerSha256 } = kept;
      return { trace, purpose, answerSha256, doctrine, totals: view.totals, unbound: view.unbound.length };
    },
  };
}

/** The case, for who may add traces to it. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
async function tracedCase(work: RecordsWork, caseId: string): Promise<Awaited<ReturnType<typeof findCase>>> {
  const row = await findCase(work, caseId);
  work.require("create", await resourceOf(work, "trace", { unit_code: row.unit_code, case_id: caseId }));
  return row;
}

async function requestOf(
  stores: Pick<Stores, "losses" | "doctrines" | "orders">,
  of: { readonly caseName: string; readonly asked: AskedTrace; readonly version: string },
): Promise<TraceRequest> {
  const { caseName, asked, version } = of;
  return {
    caseName,
    claims: await stores.losses.claims(caseName),
    doctrine: asked.doctrine ?? (await caseDoctrine(stores, caseName)).search,
    asOfMs: lastInstantGiven(asked.asOf),
    stops: asked.stops ?? [],
    hubCounterparties: asked.hubCounterparties ?? null,
    dustMinor: asked.dustMinor === undefined ? null : toMinorUnits(asked.dustMinor),
    orderBook: { records: await stores.orders.records(), nowMs: null },
    version,
  };
}
