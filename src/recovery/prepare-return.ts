import type { Act } from "./order.ts";
import { payableFromMs, renewalRefusals } from "./return-obstacles.ts";
import type { ReturnFacts } from "./return-facts.ts";
import { type Decision, type Refusal, refuseIf, unless } from "./refusal.ts";
import {
  type Check,
  type GoodFaithClaim,
  type Objection,
  type Paper,
  type ReturnShare,
  type ReturnStanding,
  returnStanding,
  type VictimClaim,
  type VictimReturn,
} from "./victim-return.ts";

/** Where everything but the payments may still be worked on. */
const open: readonly ReturnStanding[] = ["planned", "on-notice", "awaiting-approval", "approved"];
const unpaid: readonly ReturnStanding[] = [...open, "decided", "with-bank", "part-paid"];

/**
 * Puts up the public notice of a proportional return (rule R22). Where its days and the bank's outlast the freeze, the
 * renewal is demanded first.
 */
export function publishNotice(
  plan: VictimReturn,
  notice: Act & { readonly place: string },
  facts: ReturnFacts,
): Decision<VictimReturn> {
  const noticed = { ...plan, notice };
  const payFromMs = payableFromMs(noticed, facts) ?? notice.atMs;
  const refused = [
    ...returnRefusals(plan, plan.method === "PRO_RATA" && plan.notice === null ? open : []),
    ...refuseIf(notice.place.trim() === "", "words-missing"),
    ...renewalRefusals(payFromMs, facts),
  ];
  return unless(refused, () => noticed);
}

/** Takes a victim's application; a later one replaces it as long as no payment is ordered, and is checked anew. */
export function fileVictimClaim(plan: VictimReturn, victim: string, claim: VictimClaim): Decision<VictimReturn> {
  const exception = claim.exception?.words.trim();
  const refused = [
    ...returnRefusals(plan, unpaid),
    ...shareRefusals(plan, victim),
    ...refuseIf(claim.accountKey.trim() === "", "claim-missing", { victim }),
    ...refuseIf(exception === "", "words-missing"),
  ];
  return unless(refused, () => withShare(plan, victim, (share) => ({ ...share, claim, checks: [] })));
}

/** Notes that something about a victim's application was looked at and found right. */
export function recordCheck(plan: VictimReturn, victim: string, check: Check): Decision<VictimReturn> {
  const share = plan.shares.find((one) => one.victim === victim);
  const refused = [
    ...returnRefusals(plan, unpaid),
    ...shareRefusals(plan, victim),
    ...refuseIf(share !== undefined && share.claim === null, "claim-missing", { victim }),
  ];
  return unless(refused, () => withShare(plan, victim, (one) => ({ ...one, checks: [...one.checks, check] })));
}

/** Takes an objection, at any time until all is paid: it blocks the shares that it concerns until it is rejected. */
export function fileObjection(plan: VictimReturn, objection: Omit<Objection, "answer">): Decision<VictimReturn> {
  const unknown = objection.victims?.find((victim) => !plan.shares.some((share) => share.victim === victim));
  const refused = [
    ...returnRefusals(plan, unpaid),
    ...refuseIf(unknown !== undefined, "victim-unknown", { victim: unknown ?? "" }),
  ];
  return unless(refused, () => ({ ...plan, objections: [...plan.objections, { ...objection, answer: null }] }));
}

/** Answers an objection. Rejected, it blocks no more; upheld, its shares are paid by no order of this plan. */
export function answerObjection(
  plan: VictimReturn,
  id: string,
  answer: NonNullable<Objection["answer"]>,
): Decision<VictimReturn> {
  const isOpen = plan.objections.some((one) => one.id === id && one.answer === null);
  const refused = [
    ...refuseIf(!isOpen, "objection-unknown", { id }),
    ...refuseIf(answer.words.trim() === "", "words-missing"),
  ];
  const objections = plan.objections.map((one) => (one.id === id ? { ...one, answer } : one));
  return unless(refused, () => ({ ...plan, objections }));
}

/** Examines a holder's claim of good faith (rule R23): upheld, its amount is never returned out of this account. */
export function examineGoodFaith(
  claim: GoodFaithClaim,
  examined: NonNullable<GoodFaithClaim["examined"]>,
): Decision<GoodFaithClaim> {
  const refused = [
    ...refuseIf(claim.examined !== null, "objection-unknown", { id: claim.id }),
    ...refuseIf(examined.words.trim() === "", "words-missing"),
  ];
  return unless(refused, () => ({ ...claim, examined }));
}

/** Notes a paper sent from one unit to the other, either way. */
export function sendPaper(plan: VictimReturn, paper: Omit<Paper, "received">): Decision<VictimReturn> {
  const units = [plan.acceptingUnit, plan.freezingUnit];
  const isBetween = units.includes(paper.fromUnit) && units.includes(paper.toUnit) && paper.fromUnit !== paper.toUnit;
  const refused = refuseIf(!isBetween, "papers-missing", { missing: `${paper.fromUnit} → ${paper.toUnit}` });
  return unless(refused, () => ({ ...plan, papers: [...plan.papers, { ...paper, received: null }] }));
}

/** Notes that the other unit has the paper: the oldest of its kind that is under way. */
export function receivePaper(plan: VictimReturn, kind: Paper["kind"], received: Act): Decision<VictimReturn> {
  const index = plan.papers.findIndex((paper) => paper.kind === kind && paper.received === null);
  const refused = refuseIf(index < 0, "objection-unknown", { id: kind });
  const papers = plan.papers.map((paper, at) => (at === index ? { ...paper, received } : paper));
  return unless(refused, () => ({ ...plan, papers }));
}

/** Refuses what the return's standing does not allow. */
export function returnRefusals(plan: VictimReturn, allowed: readonly ReturnStanding[]): readonly Refusal[] {
  const standing = returnStanding(plan);
  return refuseIf(!allowed.includes(standing), "not-now", { standing });
}

/** A refusal where the victim has no share, or one that is paid or being paid. */
export function shareRefusals({ shares, payments }: VictimReturn, victim: string): readonly Refusal[] {
  const isUnderWay = payments.some((one) => one.victim === victim && (one.receipt === null || one.receipt.paid));
  return refuseIf(isUnderWay || !shares.some((share) => share.victim === victim), "victim-unknown", { victim });
}

function withShare(plan: VictimReturn, victim: string, change: (share: ReturnShare) => ReturnShare): VictimReturn {
  return { ...plan, shares: plan.shares.map((share) => (share.victim === victim ? change(share) : share)) };
}
