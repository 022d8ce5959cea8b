import { SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { RuleCode, RuleParams } from "./rule-params.ts";

/** How far a rule's content was seen in a public source. Nothing marked otherwise than `confirmed` is an oracle of law. */
export type RuleMark = "confirmed" | "confirmed-in-part" | "to-confirm" | "our-default";

/** One row of law as data. Days are China's, `YYYY-MM-DD`. */
export interface RuleRow<Code extends RuleCode> {
  readonly code: Code;
  /** First day in force. */
  readonly effectiveFrom: string;
  /** Last day in force; `null`: still in force. */
  readonly effectiveTo: string | null;
  readonly basis: string;
  readonly mark: RuleMark;
  readonly params: RuleParams[Code];
}

export type LegalRule = { readonly [Code in RuleCode]: RuleRow<Code> }[RuleCode];

/**
 * The row of `code` that was in force at `factMs`, the moment of the fact, not of today (rule R1).
 * @throws SluiceError RECOVERY_NO_RULE, RECOVERY_RULES_OVERLAP.
 */
export function ruleAt<Code extends RuleCode>(
  rules: readonly LegalRule[],
  code: Code,
  factMs: number,
): Extract<LegalRule, { readonly code: Code }> {
  const date = formatChinaTime(factMs, "day");
  const found = rules.filter(
    (rule): rule is Extract<LegalRule, { readonly code: Code }> => rule.code === code && isInForce(rule, date),
  );
  const [rule] = found;
  if (rule === undefined) throw new SluiceError("RECOVERY_NO_RULE", { code, date });
  if (found.length > 1) throw new SluiceError("RECOVERY_RULES_OVERLAP", { code, date, rows: found.length });
  return rule;
}

/** The rules of an installation: the codes that it keeps rows of by itself, and the defaults of the others (rule R2). */
export function rulesInUse(kept: readonly LegalRule[], defaults: readonly LegalRule[]): readonly LegalRule[] {
  return [...kept, ...defaults.filter(({ code }) => !kept.some((own) => own.code === code))];
}

function isInForce({ effectiveFrom, effectiveTo }: LegalRule, date: string): boolean {
  return effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo);
}
