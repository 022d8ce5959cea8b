import { dayMs } from "./china-calendar.ts";
import { type Clock, clockAt } from "./clock.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import type { Act } from "./order.ts";
import { type Refusal, refuseIf } from "./refusal.ts";

/** Something that was said or sent to a victim. */
export interface VictimContact extends Act {
  readonly victim: string;
  readonly channel: "phone" | "message" | "visit" | "letter";
  readonly words: string;
}

/** A code that a victim may read to the hotline, to know whether a caller was ours. */
export interface CallerCode {
  readonly victim: string;
  readonly code: string;
  readonly issued: Act;
  readonly expiresMs: number;
}

/** Until when a victim whose money was frozen has to be told (rule R25); `null`: they were. */
export function contactClock(
  {
    victim,
    frozenMs,
    contacts,
  }: { readonly victim: string; readonly frozenMs: number; readonly contacts: readonly VictimContact[] },
  rules: readonly LegalRule[],
  nowMs: number,
): Clock | null {
  if (contacts.some((one) => one.victim === victim && one.atMs >= frozenMs)) return null;
  const dueMs = frozenMs + ruleAt(rules, "victim-contact", frozenMs).params.days * dayMs;
  return clockAt({ code: "victim-contact", subjectId: victim, sinceMs: frozenMs, dueMs, warnings: [] }, rules, nowMs);
}

/** Nothing that we write to a victim holds a link: only fraudsters send them (rule R25). */
export function linkRefusals(words: string): readonly Refusal[] {
  // Full-width letters and dots are read as what they look like.
  const link = /https?:\S*|(?:[a-z0-9-]+\.)+[a-z]{2,}\S*/iu.exec(words.normalize("NFKC").replaceAll("。", "."))?.[0];
  return refuseIf(link !== undefined, "link-in-message", { seen: link ?? "" });
}

/** What the hotline answers a victim who reads a code (rule R25). */
export function verifyCaller(
  codes: readonly CallerCode[],
  { victim, code, atMs }: { readonly victim: string; readonly code: string; readonly atMs: number },
): "ours" | "expired" | "not-ours" {
  const known = codes.find((one) => one.victim === victim && one.code === code && one.issued.atMs <= atMs);
  if (known === undefined) return "not-ours";
  return atMs < known.expiresMs ? "ours" : "expired";
}
