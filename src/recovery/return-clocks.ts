import { type Clock, type ClockFacts, clockAt, sortClocks } from "./clock.ts";
import { ruleAt } from "./legal-rule.ts";
import type { ReturnFacts } from "./return-facts.ts";
import { payableFromMs } from "./return-obstacles.ts";
import { returnStanding, type VictimReturn } from "./victim-return.ts";
import { afterWorkingDays } from "./working-days.ts";

/** The open deadlines of a return: the end of its notice, and the bank's days of each payment (rules R15, R22). */
export function returnClocks(
  plan: VictimReturn,
  setting: Pick<ReturnFacts, "rules" | "holidays">,
  nowMs: number,
): readonly Clock[] {
  const standing = returnStanding(plan);
  if (standing === "withdrawn" || standing === "paid") return [];
  const facts = [...noticeClock(plan, setting), ...bankClocks(plan, setting)];
  return sortClocks(facts.map((one) => clockAt(one, setting.rules, nowMs)));
}

function noticeClock(plan: VictimReturn, setting: Pick<ReturnFacts, "rules">): ClockFacts[] {
  const dueMs = payableFromMs(plan, setting);
  if (dueMs === null || plan.notice === null || plan.decision !== null) return [];
  return [{ code: "notice-ends", subjectId: plan.id, sinceMs: plan.notice.atMs, dueMs, warnings: [] }];
}

function bankClocks(
  { payments }: VictimReturn,
  { rules, holidays }: Pick<ReturnFacts, "rules" | "holidays">,
): ClockFacts[] {
  return payments
    .filter(({ receipt }) => receipt === null)
    .map(({ id, ordered }) => {
      const days = ruleAt(rules, "bank-return", ordered.atMs).params.workingDays;
      const { endMs, certain } = afterWorkingDays(ordered.atMs, days, holidays);
      const warnings = certain ? [] : (["holidays-not-known"] as const);
      return { code: "bank-return", subjectId: id, sinceMs: ordered.atMs, dueMs: endMs, warnings };
    });
}
