import { afterFullDays, startOfDay } from "./china-calendar.ts";
import { ruleAt } from "./legal-rule.ts";
import { endOfMeasure, isHolding } from "./measure.ts";
import { minuteText } from "./minute-text.ts";
import { type Refusal, refuseIf } from "./refusal.ts";
import { availableMinor, type ReturnFacts, roomOf } from "./return-facts.ts";
import type { CheckKind, PaperKind, ReturnShare, VictimReturn } from "./victim-return.ts";
import { afterWorkingDays } from "./working-days.ts";

const checksWanted: readonly CheckKind[] = ["identity", "case-file", "original-account"];
const papersWanted: readonly PaperKind[] = ["filing", "interview", "account-proof", "identity", "application"];

/** The first instant at which a proportional return may be paid; `null`: its notice is not up yet (rule R22). */
export function payableFromMs({ notice }: VictimReturn, { rules }: Pick<ReturnFacts, "rules">): number | null {
  return notice === null ? null : afterFullDays(notice.atMs, ruleAt(rules, "return-notice", notice.atMs).params.days);
}

/** A return at `atMs` that could not be paid before its freeze ends: the renewal comes first (rule R22). */
export function renewalRefusals(payFromMs: number, facts: ReturnFacts): readonly Refusal[] {
  const { freeze, rules, holidays } = facts;
  if (freeze.measure === null) return [];
  const days = ruleAt(rules, "bank-return", payFromMs).params.workingDays;
  const neededMs = afterWorkingDays(startOfDay(payFromMs), days, holidays).endMs;
  const endsMs = endOfMeasure(freeze.measure);
  return refuseIf(endsMs < neededMs, "renewal-first", { needed: minuteText(neededMs), ends: minuteText(endsMs) });
}

/** All that forbids the decision on a return at `atMs`. */
export function decisionRefusals(plan: VictimReturn, facts: ReturnFacts, atMs: number): readonly Refusal[] {
  return [
    ...freezeRefusals(facts, atMs),
    ...noticeRefusals(plan, facts, atMs),
    ...renewalRefusals(atMs, facts),
    ...paperRefusals(plan),
    ...unexaminedRefusals(facts),
    ...sumRefusals(plan, plan.shares, facts),
    ...plan.shares.flatMap((share) => roomRefusals(share, facts)),
  ];
}

/** All that forbids ordering these shares' payment at `atMs`: everything is looked at again (rule R24). */
export function paymentRefusals(
  plan: VictimReturn,
  shares: readonly ReturnShare[],
  { facts, atMs }: { readonly facts: ReturnFacts; readonly atMs: number },
): readonly Refusal[] {
  return [
    ...freezeRefusals(facts, atMs),
    ...noticeRefusals(plan, facts, atMs),
    ...sumRefusals(plan, shares, facts),
    ...shares.flatMap((share) => [
      ...claimRefusals(share),
      ...objectionRefusals(plan, share.victim),
      ...roomRefusals(share, facts),
    ]),
  ];
}

function freezeRefusals({ freeze }: ReturnFacts, atMs: number): readonly Refusal[] {
  return refuseIf(!isHolding(freeze, atMs), "freeze-not-in-force");
}

function noticeRefusals(plan: VictimReturn, facts: ReturnFacts, atMs: number): readonly Refusal[] {
  if (plan.method !== "PRO_RATA") return [];
  const fromMs = payableFromMs(plan, facts);
  if (fromMs === null) return [{ code: "notice-missing", details: {} }];
  return refuseIf(atMs < fromMs, "notice-running", { from: minuteText(fromMs) });
}

function unexaminedRefusals({ goodFaith, freeze }: ReturnFacts): readonly Refusal[] {
  const open = goodFaith.find(({ accountKey, examined }) => accountKey === freeze.account.key && examined === null);
  return refuseIf(open !== undefined, "good-faith-unexamined", { holder: open?.holder ?? "" });
}

function paperRefusals({ acceptingUnit, freezingUnit, papers }: VictimReturn): readonly Refusal[] {
  if (acceptingUnit === freezingUnit) return [];
  const there = papers.filter(({ toUnit, received }) => toUnit === freezingUnit && received !== null);
  const missing = papersWanted.filter((wanted) => !there.some(({ kind }) => kind === wanted));
  return refuseIf(missing.length > 0, "papers-missing", { missing: missing.join(", ") });
}

function sumRefusals(plan: VictimReturn, shares: readonly ReturnShare[], facts: ReturnFacts): readonly Refusal[] {
  const wanted = shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const available = availableMinor(facts, plan.reserve?.amountMinor ?? 0);
  return refuseIf(wanted > available, "good-faith-open", { available, wanted });
}

function claimRefusals({ victim, claim, checks }: ReturnShare): readonly Refusal[] {
  if (claim === null) return [{ code: "claim-missing", details: { victim } }];
  const missing = checksWanted.filter((wanted) => !checks.some(({ kind }) => kind === wanted));
  return [
    ...refuseIf(!claim.isOriginal && claim.exception === null, "not-own-account", { victim }),
    ...refuseIf(missing.length > 0, "checks-missing", { victim, missing: missing.join(", ") }),
  ];
}

function objectionRefusals({ objections }: VictimReturn, victim: string): readonly Refusal[] {
  const blocks = objections.some(
    ({ victims, answer }) => (victims === null || victims.includes(victim)) && (answer === null || answer.upheld),
  );
  return refuseIf(blocks, "objection-open", { victim });
}

function roomRefusals({ losses }: ReturnShare, { losses: known, returns }: ReturnFacts): readonly Refusal[] {
  return losses.flatMap(({ lossId, amountMinor }) => {
    const loss = known.find((one) => one.lossId === lossId);
    const room = loss === undefined ? 0 : roomOf(loss, returns);
    return refuseIf(amountMinor > room, "above-loss", { loss: lossId, room, wanted: amountMinor });
  });
}
