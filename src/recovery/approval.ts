import { type ApprovalLevel, reachesLevel } from "./approval-level.ts";
import { type LegalRule, ruleAt } from "./legal-rule.ts";
import type { Order, Signature } from "./order.ts";
import { type Refusal, refuseIf } from "./refusal.ts";

export type HigherReason = "above-traced" | "whole-account" | "corporate-account" | "outside-province" | "longer-term";

/** At which level the second person has to sign, and why higher than usual. */
export interface ApprovalWanted {
  readonly level: ApprovalLevel;
  readonly reasons: readonly HigherReason[];
}

/**
 * The approval that an order's second signature needs (rule R7).
 * @param home the province of the unit, first two digits of its division.
 */
export function approvalWanted(
  order: Order,
  { rules, homeProvince }: { readonly rules: readonly LegalRule[]; readonly homeProvince: string },
): ApprovalWanted {
  const levels = ruleAt(rules, "approval-levels", order.drafted.atMs).params;
  switch (order.kind) {
    case "query":
    case "stop-payment":
    case "protective-hold":
    case "release":
      return { level: "officer", reasons: [] };
    case "return":
      return { level: levels.return, reasons: [] };
    case "freeze":
    case "renewal": {
      const reasons = higherReasons(order, homeProvince);
      return { level: reasons.length > 0 ? levels.higherFreeze : levels.freeze, reasons };
    }
  }
}

function higherReasons(
  { kind, account, amountMinor, tracedMinor, term }: Order,
  homeProvince: string,
): readonly HigherReason[] {
  const held: readonly (readonly [HigherReason, boolean])[] = [
    ["above-traced", kind === "freeze" && amountMinor !== null && amountMinor > tracedMinor],
    ["whole-account", kind === "freeze" && amountMinor === null],
    ["corporate-account", account.isCorporate],
    ["outside-province", account.province !== homeProvince],
    ["longer-term", term === "major"],
  ];
  return held.filter(([, holds]) => holds).map(([reason]) => reason);
}

/**
 * What stands against a second signature: of somebody who had a hand in it already, or below the level wanted. Also
 * for what is no order: merging people, and sanctions.
 */
export function secondPersonRefusals(
  signature: Signature,
  before: readonly string[],
  wanted: ApprovalWanted,
): readonly Refusal[] {
  return [
    ...refuseIf(before.includes(signature.by), "same-person", { by: signature.by }),
    ...refuseIf(!reachesLevel(signature.level, wanted.level), "level-too-low", {
      wanted: wanted.level,
      reasons: wanted.reasons.join(", ") || "–",
      seen: signature.level,
    }),
  ];
}
