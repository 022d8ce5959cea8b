import { type TUnsafe, Type } from "typebox";
import type { MinorUnits } from "../money/minor-units.ts";
import type { Clock } from "../recovery/clock.ts";
import type { CheckKind, GoodFaithClaim, PaperKind, ReturnStanding, VictimReturn } from "../recovery/victim-return.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { pageFields, type PageQuery } from "./paging.ts";
import { instantSchema, minorSchema, uuidSchema } from "./recovery-order-parts.ts";
import { versionSchema } from "./recovery-orders.ts";

const methods: readonly VictimReturn["method"][] = ["DIRECT", "TIMESTAMP", "PRO_RATA"];
const checkKinds: readonly CheckKind[] = ["identity", "case-file", "original-account"];
const paperKinds: readonly PaperKind[] = [
  "filing",
  "interview",
  "account-proof",
  "identity",
  "application",
  "decision",
  "receipt",
];

const words: TUnsafe<string> = Type.Unsafe<string>(Type.String({ maxLength: 4_000, pattern: "^[^\\u0000]*$" }));
const name: TUnsafe<string> = Type.Unsafe<string>(
  Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]*$" }),
);
const unit: TUnsafe<string> = Type.Unsafe<string>(Type.String({ pattern: "^[0-9]{12}$" }));
const accountKey: TUnsafe<string> = Type.Unsafe<string>(
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[^\\s\\u0000]+$" }),
);

export { unit as unitSchema, words as wordsSchema };

/** A return as it is asked for: by the engine's proposal for the frozen account. */
export interface ReturnBody {
  readonly freezeId: string;
  readonly attribution: {
    readonly method: VictimReturn["method"];
    readonly victims: readonly {
      readonly name: string;
      readonly losses: readonly string[];
      readonly shareMinor: MinorUnits;
    }[];
  };
  readonly reserve: { readonly amountMinor: MinorUnits; readonly words: string } | null;
  /** The unit that took the victims' applications. */
  readonly acceptingUnit: string;
}

const reserve = Type.Object({ amountMinor: minorSchema, words });
export const reserveSchema: TUnsafe<ReturnBody["reserve"]> = Type.Unsafe<ReturnBody["reserve"]>({
  anyOf: [reserve, { type: "null" }],
});
const victims = Type.Array(
  Type.Object({
    name,
    losses: Type.Array(uuidSchema, { minItems: 1, maxItems: 1_000, uniqueItems: true }),
    shareMinor: minorSchema,
  }),
  { minItems: 1, maxItems: 5_000 },
);

export const returnBodySchema: TUnsafe<ReturnBody> = schemaOf<ReturnBody>()(
  Type.Object({
    freezeId: uuidSchema,
    attribution: Type.Object({ method: oneOf(methods), victims }),
    reserve: reserveSchema,
    acceptingUnit: unit,
  }),
);

/** A return with its deadlines. */
export interface ReturnView {
  readonly id: string;
  readonly caseId: string;
  readonly unitCode: string;
  readonly version: number;
  readonly standing: ReturnStanding;
  /** From when on a proportional return may be paid; `null`: without a notice. */
  readonly payableFromMs: number | null;
  /** What stays frozen when every share is paid. */
  readonly remainderMinor: number;
  readonly clocks: readonly Clock[];
  /** Everything that was recorded of it. */
  readonly plan: VictimReturn;
}

const view = Type.Object(
  {
    id: Type.String(),
    caseId: Type.String(),
    unitCode: Type.String(),
    version: Type.Integer(),
    standing: Type.Unsafe<ReturnStanding>({ type: "string" }),
    payableFromMs: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
    remainderMinor: Type.Integer(),
    clocks: Type.Unsafe<readonly Clock[]>({}),
    plan: Type.Unsafe<VictimReturn>({}),
  },
  { title: "VictimReturn" },
);

export const returnViewSchema: TUnsafe<ReturnView> = schemaOf<ReturnView>()(view);

/** A page of returns. */
export interface ReturnPage {
  readonly rows: readonly ReturnView[];
  /** What to ask the next page with; empty at the end. */
  readonly next: string;
}

export const returnPageSchema: TUnsafe<ReturnPage> = schemaOf<ReturnPage>()(
  Type.Object({ rows: Type.Array(view), next: Type.String() }, { title: "VictimReturnPage" }),
);

/** Which returns. */
export interface ReturnQuery {
  readonly after?: string;
  readonly limit?: number;
  readonly case?: string;
}

export const returnQuerySchema: TUnsafe<ReturnQuery> = schemaOf<ReturnQuery>()(
  Type.Object({
    after: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    case: Type.Optional(uuidSchema),
  }),
);

/** Bodies of the steps of a return; each names the version that was seen. */
export interface ReturnStepBodies {
  readonly version: Seen;
  readonly notice: Seen & { readonly place: string };
  readonly claim: Seen & {
    readonly victim: string;
    readonly accountKey: string;
    readonly isOriginal: boolean;
    /** Why another account than the one that was paid from receives; `null`: no exception. */
    readonly exception: string | null;
  };
  readonly check: Seen & { readonly victim: string; readonly kind: CheckKind };
  readonly objection: Seen & {
    readonly by: string;
    readonly words: string;
    /** `null`: to the shares of all. */
    readonly victims: readonly string[] | null;
  };
  readonly objectionAnswer: VerdictBody & { readonly id: string };
  readonly paper: Seen & { readonly kind: PaperKind; readonly fromUnit: string; readonly toUnit: string };
  readonly paperReceived: Seen & { readonly kind: PaperKind };
  readonly decision: Seen & { readonly number: string };
  readonly payments: Seen & { readonly victims: readonly string[]; readonly officers: readonly [string, string] };
  readonly receipt: Seen & {
    readonly paymentId: string;
    readonly paid: boolean;
    readonly amountMinor: MinorUnits;
    readonly accountKey: string;
    readonly serial: string;
    readonly words: string;
  };
  readonly withdrawal: Seen & { readonly words: string };
}

interface Seen {
  readonly version: number;
}

const version = { version: versionSchema };
const exception = Type.Unsafe<string | null>({ type: ["string", "null"], maxLength: 4_000 });
const someVictims = Type.Unsafe<readonly string[] | null>({
  anyOf: [{ type: "array", items: { type: "string", maxLength: 200 }, maxItems: 5_000 }, { type: "null" }],
});
const officers = Type.Unsafe<readonly [string, string]>({
  type: "array",
  items: { type: "string", maxLength: 100 },
  minItems: 2,
  maxItems: 2,
});
const serial = Type.String({ maxLength: 100 });
const paidOut = { paymentId: uuidSchema, paid: Type.Boolean(), amountMinor: minorSchema, accountKey, serial, words };

export const returnStepSchemas: { readonly [Name in keyof ReturnStepBodies]: TUnsafe<ReturnStepBodies[Name]> } = {
  version: schemaOf<ReturnStepBodies["version"]>()(Type.Object(version)),
  notice: schemaOf<ReturnStepBodies["notice"]>()(Type.Object({ ...version, place: name })),
  claim: schemaOf<ReturnStepBodies["claim"]>()(
    Type.Object({ ...version, victim: name, accountKey, isOriginal: Type.Boolean(), exception }),
  ),
  check: schemaOf<ReturnStepBodies["check"]>()(Type.Object({ ...version, victim: name, kind: oneOf(checkKinds) })),
  objection: schemaOf<ReturnStepBodies["objection"]>()(
    Type.Object({ ...version, by: name, words, victims: someVictims }),
  ),
  objectionAnswer: schemaOf<ReturnStepBodies["objectionAnswer"]>()(
    Type.Object({ ...version, id: uuidSchema, upheld: Type.Boolean(), words }),
  ),
  paper: schemaOf<ReturnStepBodies["paper"]>()(
    Type.Object({ ...version, kind: oneOf(paperKinds), fromUnit: unit, toUnit: unit }),
  ),
  paperReceived: schemaOf<ReturnStepBodies["paperReceived"]>()(Type.Object({ ...version, kind: oneOf(paperKinds) })),
  decision: schemaOf<ReturnStepBodies["decision"]>()(Type.Object({ ...version, number: name })),
  payments: schemaOf<ReturnStepBodies["payments"]>()(
    Type.Object({ ...version, victims: Type.Array(name, { minItems: 1, maxItems: 5_000 }), officers }),
  ),
  receipt: schemaOf<ReturnStepBodies["receipt"]>()(Type.Object({ ...version, ...paidOut })),
  withdrawal: schemaOf<ReturnStepBodies["withdrawal"]>()(Type.Object({ ...version, words })),
};

/** A holder's claim to have acquired in good faith: the order, its delivery, the price paid. */
export interface GoodFaithBody {
  readonly caseId: string;
  readonly accountKey: string;
  readonly holder: string;
  readonly amountMinor: MinorUnits;
  readonly evidence: GoodFaithClaim["evidence"];
}

export const goodFaithBodySchema: TUnsafe<GoodFaithBody> = schemaOf<GoodFaithBody>()(
  Type.Object({
    caseId: uuidSchema,
    accountKey,
    holder: name,
    amountMinor: minorSchema,
    evidence: Type.Object({ order: words, delivery: words, price: words }),
  }),
);

/** What an officer found of a claim of good faith, or answered to an objection. */
export interface VerdictBody {
  readonly version: number;
  readonly upheld: boolean;
  readonly words: string;
}

export const verdictBodySchema: TUnsafe<VerdictBody> = schemaOf<VerdictBody>()(
  Type.Object({ ...version, upheld: Type.Boolean(), words }),
);

export interface GoodFaithView extends GoodFaithBody {
  readonly id: string;
  readonly version: number;
  readonly filedAtMs: number;
  readonly examined: GoodFaithClaim["examined"];
}

const goodFaith = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    caseId: Type.String(),
    accountKey: Type.String(),
    holder: Type.String(),
    amountMinor: minorSchema,
    evidence: Type.Object({ order: Type.String(), delivery: Type.String(), price: Type.String() }),
    filedAtMs: instantSchema,
    examined: Type.Unsafe<GoodFaithClaim["examined"]>({}),
  },
  { title: "GoodFaithClaim" },
);

export const goodFaithViewSchema: TUnsafe<GoodFaithView> = schemaOf<GoodFaithView>()(goodFaith);

/** Claims of which account. */
export interface GoodFaithQuery extends PageQuery {
  readonly account: string;
}

export const goodFaithQuerySchema: TUnsafe<GoodFaithQuery> = schemaOf<GoodFaithQuery>()(
  Type.Object({ ...pageFields, account: Type.String({ minLength: 1, maxLength: 64 }) }),
);

/** A page of claims, in the order in which they came. */
export interface GoodFaithList {
  readonly rows: readonly GoodFaithView[];
  readonly next: string;
}

export const goodFaithListSchema: TUnsafe<GoodFaithList> = schemaOf<GoodFaithList>()(
  Type.Object({ rows: Type.Array(goodFaith), next: Type.String() }, { title: "GoodFaithClaims" }),
);
