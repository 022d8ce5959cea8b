import type { Kysely } from "kysely";
import type { CanonicalValue } from "../audit/canonical-bytes.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { KnownLoss } from "../recovery/place-losses.ts";
import { restateLoss } from "../recovery/restate-loss.ts";
import { type PaidToLoss, type TracedLoss, type TracedMoney, tracedParts } from "../recovery/traced-parts.ts";
import { lockLosses } from "../storage/records/recovery-ledger.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import type { OpenRecords, Stores } from "../storage/stores.ts";
import type { KeptTrace } from "../storage/trace-register.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { returnsToLosses } from "./kept-return.ts";
import { orderedNames } from "./ordered-names.ts";
import { enterLosses } from "./place-loss.ts";
import { settleRecovery } from "./settle-recovery.ts";

type Db = Kysely<RecordsTables>;

/** What the placing of a trace's losses needs to know of the trace. */
export interface PlacedTrace {
  readonly kept: PlacingTrace;
  readonly view: TracedMoney & Pick<TraceView, "kind">;
  /** When it was asked for: the instant of a trace without an as-of time. */
  readonly nowMs: number;
}

type PlacingTrace = Pick<KeptTrace, "id" | "caseName" | "purpose" | "by" | "atMs"> & {
  readonly engine: Pick<KeptTrace["engine"], "doctrine" | "asOfMs">;
};

/** The stores that it takes. */
export interface PlacingStores {
  openRecords(): Promise<Pick<OpenRecords, "records">>;
  readonly losses: Pick<Stores["losses"], "bound">;
  readonly traces: { traces(caseName: string): Promise<readonly PlacingTrace[]> };
}

/**
 * Places the losses of the records where a kept trace of their case found them, all of them in one step, logged each
 * (rule R43). Answers how many it placed; a case without bound losses does not even open the records.
 */
export async function placeKeptTrace(stores: PlacingStores, trace: PlacedTrace): Promise<number> {
  const { caseName, purpose } = trace.kept;
  const bound = (await stores.losses.bound()).get(caseName) ?? [];
  if (bound.length === 0 || purpose === "beside" || trace.view.kind === "reach") return 0;
  const former = await stores.traces.traces(caseName);
  const { records } = await stores.openRecords();
  return records.asSystem(async ({ db, nowMs, log }) => {
    const ids = await placeable(db, trace, { asked: bound.map(({ id }) => id), former });
    await enterLosses(db, ids, nowMs);
    const known = await lockLosses(db, ids);
    const found = tracedParts(trace.view, new Set(ids), {
      placeOf: await orderedNames(
        db,
        [...trace.view.atRest, ...trace.view.lostSight].map(({ account }) => account),
      ),
      paid: await paidTo(db, ids),
    });
    const { placed, refused } = await restated(db, known, found);
    await settleRecovery(db, { atMs: nowMs, cause: trace.kept.id, accounts: [], losses: placed });
    for (const loss of placed) {
      const row = db.updateTable("recovery_losses").set({ trace_id: trace.kept.id });
      await row.where("loss_id", "=", loss.lossId).execute();
      await log({ ...placing(trace, loss.lossId), details: { ...detailsOf(trace), lossMinor: loss.lossMinor } });
    }
    for (const { lossId, code } of refused)
      await log({ ...placing(trace, lossId), details: { ...detailsOf(trace), refused: code } });
    return placed.length;
  });
}

/** Of the losses those that are still bound in the case, and that no weightier or later trace placed. */
async function placeable(
  db: Db,
  trace: PlacedTrace,
  { asked, former }: { readonly asked: readonly string[]; readonly former: readonly PlacingTrace[] },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("losses")
    .innerJoin("cases", "cases.id", "losses.case_id")
    .leftJoin("recovery_losses", "loss_id", "losses.id")
    .select(["losses.id", "trace_id"])
    .where("losses.id", "in", asked)
    .where("losses.transfer_id", "is not", null)
    .where("cases.trace_name", "=", trace.kept.caseName)
    .orderBy("losses.id")
    .execute();
  return rows
    .filter(({ trace_id: id }) => {
      const before = former.find((one) => one.id === id);
      return before === undefined || mayReplace(trace, before);
    })
    .map(({ id }) => id);
}

/** A trace for returning outweighs one for searching; one of an earlier instant says nothing of now. */
function mayReplace({ kept, nowMs }: PlacedTrace, before: PlacingTrace): boolean {
  if (before.purpose === "attribution" && kept.purpose === "search") return false;
  return (kept.engine.asOfMs ?? nowMs) >= (before.engine.asOfMs ?? before.atMs);
}

async function paidTo(db: Db, lossIds: readonly string[]): Promise<readonly PaidToLoss[]> {
  const returns = await returnsToLosses(db, lossIds);
  return returns.flatMap(({ accountKey: fromAccount, payments }) =>
    payments
      .filter(({ receipt }) => receipt?.paid === true)
      .flatMap(({ id: paymentId, losses, accountKey: toAccount, amountMinor, ordered }) =>
        losses.map(({ lossId }) => {
          return { paymentId, lossId, fromAccount, toAccount, amountMinor, orderedMs: ordered.atMs };
        }),
      ),
  );
}

interface Restated {
  readonly placed: readonly KnownLoss[];
  /** Those of which a person has to decide: they would become smaller than what was paid to them. */
  readonly refused: readonly { readonly lossId: string; readonly code: string }[];
}

async function restated(db: Db, known: readonly KnownLoss[], found: readonly TracedLoss[]): Promise<Restated> {
  const placed: KnownLoss[] = [];
  const refused: { lossId: string; code: string }[] = [];
  for (const { lossId, traced } of found) {
    const before = known.find((loss) => loss.lossId === lossId);
    if (before === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: lossId });
    const lossMinor = toMinorUnits(traced.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
    const decision = restateLoss(before, { lossMinor, traced }, await returnsToLosses(db, [lossId]));
    if ("decided" in decision) placed.push(decision.decided);
    else refused.push({ lossId, code: decision.refused[0]?.code ?? "" });
  }
  return { placed, refused };
}

function placing({ kept }: PlacedTrace, lossId: string): { action: string; subject: string; purpose: string } {
  return { action: "loss.place", subject: `loss:${lossId}`, purpose: kept.caseName };
}

function detailsOf({ kept: { id, by, purpose, engine } }: PlacedTrace): Readonly<Record<string, CanonicalValue>> {
  return { trace: id, by, purpose, doctrine: engine.doctrine, asOfMs: engine.asOfMs };
}
