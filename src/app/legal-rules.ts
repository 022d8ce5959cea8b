import type { Kysely } from "kysely";
import { resourceOfKind } from "../access/resource.ts";
import type { RulesBody, RulesView } from "../contract/legal-rules.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { checkRules } from "../recovery/check-rules.ts";
import { defaultRules } from "../recovery/default-rules.ts";
import { type LegalRule, ruleAt, rulesInUse } from "../recovery/legal-rule.ts";
import type { RuleCode } from "../recovery/rule-params.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";

/** The rules of law as this installation computes with them. */
export interface InstalledRules {
  readonly rules: readonly LegalRule[];
  /** How often the rows of a code were changed here; a code that is missing stands at the program's defaults, version 0. */
  readonly versions: Readonly<Partial<Record<RuleCode, number>>>;
}

/** The records' rows before the program's own (rule R2). */
export async function installedRules(db: Kysely<RecordsTables>): Promise<InstalledRules> {
  const rows = await db.selectFrom("legal_rules").selectAll().orderBy("code").orderBy("effective_from").execute();
  const kept = rows.map(({ code, effective_from: effectiveFrom, effective_to: effectiveTo, basis, mark, params }) => {
    // Checked when they were written.
    return { code, effectiveFrom, effectiveTo, basis, mark, params } as LegalRule;
  });
  const versions = Object.fromEntries(rows.map(({ code, version }) => [code, version]));
  return { rules: rulesInUse(kept, defaultRules), versions };
}

/** The rules in use, as they are shown and changed. */
export async function rulesView(db: Kysely<RecordsTables>): Promise<RulesView> {
  const { rules, versions } = await installedRules(db);
  return { rules: rules.map((rule) => ({ ...rule, params: { ...rule.params }, version: versions[rule.code] ?? 0 })) };
}

/**
 * Puts new rows in the place of a code's own. The whole table is checked, and today must be covered: an installation
 * without a rule in force could answer nothing.
 * @throws SluiceError ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, RECOVERY_BAD_RULE, RECOVERY_RULES_OVERLAP, RECOVERY_NO_RULE
 */
export async function changeRules(work: RecordsWork, { code, version, rows }: RulesBody): Promise<RulesView> {
  const { db, nowMs, log } = work;
  work.require("change", resourceOfKind("rule"));
  const before = await installedRules(db);
  const current = before.versions[code] ?? 0;
  if (current !== version) throw new SluiceError("RECORDS_CHANGED_MEANWHILE", { what: code, seen: version, current });
  const own = rows.map((row) => ({ code, ...row }) as LegalRule);
  const others = before.rules.filter((rule) => rule.code !== code);
  checkRules([...others, ...own]);
  ruleAt(own, code, nowMs);
  const written = own.map(({ effectiveFrom, effectiveTo, basis, mark, params }) => {
    const days = { effective_from: effectiveFrom, effective_to: effectiveTo };
    return { code, ...days, basis, mark, params: JSON.stringify(params), version: version + 1 };
  });
  await work.beyondRights((free) => free.deleteFrom("legal_rules").where("code", "=", code).execute());
  await db.insertInto("legal_rules").values(written).execute();
  const was = before.rules.filter((rule) => rule.code === code);
  await log({ action: "rule.change", subject: `rule:${code}`, details: { was: asJson(was), now: asJson(own) } });
  return rulesView(db);
}

function asJson(rules: readonly LegalRule[]): string {
  return JSON.stringify(rules);
}
