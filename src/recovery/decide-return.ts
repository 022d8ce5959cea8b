import { secondPersonRefusals } from "./approval.ts";
import { ruleAt } from "./legal-rule.ts";
import type { Act, Signature } from "./order.ts";
import { returnRefusals } from "./prepare-return.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import type { ReturnFacts } from "./return-facts.ts";
import { decisionRefusals } from "./return-obstacles.ts";
import type { VictimReturn } from "./victim-return.ts";

/**
 * Signs a return: the officer who presents it, then a second person at the level that the law wants (the city's police),
 * who neither planned nor presented it (rules R6, R7, R24).
 */
export function signReturn(
  plan: VictimReturn,
  signature: Signature,
  { rules }: Pick<ReturnFacts, "rules">,
): Decision<VictimReturn> {
  const level = ruleAt(rules, "approval-levels", signature.atMs).params.return;
  const before = [plan.planned.by, ...plan.signatures.map(({ by }) => by)];
  const refused = [
    ...returnRefusals(plan, ["planned", "on-notice", "awaiting-approval"]),
    ...(plan.signatures.length > 0 ? secondPersonRefusals(signature, before, { level, reasons: [] }) : []),
  ];
  return unless(refused, () => ({ ...plan, signatures: [...plan.signatures, signature] }));
}

/** Decides a return that was approved (返还决定书), when nothing stands against it any more. */
export function decideReturn(
  plan: VictimReturn,
  decision: Act & { readonly number: string },
  facts: ReturnFacts,
): Decision<VictimReturn> {
  const refused = [
    ...returnRefusals(plan, ["approved"]),
    ...refuseIf(decision.number.trim() === "", "words-missing"),
    ...decisionRefusals(plan, facts, decision.atMs),
  ];
  return unless(refused, () => ({ ...plan, decision }));
}

/** Gives a return up; what was paid by it stays paid. Not while a bank is paying. */
export function withdrawReturn(
  plan: VictimReturn,
  withdrawn: Act & { readonly words: string },
): Decision<VictimReturn> {
  const refused = [
    ...returnRefusals(plan, ["planned", "on-notice", "awaiting-approval", "approved", "decided", "part-paid"]),
    ...refuseIf(withdrawn.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({ ...plan, withdrawn }));
}
