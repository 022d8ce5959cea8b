import { randomUUID } from "node:crypto";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { draftOrder, redraftOrder } from "../recovery/draft-order.ts";
import { standingRefusals } from "../recovery/sign-order.ts";
import type { FreezeTerm, Order, OrderRequest, ReleaseReason } from "../recovery/order.ts";
import { unless } from "../recovery/refusal.ts";
import { demandRelease } from "../recovery/review-order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { actOf, alone, changeKeptOrder, type SeenOrder } from "./change-kept-order.ts";
import { refuseStale } from "./casework-step.ts";
import { addDecidedOrder, addOrder } from "./draft-recovery-order.ts";
import { findOrder, type KeptOrder, orderResource } from "./kept-order.ts";
import { installedRules } from "./legal-rules.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";

/** Why and how far a measure is to be let go of. */
export interface ReleaseAsked {
  readonly reason: ReleaseReason;
  /** What stays held: the disputed amount. 0: nothing. */
  readonly keepMinor: MinorUnits;
}

/** Says that a measure has to be let go of, and drafts the order that does it, which is answered (rule R14). */
export async function releaseRecoveryOrder(
  work: RecordsWork,
  seen: SeenOrder,
  asked: ReleaseAsked,
): Promise<KeptOrder> {
  const kept = await changeKeptOrder(work, seen, {
    action: "change",
    name: "release",
    details: { ...asked },
    decide: (order, { rules }) => alone(demandRelease(order, { ...actOf(work), ...asked }, rules)),
  });
  return addOrder(work, await releaseOf(work, kept.order, asked.keepMinor), kept.reportId);
}

/** Drafts the release that an upheld grievance makes due, whoever upheld it (rules R14, R36). */
export async function draftUpheldRelease(
  work: RecordsWork,
  { order, reportId }: Pick<KeptOrder, "order" | "reportId">,
  keepMinor: MinorUnits,
): Promise<KeptOrder> {
  return addDecidedOrder(work, await releaseOf(work, order, keepMinor), reportId);
}

function releaseOf(work: RecordsWork, order: Order, keepMinor: MinorUnits): Promise<Order> {
  const { measure } = order;
  const keeps = keepMinor > 0 && measure !== null && keepMinor < measure.heldMinor;
  const amountMinor = keeps ? toMinorUnits(measure.heldMinor - keepMinor) : null;
  return following(work, order, { kind: "release", amountMinor });
}

/** Drafts the renewal of a freeze; it begins at the old end (rule R8). */
export async function renewRecoveryOrder(work: RecordsWork, seen: SeenOrder, term: FreezeTerm): Promise<KeptOrder> {
  const target = await toFollow(work, seen);
  const renewal = await following(work, target.order, { kind: "renewal", amountMinor: null, term });
  return addOrder(work, renewal, target.reportId);
}

/** Drafts anew what the bank refused, did in part or too late, or never answered (rule R13). */
export async function redraftRecoveryOrder(work: RecordsWork, seen: SeenOrder): Promise<KeptOrder> {
  const failed = await toFollow(work, seen);
  const { order, reportId } = failed;
  const { rules } = await installedRules(work.db);
  const isPartial = order.answer?.outcome === "partial";
  const open = { rules, atMs: work.nowMs };
  const refused = isPartial ? [] : standingRefusals(order, ["sent", "answered"], open);
  const isDone = order.answer?.outcome === "full";
  decidedOrThrow(unless(isDone ? standingRefusals(order, [], open) : refused, () => order));
  return addOrder(work, redraftOrder(order, { id: randomUUID(), ...actOf(work) }), reportId);
}

/** The order that another is to follow, as it was seen, for who may draft one. */
async function toFollow(work: RecordsWork, seen: SeenOrder): Promise<KeptOrder> {
  const found = await findOrder(work.db, seen.id);
  work.require("create", await orderResource(work, found.order));
  refuseStale(found.number, seen.version, found.version);
  return found;
}

/** An order about the measure of another, with its account and receipt. */
async function following(
  work: RecordsWork,
  target: Order,
  change: Pick<OrderRequest, "kind" | "amountMinor"> & Partial<Pick<OrderRequest, "term">>,
): Promise<Order> {
  const { caseId, unitCode, account, tracedMinor, basis, term } = target;
  const of = { caseId, unitCode, account, tracedMinor, basis, term };
  const request = { ...of, ...change, id: randomUUID(), hold: null, targetId: target.id };
  const { rules } = await installedRules(work.db);
  return decidedOrThrow(draftOrder(request, actOf(work), rules));
}
