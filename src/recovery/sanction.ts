import { addMonths } from "./china-calendar.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import type { Act, OrderBasis, Signature } from "./order.ts";
import type { SanctionField } from "./rule-params.ts";

/** Why somebody is listed (断卡惩戒): convicted, or found by the police to have dealt in so many cards, or to have opened under a false identity. */
export type SanctionGround = "convicted" | "accounts" | "times" | "persons" | "false-identity";

/** On whom a sanction lies: a person or a unit by its number, and the accounts for which they are listed. */
export interface SanctionSubject {
  readonly kind: "person" | "organisation";
  readonly name: string;
  /** Identity number or organisation code. */
  readonly idNumber: string;
  readonly accounts: readonly string[];
}

/** A sanction as it is proposed. */
export interface SanctionProposal {
  readonly id: string;
  readonly caseId: string;
  readonly unitCode: string;
  readonly subject: SanctionSubject;
  readonly ground: SanctionGround;
  /** Of the grounds that count: accounts, times or persons; 0 of the others. */
  readonly count: number;
  /** Below the number of the rule with large effect: the province decides. */
  readonly hasLargeEffect: boolean;
  /** The date of the fact, or of the judgment that took effect: it picks the dated rule. */
  readonly factMs: number;
  readonly basis: OrderBasis;
}

/** A sanction and all that happened to it. How it stands is told from this and the hour, never stored. */
export interface Sanction extends SanctionProposal {
  readonly proposed: Act;
  readonly decision: SanctionDecision | null;
  /** Written notice of basis, period, measures and the right to complain. */
  readonly served: (Act & { readonly how: string }) | null;
  readonly complaint: SanctionComplaint | null;
  readonly lifted: (Act & { readonly words: string }) | null;
}

/** What the second person decided, and what follows from it by the rule of the fact's date. */
export interface SanctionDecision extends Signature {
  readonly approved: boolean;
  readonly words: string;
  /** The term; `null`: it was refused. */
  readonly term: SanctionTerm | null;
}

export interface SanctionTerm {
  readonly fromMs: number;
  /** The first instant without it. */
  readonly toMs: number;
  readonly covers: readonly SanctionField[];
  /** The dated row: its basis in words, and the first day on which it was in force. */
  readonly basis: string;
  readonly ruleFrom: string;
}

export interface SanctionComplaint extends Act {
  readonly words: string;
  readonly answer: (Act & { readonly upheld: boolean; readonly words: string }) | null;
}

export type SanctionStanding = "proposed" | "refused" | "in-force" | "contested" | "lifted" | "ended";

/** How a sanction stands at `nowMs` (rule R46). */
export function sanctionStanding({ decision, complaint, lifted }: Sanction, nowMs: number): SanctionStanding {
  if (decision === null) return "proposed";
  if (decision.term === null) return "refused";
  if (lifted !== null) return "lifted";
  if (nowMs >= decision.term.toMs) return "ended";
  return complaint !== null && complaint.answer === null ? "contested" : "in-force";
}

/**
 * The term of a sanction decided at `atMs` (rule R38): the row of the fact's date says how long and over what; `null` where it
 * knows no such ground. One that is decided while another of the same person runs begins at its end, and all of them together
 * last at most as long as the row says.
 * @param running the terms of the same subject that are in force or follow one another now.
 */
export function sanctionTerm(
  { ground, factMs }: Pick<SanctionProposal, "ground" | "factMs">,
  atMs: number,
  { rules, running }: { readonly rules: readonly LegalRule[]; readonly running: readonly SanctionTerm[] },
): SanctionTerm | null {
  const { params, basis, effectiveFrom } = ruleAt(rules, "sanction", factMs);
  const { convictedYears, administrativeYears, longestYears, covers } = params;
  const years = ground === "convicted" ? convictedYears : administrativeYears;
  if (years === null) return null;
  const beginMs = Math.min(atMs, ...running.map(({ fromMs }) => fromMs));
  const fromMs = Math.max(atMs, ...running.map(({ toMs }) => toMs));
  const fullMs = addMonths(fromMs, years * 12);
  const toMs = longestYears === null ? fullMs : Math.min(fullMs, addMonths(beginMs, longestYears * 12));
  return { fromMs: Math.min(fromMs, toMs), toMs, covers, basis, ruleFrom: effectiveFrom };
}
