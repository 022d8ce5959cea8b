import { type TUnsafe, Type } from "typebox";
import type { RuleMark } from "../recovery/legal-rule.ts";
import type { RuleCode } from "../recovery/rule-params.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

const codes: Readonly<Record<RuleCode, true>> = {
  "stop-payment": true,
  "stop-payment-review": true,
  "protective-hold": true,
  freeze: true,
  release: true,
  "return-notice": true,
  "bank-return": true,
  grievance: true,
  "victim-contact": true,
  "bank-answer": true,
  alarms: true,
  "approval-levels": true,
  sanction: true,
  "sanction-complaint": true,
  "caller-code": true,
  "log-retention": true,
  "person-deletion": true,
  "lookup-review": true,
};
const ruleCodes = Object.keys(codes) as readonly RuleCode[];
const ruleMarks: readonly RuleMark[] = ["confirmed", "confirmed-in-part", "to-confirm", "our-default"];

/** A dated row of law. Days are China's, `YYYY-MM-DD`, both in force. */
export interface RuleView {
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly basis: string;
  readonly mark: RuleMark;
  readonly params: Readonly<Record<string, unknown>>;
}

const row = {
  effectiveFrom: Type.String({ maxLength: 10 }),
  effectiveTo: Type.Unsafe<string | null>({ type: ["string", "null"], maxLength: 10 }),
  basis: Type.String({ minLength: 1, maxLength: 1_000 }),
  mark: oneOf(ruleMarks),
  params: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown()),
};

/** Rows that take the place of all rows of a code, from the version that was seen. */
export interface RulesBody {
  readonly code: RuleCode;
  readonly version: number;
  readonly rows: readonly RuleView[];
}

export const rulesBodySchema: TUnsafe<RulesBody> = schemaOf<RulesBody>()(
  Type.Object({
    code: oneOf(ruleCodes),
    version: Type.Integer({ minimum: 0, maximum: 2_147_483_646 }),
    rows: Type.Array(Type.Object(row), { minItems: 1, maxItems: 100 }),
  }),
);

/** The rules in use. `version`: how often the rows of that code were changed here; 0: the program's defaults. */
export interface RulesView {
  readonly rules: readonly (RuleView & { readonly code: RuleCode; readonly version: number })[];
}

export const rulesViewSchema: TUnsafe<RulesView> = schemaOf<RulesView>()(
  Type.Object(
    { rules: Type.Array(Type.Object({ ...row, code: oneOf(ruleCodes), version: Type.Integer() })) },
    { title: "LegalRules" },
  ),
);
