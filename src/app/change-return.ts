import { randomUUID } from "node:crypto";
import type { Action } from "../access/resource.ts";
import type { CanonicalValue } from "../audit/canonical-bytes.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { carryOver } from "../recovery/carry-over.ts";
import type { ReceiptedReturn } from "../recovery/pay-return.ts";
import { planReturn, type ReturnRequest } from "../recovery/plan-return.ts";
import type { Decision } from "../recovery/refusal.ts";
import type { ReturnFacts } from "../recovery/return-facts.ts";
import type { Reserve, VictimReturn } from "../recovery/victim-return.ts";
import { lockLosses } from "../storage/records/recovery-ledger.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { actOf } from "./change-kept-order.ts";
import { columnsOf, findOrder } from "./kept-order.ts";
import {
  findReturn,
  type KeptReturn,
  lockReturnFacts,
  lossesOfReturn,
  resourceOfCase,
  returnColumns,
} from "./kept-return.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { settleRecovery } from "./settle-recovery.ts";

/** A return as an officer asks for it: out of which freeze, by the engine's proposal for it. */
export interface ReturnDraft extends Pick<ReturnRequest, "attribution" | "acceptingUnit"> {
  readonly freezeId: string;
  /** Kept back for victims not known yet. */
  readonly reserve: Pick<Reserve, "amountMinor" | "words"> | null;
  /** The return whose place it takes: what was recorded of victims stays. */
  readonly former?: VictimReturn;
}

/** Plans a return (rules R21, R23). @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECOVERY_REFUSED */
export async function planVictimReturn(work: RecordsWork, draft: ReturnDraft): Promise<KeptReturn> {
  const { db, nowMs, log } = work;
  const { freezeId, attribution, acceptingUnit } = draft;
  const { order: freeze } = await findOrder(db, freezeId);
  const place = { caseId: freeze.caseId, unitCode: freeze.unitCode };
  work.require("create", await resourceOfCase(work, "return", place));
  const lossIds = [...new Set(attribution.victims.flatMap(({ losses }) => losses))];
  const facts = await lockReturnFacts(work, freezeId, lossIds);
  const planned = actOf(work);
  const reserve = draft.reserve === null ? null : { ...draft.reserve, ...planned };
  const request = { id: randomUUID(), attribution, reserve, acceptingUnit, freezingUnit: freeze.unitCode };
  const fresh = decidedOrThrow(planReturn(request, planned, facts));
  const plan = draft.former === undefined ? fresh : carryOver(fresh, draft.former);
  const { id, accountKey: account_key } = plan;
  const held = { freeze_id: freezeId, account_key, case_id: place.caseId, unit_code: place.unitCode };
  await db
    .insertInto("returns")
    .values({ id, ...held, planned_at_ms: nowMs, ...returnColumns(plan, facts) })
    .execute();
  const details = { freeze: freezeId, method: plan.method, victims: plan.shares.length, frozenMinor: plan.frozenMinor };
  await log({ action: "return.plan", subject: `return:${id}`, details });
  return { plan, ...place, version: 1 };
}

/** Which return is changed, from the version that was seen. */
export interface SeenReturn {
  readonly id: string;
  readonly version: number;
}

/** One change of a return: the right that it takes, its name in the log, and the pure step that decides it. */
export interface ReturnStep {
  readonly action: Action;
  readonly name: string;
  readonly details: Readonly<Record<string, CanonicalValue>>;
  readonly decide: (plan: VictimReturn, facts: ReturnFacts) => Decision<VictimReturn | ReceiptedReturn>;
}

/**
 * Carries one step out: rights, the version that was seen, the decision, the rows, the ledger, the log.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_REFUSED
 */
export async function changeReturn(work: RecordsWork, seen: SeenReturn, step: ReturnStep): Promise<KeptReturn> {
  const { db, log } = work;
  const { id, version } = seen;
  const found = await findReturn(db, id);
  work.require(step.action, await resourceOfCase(work, "return", found));
  const facts = await lockReturnFacts(work, found.plan.freezeId, lossesOfReturn(found.plan));
  const before = await findReturn(db, id);
  if (before.version !== version)
    throw new SluiceError("RECORDS_CHANGED_MEANWHILE", { what: id, seen: version, current: before.version });
  const decided = decidedOrThrow(step.decide(before.plan, facts));
  const plan = "plan" in decided ? decided.plan : decided;
  const changed = await db
    .updateTable("returns")
    .set({ ...returnColumns(plan, facts), version: version + 1 })
    .where("id", "=", id)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) throw new SluiceError("ACCESS_DENIED", { what: `return.${step.action}` });
  if ("plan" in decided) await postPayouts(work, decided, facts);
  await log({ action: `return.${step.name}`, subject: `return:${id}`, details: step.details });
  return { ...before, plan, version: version + 1 };
}

/** What a bank paid out leaves the freeze and comes to the losses, in the order's row and in the ledger at once. */
async function postPayouts(
  { beyondRights, nowMs }: RecordsWork,
  { plan, freeze, payouts }: ReceiptedReturn,
  facts: ReturnFacts,
): Promise<void> {
  if (payouts.length === 0) return;
  await beyondRights(async (free) => {
    const setting = { rules: facts.rules, filedMs: null, accountOrders: [freeze] };
    await free
      .updateTable("orders")
      .set((row) => ({ ...columnsOf(freeze, setting, nowMs), version: row("version", "+", 1) }))
      .where("id", "=", freeze.id)
      .execute();
    const known = await lockLosses(free, [...new Set(payouts.map(({ lossId }) => lossId))]);
    const losses = known.map((loss) => {
      const own = payouts.filter(({ lossId }) => lossId === loss.lossId);
      return { ...loss, payouts: [...loss.payouts, ...own] };
    });
    await settleRecovery(free, { atMs: nowMs, cause: plan.id, accounts: [freeze.account.key], losses });
  });
}
