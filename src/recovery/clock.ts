import { hourMs } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";

export type ClockCode =
  | "review"
  | "bank-answer"
  | "stop-payment-ends"
  | "hold-ends"
  | "freeze-ends"
  | "queue-ends"
  | "release"
  | "notice-ends"
  | "bank-return"
  | "grievance"
  | "victim-contact"
  | "lookup-review"
  | "sanction-notice"
  | "sanction-complaint"
  | "sanction-ends";

/** What somebody who looks at a clock has to know besides. */
export type ClockWarning = "case-not-filed" | "no-stop-left" | "holidays-not-known";

/** A deadline with its warnings. `subjectId`: the order, return, grievance or victim that it is of. */
export interface Clock {
  readonly code: ClockCode;
  readonly subjectId: string;
  readonly sinceMs: number;
  readonly dueMs: number;
  /** Earliest first; those that would ring before the clock began are left out. */
  readonly alarms: readonly { readonly atMs: number; readonly rung: boolean }[];
  readonly overdue: boolean;
  readonly warnings: readonly ClockWarning[];
}

/** A clock without what follows from the rules and the hour. */
export type ClockFacts = Pick<Clock, "code" | "subjectId" | "sinceMs" | "dueMs" | "warnings">;

/** A clock as it stands at `nowMs`. One of up to three days warns by hours, a longer one by days (rule R15). */
export function clockAt(facts: ClockFacts, rules: readonly LegalRule[], nowMs: number): Clock {
  const { hoursBefore, daysBefore } = ruleAt(rules, "alarms", facts.sinceMs).params;
  const isShort = facts.dueMs - facts.sinceMs <= 72 * hourMs;
  const before = isShort ? hoursBefore : daysBefore.map((days) => days * 24);
  const alarms = before
    .map((hours) => facts.dueMs - hours * hourMs)
    .filter((atMs) => atMs > facts.sinceMs)
    .map((atMs) => ({ atMs, rung: atMs <= nowMs }));
  return { ...facts, alarms, overdue: nowMs >= facts.dueMs };
}

/** The next deadline first. */
export function sortClocks(clocks: readonly Clock[]): readonly Clock[] {
  return clocks.toSorted((a, b) => a.dueMs - b.dueMs || compare(a.code, b.code) || compare(a.subjectId, b.subjectId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
