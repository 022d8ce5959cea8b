import { dayMs } from "./china-calendar.ts";
import { type Clock, clockAt } from "./clock.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import type { Act } from "./order.ts";

export type ContactChannel = "phone" | "message" | "visit" | "letter";

/** Something that was said or sent to a victim. */
export interface VictimContact extends Act {
  readonly victim: string;
  readonly channel: ContactChannel;
  readonly words: string;
}

/** Until when a victim whose money was frozen has to be told (rule R25); `null`: they were. */
export function contactClock(
  {
    victim,
    frozenMs,
    contacts,
  }: {
    readonly victim: string;
    readonly frozenMs: number;
    readonly contacts: readonly Pick<VictimContact, "victim" | "atMs">[];
  },
  rules: readonly LegalRule[],
  nowMs: number,
): Clock | null {
  if (contacts.some((one) => one.victim === victim && one.atMs >= frozenMs)) return null;
  const dueMs = frozenMs + ruleAt(rules, "victim-contact", frozenMs).params.days * dayMs;
  return clockAt({ code: "victim-contact", subjectId: victim, sinceMs: frozenMs, dueMs, warnings: [] }, rules, nowMs);
}
