import { SluiceError } from "../errors/sluice-error.ts";
import { defaultRules } from "./default-rules.ts";
import type { LegalRule } from "./legal-rule.ts";

/** No clock of law runs longer; a slip of the keyboard does. */
const largest = 10_000;

/**
 * Refuses a table of rules that could not be computed with (rule R1): a day that is none, a row that ends before it
 * begins, two rows of one code on one day, a figure that is no positive whole number.
 * @throws SluiceError RECOVERY_BAD_RULE, RECOVERY_RULES_OVERLAP.
 */
export function checkRules(rules: readonly LegalRule[]): void {
  rules.forEach((rule, index) => {
    checkDays(rule);
    checkFigures(rule);
    const rows = rules.slice(0, index + 1).filter((other) => other.code === rule.code && meet(other, rule)).length;
    if (rows > 1) throw new SluiceError("RECOVERY_RULES_OVERLAP", { code: rule.code, date: rule.effectiveFrom, rows });
  });
}

function checkDays(rule: LegalRule): void {
  const { effectiveFrom, effectiveTo } = rule;
  for (const [field, day] of Object.entries({ effectiveFrom, effectiveTo: effectiveTo ?? effectiveFrom })) {
    if (!/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day)) refuse(rule, field, [day, "YYYY-MM-DD"]);
  }
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    refuse(rule, "effectiveTo", [effectiveTo, `≥ ${effectiveFrom}`]);
  }
}

/** Every field that the default rows of this code have, each of the kind that it has there. */
function checkFigures(rule: LegalRule): void {
  const given = new Map<string, unknown>(Object.entries(rule.params));
  const models = defaultRules.filter(({ code }) => code === rule.code).map(({ params }) => Object.entries(params));
  for (const [field, model] of models.flat()) {
    const value = given.get(field);
    if (value === null && models.flat().some(([name, other]) => name === field && other === null)) continue;
    if (typeof model === "number" && !isFigure(value)) refuse(rule, field, [value, `1–${largest}`]);
    if (typeof model === "string" && typeof value !== "string") refuse(rule, field, [value, model]);
    if (Array.isArray(model) && !isListLike(model, value)) refuse(rule, field, [value, JSON.stringify(model)]);
  }
}

function isListLike(model: readonly unknown[], value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  if (typeof model[0] === "string") return value.every((one) => typeof one === "string");
  return value.every((one, at) => isFigure(one) && (at === 0 || one < value[at - 1]));
}

function isFigure(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= largest;
}

function meet(a: LegalRule, b: LegalRule): boolean {
  return a.effectiveFrom <= (b.effectiveTo ?? "9999") && b.effectiveFrom <= (a.effectiveTo ?? "9999");
}

function refuse({ code }: LegalRule, field: string, [seen, wanted]: readonly [unknown, string]): never {
  throw new SluiceError("RECOVERY_BAD_RULE", { code, field, seen: String(seen), wanted });
}
