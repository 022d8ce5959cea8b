import type { Action } from "../access/resource.ts";
import type { CanonicalValue } from "../audit/canonical-bytes.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { Answered } from "../recovery/answer-order.ts";
import type { OrderFacts } from "../recovery/order-obstacles.ts";
import type { Act, Order } from "../recovery/order.ts";
import type { Decision } from "../recovery/refusal.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { refuseStale } from "./casework-step.ts";
import { columnsOf, factsOf, findOrder, type KeptOrder, lockAccount, orderResource, purposeOf } from "./kept-order.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { settleRecovery } from "./settle-recovery.ts";

/** Which order is changed, from the version that was seen. */
export interface SeenOrder {
  readonly id: string;
  readonly version: number;
}

/** One change of an order: the right that it takes, its name in the log, and the pure step that decides it. */
export interface OrderStep {
  readonly action: Action;
  readonly name: string;
  readonly details: Readonly<Record<string, CanonicalValue>>;
  readonly decide: (order: Order, facts: OrderFacts) => Decision<Answered>;
}

/**
 * Carries one step out: rights, the version that was seen, the decision, the rows, the log. Steps on one account wait for
 * one another.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_REFUSED
 */
export async function changeKeptOrder(work: RecordsWork, seen: SeenOrder, step: OrderStep): Promise<KeptOrder> {
  const { db, nowMs, log } = work;
  const found = await findOrder(db, seen.id);
  work.require(step.action, await orderResource(work, found.order));
  await lockAccount(db, found.order.account.key);
  const before = await findOrder(db, seen.id);
  refuseStale(before.number, seen.version, before.version);
  const facts = await factsOf(work, before.order);
  const { order, target } = decidedOrThrow(step.decide(before.order, facts));
  if (order.account.key !== before.order.account.key) await lockAccount(db, order.account.key);
  const changed = await db
    .updateTable("orders")
    .set({ ...columnsOf(order, factsAfter(facts, order), nowMs), version: seen.version + 1 })
    .where("id", "=", seen.id)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) throw new SluiceError("ACCESS_DENIED", { what: `order.${step.action}` });
  if (target !== null) await keepTarget(work, target, factsAfter(facts, target));
  if (order.measure !== null || target !== null)
    await work.beyondRights((free) =>
      settleRecovery(free, { atMs: nowMs, cause: seen.id, accounts: [order.account.key], losses: [] }),
    );
  const purpose = await purposeOf(work, order, before.number);
  await log({ action: `order.${step.name}`, subject: `order:${seen.id}`, purpose, details: step.details });
  return { ...before, order, version: seen.version + 1 };
}

/** A step that touches no other order. */
export function alone(decision: Decision<Order>): Decision<Answered> {
  return "refused" in decision ? decision : { decided: { order: decision.decided, target: null } };
}

/** The person, now. */
export function actOf({ actor, nowMs }: RecordsWork): Act {
  return { by: actor.userId, atMs: nowMs };
}

function factsAfter(facts: OrderFacts, changed: Order): OrderFacts {
  const others = facts.accountOrders.filter(({ id }) => id !== changed.id);
  return { ...facts, accountOrders: [...others, changed] };
}

/** The measure changes by what its bank answered, whether or not the person could change it by hand. */
async function keepTarget({ beyondRights, nowMs }: RecordsWork, target: Order, facts: OrderFacts): Promise<void> {
  await beyondRights((free) =>
    free
      .updateTable("orders")
      .set((row) => ({ ...columnsOf(target, facts, nowMs), version: row("version", "+", 1) }))
      .where("id", "=", target.id)
      .execute(),
  );
}
