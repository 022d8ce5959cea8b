import { dayMs } from "./china-calendar.ts";
import { type ClockFacts, clockAt, type Clock } from "./clock.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import { endOfMeasure } from "./measure.ts";
import type { Act, Order } from "./order.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import { demandRelease } from "./review-order.ts";

/** A holder's complaint against a measure (申诉). */
export interface Grievance {
  readonly id: string;
  readonly orderId: string;
  /** Who complains. */
  readonly holder: string;
  readonly words: string;
  readonly received: Act;
  readonly answer: GrievanceAnswer | null;
}

export interface GrievanceAnswer extends Act {
  readonly upheld: boolean;
  /** What the holder is told. */
  readonly words: string;
  /** What stays held although it is upheld: the disputed amount. */
  readonly keepMinor: Order["tracedMinor"];
}

/** A grievance with its answer, the measure as it stands then, and whose label scores have to unlearn. */
export interface AnsweredGrievance {
  readonly grievance: Grievance;
  readonly order: Order;
  /** The account that scores are to learn from as innocent; `null`: the grievance was not upheld. */
  readonly innocentAccount: string | null;
}

/**
 * Answers a grievance (rule R36): by somebody who had no hand in the order. Upheld, the measure's release is due within
 * the legal time and the account's label flips; a part may stay held.
 */
export function answerGrievance(
  grievance: Grievance,
  answer: GrievanceAnswer,
  { order, rules }: { readonly order: Order; readonly rules: readonly LegalRule[] },
): Decision<AnsweredGrievance> {
  const hands = [order.drafted.by, ...order.signatures.map(({ by }) => by)];
  const refused = [
    ...refuseIf(grievance.answer !== null, "not-now", { standing: "answered" }),
    ...refuseIf(grievance.orderId !== order.id, "target-missing", { target: grievance.orderId }),
    ...refuseIf(hands.includes(answer.by), "same-person", { by: answer.by }),
    ...refuseIf(answer.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({
    grievance: { ...grievance, answer },
    order: answer.upheld ? releasing(order, answer, rules) : order,
    innocentAccount: answer.upheld ? order.account.key : null,
  }));
}

/** The time in which a grievance has to be answered; `null`: it is. */
export function grievanceClock(grievance: Grievance, rules: readonly LegalRule[], nowMs: number): Clock | null {
  if (grievance.answer !== null) return null;
  const sinceMs = grievance.received.atMs;
  const dueMs = sinceMs + ruleAt(rules, "grievance", sinceMs).params.days * dayMs;
  const facts: ClockFacts = { code: "grievance", subjectId: grievance.id, sinceMs, dueMs, warnings: [] };
  return clockAt(facts, rules, nowMs);
}

/** What ended meanwhile needs no release, but counts as wrongly held. */
function releasing(order: Order, { by, atMs, keepMinor }: GrievanceAnswer, rules: readonly LegalRule[]): Order {
  const demand = { by, atMs, reason: "grievance-upheld", keepMinor } as const;
  const demanded = demandRelease(order, demand, rules);
  if ("decided" in demanded) return demanded.decided;
  const doneMs = order.measure === null ? atMs : endOfMeasure(order.measure);
  return { ...order, releaseDue: { ...demand, dueMs: atMs, doneMs } };
}
