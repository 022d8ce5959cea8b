import type { EnteredAnswer } from "../contract/recovery-order-steps.ts";
import { answerOrder } from "../recovery/answer-order.ts";
import { amendOrder, type OrderChanges } from "../recovery/draft-order.ts";
import type { OrderAnswer, Review } from "../recovery/order.ts";
import { reviewOrder } from "../recovery/review-order.ts";
import { noteTaskNumber, sendOrder, signOrder, withdrawOrder } from "../recovery/sign-order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { actOf, alone, changeKeptOrder, type SeenOrder } from "./change-kept-order.ts";
import { findOrder, type KeptOrder } from "./kept-order.ts";
import { signingLevel } from "./signing-level.ts";

/** Changes a draft that nobody has signed. */
export function amendRecoveryOrder(work: RecordsWork, seen: SeenOrder, changes: OrderChanges): Promise<KeptOrder> {
  return changeKeptOrder(work, seen, {
    action: "change",
    name: "amend",
    details: { changes: JSON.stringify(changes) },
    decide: (order, { rules }) => alone(amendOrder(order, changes, rules)),
  });
}

/** Puts the person's name to it: the first signature is an officer's, the second an approver's (rules R6, R7). */
export async function signRecoveryOrder(work: RecordsWork, seen: SeenOrder): Promise<KeptOrder> {
  const { order } = await findOrder(work.db, seen.id);
  const action = order.signatures.length > 0 ? "approve" : "sign";
  const signature = { ...actOf(work), level: signingLevel(work.actor) };
  return changeKeptOrder(work, seen, {
    action,
    name: action,
    details: { level: signature.level },
    decide: (current, facts) => alone(signOrder(current, signature, facts)),
  });
}

/** The second person's look at what went out on one signature (rule R12). */
export function reviewRecoveryOrder(
  work: RecordsWork,
  seen: SeenOrder,
  review: Pick<Review, "verdict" | "words">,
): Promise<KeptOrder> {
  return changeKeptOrder(work, seen, {
    action: "approve",
    name: "review",
    details: { ...review },
    decide: (order, { rules }) => alone(reviewOrder(order, { ...review, ...actOf(work) }, rules)),
  });
}

/** Notes that the order went out; its task number may follow. */
export function sendRecoveryOrder(work: RecordsWork, seen: SeenOrder, taskNumber: string): Promise<KeptOrder> {
  return changeKeptOrder(work, seen, {
    action: "send",
    name: "send",
    details: { taskNumber },
    decide: (order, facts) => alone(sendOrder(order, { ...actOf(work), taskNumber }, facts)),
  });
}

/** Notes the number that the bank or the platform gave it. */
export function numberRecoveryOrder(work: RecordsWork, seen: SeenOrder, taskNumber: string): Promise<KeptOrder> {
  return changeKeptOrder(work, seen, {
    action: "change",
    name: "number",
    details: { taskNumber },
    decide: (order) => alone(noteTaskNumber(order, taskNumber)),
  });
}

/** Takes back what has not been sent. */
export function withdrawRecoveryOrder(work: RecordsWork, seen: SeenOrder, words: string): Promise<KeptOrder> {
  return changeKeptOrder(work, seen, {
    action: "change",
    name: "withdraw",
    details: { words },
    decide: (order, { rules }) => alone(withdrawOrder(order, { ...actOf(work), words }, rules)),
  });
}

/** Takes the bank's answer; the measure that a renewal or release is about changes with it (rule R13). */
export function answerRecoveryOrder(work: RecordsWork, seen: SeenOrder, entered: EnteredAnswer): Promise<KeptOrder> {
  const answer: OrderAnswer = { ...entered, recorded: actOf(work) };
  return changeKeptOrder(work, seen, {
    action: "answer",
    name: "answer",
    details: { answer: JSON.stringify(entered) },
    decide: (order, { rules, accountOrders }) => {
      const target = accountOrders.find(({ id }) => id === order.targetId) ?? null;
      return answerOrder(order, answer, { rules, target });
    },
  });
}
