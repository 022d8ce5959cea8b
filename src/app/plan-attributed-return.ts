import type { AttributedReturnBody, ReopeningBody } from "../contract/attributed-returns.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Order } from "../recovery/order.ts";
import type { VictimReturn } from "../recovery/victim-return.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import type { FrozenSum, PaidShare } from "./attribution-questions.ts";
import { refuseStale, seenRow } from "./casework-step.ts";
import { planVictimReturn } from "./change-return.ts";
import { createOnce } from "./create-once.ts";
import { findOrder, type KeptOrder } from "./kept-order.ts";
import { findReturn, type KeptReturn, resourceOfCase, returnsToLosses } from "./kept-return.ts";
import { withdrawVictimReturn } from "./prepare-kept-return.ts";
import type { ProposalJson, ProposalVictim } from "./proposal-json.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

/** Who plans a return, and of what the engine is asked. */
export interface ReturnPlanner {
  readonly records: RecordsStore;
  readonly caller: Parameters<typeof createOnce>[1];
  readonly engine: { attribute(sum: FrozenSum): Promise<KeptProposal> };
}

/** What a plan takes of the engine's proposal; all of it is kept. */
export interface KeptProposal extends Pick<ProposalJson, "digest"> {
  readonly inputs: Pick<ProposalJson["inputs"], "doctrine">;
  readonly result: Pick<ProposalJson["result"], "method" | "remainderMinor"> & {
    readonly victims: readonly Pick<ProposalVictim, "victim" | "losses" | "shareMinor">[];
  };
}

/**
 * Plans a return by what the engine attributes to the victims of the freeze's case (rules R21, R44). The engine is asked
 * outside of the transaction, as it may take long; a freeze that changed meanwhile is told.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_REFUSED, and the engine's
 */
export async function planAttributedReturn(planner: ReturnPlanner, body: AttributedReturnBody): Promise<KeptReturn> {
  const { records, caller, engine } = planner;
  const asked = await frozenSum(records, caller.actor, body);
  const proposal = await engine.attribute(asked.sum);
  return createOnce(records, caller, (work) => keepPlan(work, { ...body, asked, proposal }));
}

/**
 * Gives up a return that is not paid in full, and plans another in its place by what the engine says now, as when a victim
 * was found late (rule R44). What was paid stays paid.
 * @throws SluiceError as `planAttributedReturn`
 */
export async function reopenReturn(planner: ReturnPlanner, id: string, body: ReopeningBody): Promise<KeptReturn> {
  const { records, caller, engine } = planner;
  const { version, words, ...wanted } = body;
  const { plan } = await records.as(caller.actor, ({ db }) => findReturn(db, id));
  const { freezeId, acceptingUnit } = plan;
  const asked = await frozenSum(records, caller.actor, { ...wanted, freezeId });
  const proposal = await engine.attribute(asked.sum);
  return createOnce(records, caller, async (work) => {
    const { plan: former } = await withdrawVictimReturn(work, { id, version }, words);
    return keepPlan(work, { ...wanted, freezeId, acceptingUnit, asked, proposal, former });
  });
}

/** The engine's proposal by which a return was planned, as text; the opening is logged. @throws SluiceError RECORDS_NOT_FOUND */
export async function openProposal(work: RecordsWork, id: string): Promise<string> {
  const found = work.db.selectFrom("return_proposals").select("proposal").where("return_id", "=", id);
  const row = seenRow(await found.executeTakeFirst(), id);
  await work.log({ action: "return.open-proposal", subject: `return:${id}` });
  return row.proposal;
}

interface Asked {
  readonly sum: FrozenSum;
  readonly freeze: KeptOrder;
}

/** What the engine is asked: what the freeze holds and what was paid out of it, and to whom. */
function frozenSum(
  records: RecordsStore,
  actor: RecordsActor,
  { freezeId, epsilonMinor }: Pick<AttributedReturnBody, "freezeId" | "epsilonMinor">,
): Promise<Asked> {
  return records.as(actor, async (work) => {
    const freeze = await findOrder(work.db, freezeId);
    const { order } = freeze;
    const { measure } = order;
    work.require("create", await resourceOfCase(work, "return", { caseId: order.caseId, unitCode: order.unitCode }));
    if (order.kind !== "freeze" || measure === null)
      return decidedOrThrow<Asked>({ refused: [{ code: "freeze-not-in-force", details: {} }] });
    const of = work.db.selectFrom("cases").select("trace_name").where("id", "=", order.caseId);
    const { trace_name: caseName } = seenRow(await of.executeTakeFirst(), order.caseId);
    const paid = await paidShares(work, order);
    const here = paid.filter(({ isHere }) => isHere).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const frozenMinor = toMinorUnits(measure.heldMinor + here);
    const place = { account: order.account.key, frozenAtMs: measure.periods[0].fromMs, epsilonMinor };
    return { freeze, sum: { caseName, ...place, frozenMinor, paid } };
  });
}

/** What banks paid to bound losses of the freeze's case, out of any freeze. */
async function paidShares({ db, beyondRights }: RecordsWork, freeze: Order): Promise<readonly PaidShare[]> {
  const bound = db.selectFrom("losses").select("id").where("case_id", "=", freeze.caseId);
  const ids = (await bound.where("transfer_id", "is not", null).execute()).map(({ id }) => id);
  const returns = await beyondRights((free) => returnsToLosses(free, ids));
  return returns.flatMap((plan) => paidBy(plan, freeze.id)).filter(({ lossId }) => ids.includes(lossId));
}

function paidBy({ freezeId, accountKey: from, payments }: VictimReturn, asked: string): readonly PaidShare[] {
  const paid = payments.filter(({ receipt }) => receipt?.paid === true);
  return paid.flatMap(({ losses, accountKey: to, amountMinor: whole }) =>
    losses.map(({ lossId, amountMinor }) => {
      return { lossId, amountMinor, isHere: freezeId === asked, payment: { from, to, amountMinor: whole } };
    }),
  );
}

interface PlanToKeep extends Pick<AttributedReturnBody, "freezeId" | "reserve" | "acceptingUnit"> {
  readonly asked: Asked;
  readonly proposal: KeptProposal;
  readonly former?: VictimReturn;
}

/** Keeps the plan with the proposal as the engine gave it. */
async function keepPlan(work: RecordsWork, { asked, proposal, former, ...draft }: PlanToKeep): Promise<KeptReturn> {
  const { number, version } = await findOrder(work.db, draft.freezeId);
  refuseStale(number, asked.freeze.version, version);
  const { method, victims } = proposal.result;
  if (method === "NONE") return decidedOrThrow<KeptReturn>({ refused: [{ code: "nothing-to-return", details: {} }] });
  const attribution = { method, victims: await recordedVictims(work, victims) };
  const kept = await planVictimReturn(work, { ...draft, attribution, ...(former === undefined ? {} : { former }) });
  const { digest } = proposal;
  const row = { return_id: kept.plan.id, case_id: kept.caseId, unit_code: kept.unitCode, digest };
  await work.db
    .insertInto("return_proposals")
    .values({ ...row, proposal: JSON.stringify(proposal) })
    .execute();
  const details = {
    digest,
    method,
    doctrine: proposal.inputs.doctrine,
    remainderMinor: proposal.result.remainderMinor,
  };
  await work.log({ action: "return.propose", subject: `return:${kept.plan.id}`, details });
  return kept;
}

/** Losses recorded on the command line alone have no row that could be paid: what is theirs stays frozen. */
async function recordedVictims(
  { db }: RecordsWork,
  victims: KeptProposal["result"]["victims"],
): Promise<readonly { readonly name: string; readonly losses: readonly string[]; readonly shareMinor: MinorUnits }[]> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const asked = victims.flatMap(({ losses }) => losses).filter((id) => uuid.test(id));
  const rows = asked.length === 0 ? [] : await db.selectFrom("losses").select("id").where("id", "in", asked).execute();
  const known = new Set(rows.map(({ id }) => id));
  return victims.flatMap(({ victim: name, losses, shareMinor }) => {
    const own = losses.filter((id) => known.has(id));
    return own.length === 0 ? [] : [{ name, losses: own, shareMinor }];
  });
}
