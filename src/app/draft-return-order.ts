import { randomUUID } from "node:crypto";
import { toMinorUnits } from "../money/minor-units.ts";
import { draftOrder } from "../recovery/draft-order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { addDecidedOrder } from "./draft-recovery-order.ts";
import { findOrder, type KeptOrder } from "./kept-order.ts";
import type { KeptReturn } from "./kept-return.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

/**
 * Drafts the order by which a bank carries out a decided return: its whole amount, out of the frozen account, with the
 * freeze's receipt (rule R45). It is drafted in the name of who presented the return, so that who decided may approve it.
 */
export async function draftReturnOrder(work: RecordsWork, { plan }: Pick<KeptReturn, "plan">): Promise<KeptOrder> {
  const { order: freeze, reportId } = await work.beyondRights((free) => findOrder(free, plan.freezeId));
  const { caseId, unitCode, account, tracedMinor, basis, term } = freeze;
  const amountMinor = toMinorUnits(plan.shares.reduce((sum, share) => sum + share.amountMinor, 0));
  const sources = [`return:${plan.id}`, ...basis.sources];
  const what = { caseId, unitCode, account, tracedMinor, basis: { ...basis, sources }, term, amountMinor };
  const request = { ...what, id: randomUUID(), kind: "return", hold: null, targetId: plan.id } as const;
  const { rules } = await installedRules(work.db);
  const by = plan.signatures[0]?.by ?? work.actor.userId;
  const order = decidedOrThrow(draftOrder(request, { by, atMs: work.nowMs }, rules));
  return addDecidedOrder(work, order, reportId);
}
