import { dayMs } from "./china-calendar.ts";
import { type ApprovalWanted, secondPersonRefusals } from "./approval.ts";
import { type Clock, type ClockFacts, clockAt } from "./clock.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import type { Act, Signature } from "./order.ts";
import { scoreRefusals } from "./order-obstacles.ts";
import { type Decision, type Refusal, refuseIf, unless } from "./refusal.ts";
import { type Sanction, type SanctionProposal, sanctionStanding, sanctionTerm, type SanctionTerm } from "./sanction.ts";

/** Proposes a sanction (rule R37). */
export function proposeSanction(
  proposal: SanctionProposal,
  proposed: Act,
  rules: readonly LegalRule[],
): Decision<Sanction> {
  const untouched = { decision: null, served: null, complaint: null, lifted: null };
  return unless(groundRefusals(proposal, proposed.atMs, rules), () => ({ ...proposal, proposed, ...untouched }));
}

/** What the second person decides: approved, its term begins; refused, nothing comes of it (rules R37, R38). */
export function decideSanction(
  sanction: Sanction,
  given: Signature & { readonly approved: boolean; readonly words: string },
  { rules, running }: { readonly rules: readonly LegalRule[]; readonly running: readonly SanctionTerm[] },
): Decision<Sanction> {
  const { atMs, approved } = given;
  const standing = sanctionStanding(sanction, atMs);
  const refused = [
    ...refuseIf(standing !== "proposed", "not-now", { standing }),
    ...refuseIf(!approved && given.words.trim() === "", "words-missing"),
    ...secondPersonRefusals(given, [sanction.proposed.by], approved ? sanctionApproval(sanction, rules) : officer),
    ...(approved ? groundRefusals(sanction, atMs, rules) : []),
  ];
  return unless(refused, () => {
    const term = approved ? sanctionTerm(sanction, atMs, { rules, running }) : null;
    return { ...sanction, decision: { ...given, term } };
  });
}

/** Records that the notice was served: in writing, with basis, period, measures and the right to complain. */
export function serveSanction(sanction: Sanction, served: Act & { readonly how: string }): Decision<Sanction> {
  const standing = sanctionStanding(sanction, served.atMs);
  const refused = [
    ...refuseIf(standing !== "in-force" || sanction.served !== null, "not-now", {
      standing: sanction.served === null ? standing : "served",
    }),
    ...refuseIf(served.how.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({ ...sanction, served }));
}

/** Takes a complaint of the person concerned; its clock begins (rule R39). */
export function contestSanction(sanction: Sanction, complaint: Act & { readonly words: string }): Decision<Sanction> {
  const standing = sanctionStanding(sanction, complaint.atMs);
  const refused = [
    ...refuseIf(standing !== "in-force", "not-now", { standing }),
    ...refuseIf(complaint.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({ ...sanction, complaint: { ...complaint, answer: null } }));
}

/** Answers a complaint, by somebody who had no hand in the sanction; upheld, it is lifted at once (rule R39). */
export function answerComplaint(
  sanction: Sanction,
  answer: Act & { readonly upheld: boolean; readonly words: string },
): Decision<Sanction> {
  const { complaint } = sanction;
  const refused = [
    ...refuseIf(complaint === null || complaint.answer !== null, "not-now", {
      standing: sanctionStanding(sanction, answer.atMs),
    }),
    ...refuseIf(handsOf(sanction).includes(answer.by), "same-person", { by: answer.by }),
    ...refuseIf(answer.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => {
    const { by, atMs, words } = answer;
    const lifted = answer.upheld ? { by, atMs, words } : sanction.lifted;
    return { ...sanction, lifted, complaint: complaint === null ? null : { ...complaint, answer } };
  });
}

/** Lifts a sanction before its end, by somebody who did not propose it, with the reason. */
export function liftSanction(sanction: Sanction, lifted: Act & { readonly words: string }): Decision<Sanction> {
  const standing = sanctionStanding(sanction, lifted.atMs);
  const refused = [
    ...refuseIf(standing !== "in-force", "not-now", { standing }),
    ...refuseIf(lifted.by === sanction.proposed.by, "same-person", { by: lifted.by }),
    ...refuseIf(lifted.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({ ...sanction, lifted }));
}

/** At which level a sanction is approved: below the number of its rule, by the province (rule R37). */
export function sanctionApproval(proposal: SanctionProposal, rules: readonly LegalRule[]): ApprovalWanted {
  const levels = ruleAt(rules, "approval-levels", proposal.factMs).params;
  return { level: isBelowNumber(proposal, rules) ? levels.higherSanction : levels.sanction, reasons: [] };
}

/** The deadlines of a sanction: to serve its notice, to answer a complaint, and its own end, the next first. */
export function sanctionClocks(sanction: Sanction, rules: readonly LegalRule[], nowMs: number): readonly Clock[] {
  const standing = sanctionStanding(sanction, nowMs);
  const { decision, served, complaint, id } = sanction;
  const term = decision?.term ?? null;
  if (term === null || decision === null || (standing !== "in-force" && standing !== "contested")) return [];
  const { serveWithinDays, answerWithinDays } = ruleAt(rules, "sanction-complaint", decision.atMs).params;
  const facts: readonly Omit<ClockFacts, "warnings" | "subjectId">[] = [
    ...(served === null
      ? [{ code: "sanction-notice", sinceMs: decision.atMs, dueMs: decision.atMs + serveWithinDays * dayMs } as const]
      : []),
    ...(complaint !== null && complaint.answer === null
      ? [
          {
            code: "sanction-complaint",
            sinceMs: complaint.atMs,
            dueMs: complaint.atMs + answerWithinDays * dayMs,
          } as const,
        ]
      : []),
    { code: "sanction-ends", sinceMs: decision.atMs, dueMs: term.toMs },
  ];
  return facts
    .map((one) => clockAt({ ...one, subjectId: id, warnings: [] }, rules, nowMs))
    .sort((a, b) => a.dueMs - b.dueMs);
}

const officer: ApprovalWanted = { level: "officer", reasons: [] };

function handsOf({ proposed, decision }: Sanction): readonly string[] {
  return [proposed.by, ...(decision === null ? [] : [decision.by])];
}

/** What stands against the ground of a sanction: no source, a fact to come, a rule that does not know it, too few without large effect. */
function groundRefusals(proposal: SanctionProposal, atMs: number, rules: readonly LegalRule[]): readonly Refusal[] {
  const { basis, factMs, ground, count, hasLargeEffect } = proposal;
  const isKnown = sanctionTerm(proposal, atMs, { rules, running: [] }) !== null;
  return [
    ...scoreRefusals(basis),
    ...refuseIf(
      basis.sources.every((source) => source.trim() === ""),
      "sources-missing",
    ),
    ...refuseIf(factMs > atMs, "fact-to-come"),
    ...refuseIf(!isKnown, "ground-not-in-rule", { ground }),
    ...refuseIf(isBelowNumber(proposal, rules) && !hasLargeEffect, "below-number", {
      count,
      wanted: numberOf(proposal, rules) ?? 0,
    }),
  ];
}

function isBelowNumber(proposal: SanctionProposal, rules: readonly LegalRule[]): boolean {
  const number = numberOf(proposal, rules);
  return number !== null && proposal.count < number;
}

/** From how many on the police of a city list somebody by this ground; `null`: the ground or the row counts nothing. */
function numberOf({ ground, factMs }: SanctionProposal, rules: readonly LegalRule[]): number | null {
  switch (ground) {
    case "convicted":
    case "false-identity":
      return null;
    case "accounts":
    case "times":
    case "persons":
      return ruleAt(rules, "sanction", factMs).params.listedFrom;
  }
}
