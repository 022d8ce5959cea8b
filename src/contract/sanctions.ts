import { type TUnsafe, Type } from "typebox";
import type { Clock } from "../recovery/clock.ts";
import type { Sanction, SanctionGround, SanctionProposal, SanctionStanding } from "../recovery/sanction.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { pageFields, type PageQuery } from "./paging.ts";
import { instantSchema, uuidSchema } from "./recovery-order-parts.ts";

const grounds: readonly SanctionGround[] = ["convicted", "accounts", "times", "persons", "false-identity"];
const standings: readonly SanctionStanding[] = ["proposed", "refused", "in-force", "contested", "lifted", "ended"];
const subjectKinds = ["person", "organisation"] as const;
const words = Type.String({ maxLength: 4_000 });

/** A sanction to be proposed. `factMs`: of the fact or the judgment; it picks the dated rule. */
export type SanctionBody = Omit<SanctionProposal, "id" | "unitCode">;

const subject = Type.Object({
  kind: oneOf(subjectKinds),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  idNumber: Type.String({ minLength: 6, maxLength: 40 }),
  accounts: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 500 }),
});
const basis = Type.Object({
  receipt: Type.Null(),
  sources: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1_000 }),
  score: Type.Unsafe<string | null>({ type: ["string", "null"], maxLength: 200 }),
});

export const sanctionBodySchema: TUnsafe<SanctionBody> = schemaOf<SanctionBody>()(
  Type.Object({
    caseId: uuidSchema,
    subject,
    ground: oneOf(grounds),
    count: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    hasLargeEffect: Type.Boolean(),
    factMs: instantSchema,
    basis,
  }),
);

/** One step of a sanction, from the version that was seen. */
export type SanctionStep = { readonly version: number } & (
  | { readonly kind: "approve" | "refuse" | "contest" | "lift"; readonly words: string }
  | { readonly kind: "serve"; readonly how: string }
  | { readonly kind: "answer"; readonly upheld: boolean; readonly words: string }
);

const version = Type.Integer({ minimum: 1, maximum: 2_147_483_646 });

export const sanctionStepSchema: TUnsafe<SanctionStep> = schemaOf<SanctionStep>()(
  Type.Union([
    Type.Object({ version, kind: oneOf(["approve", "refuse", "contest", "lift"]), words }),
    Type.Object({ version, kind: oneOf(["serve"]), how: words }),
    Type.Object({ version, kind: oneOf(["answer"]), upheld: Type.Boolean(), words }),
  ]),
);

/** A sanction in a list, its subject masked. */
export interface SanctionRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly caseId: string;
  readonly standing: SanctionStanding;
  readonly ground: SanctionGround;
  readonly subjectName: string;
  readonly subjectNumber: string;
  readonly proposedAtMs: number;
  readonly endsAtMs: number | null;
  readonly clocks: readonly Clock[];
}

const row = {
  id: Type.String(),
  number: Type.String(),
  version: Type.Integer(),
  caseId: Type.String(),
  standing: oneOf(standings),
  ground: oneOf(grounds),
  subjectName: Type.String(),
  subjectNumber: Type.String(),
  proposedAtMs: Type.Integer(),
  endsAtMs: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
  clocks: Type.Unsafe<readonly Clock[]>({ type: "array" }),
};

/** One sanction in full; its opening is logged. */
export interface SanctionView extends SanctionRow {
  readonly sanction: Sanction;
}

export const sanctionViewSchema: TUnsafe<SanctionView> = schemaOf<SanctionView>()(
  Type.Object({ ...row, sanction: Type.Unsafe<Sanction>({}) }, { title: "Sanction" }),
);

/** Which sanctions. */
export interface SanctionQuery extends PageQuery {
  readonly case?: string;
}

export const sanctionQuerySchema: TUnsafe<SanctionQuery> = schemaOf<SanctionQuery>()(
  Type.Object({ ...pageFields, case: Type.Optional(uuidSchema) }),
);

/** A page of sanctions, the latest proposal first. */
export interface SanctionPage {
  readonly rows: readonly SanctionRow[];
  readonly next: string;
}

export const sanctionPageSchema: TUnsafe<SanctionPage> = schemaOf<SanctionPage>()(
  Type.Object({ rows: Type.Array(Type.Object(row)), next: Type.String() }, { title: "Sanctions" }),
);
