import { type TUnsafe, Type } from "typebox";
import type { RefusalReason } from "../tracing/refusal-reason.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import type { FreezeTerm, OrderAnswer, ReleaseReason } from "../recovery/order.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { freezeTerms, instantSchema, minorSchema, releaseReasons } from "./recovery-order-parts.ts";
import { versionSchema } from "./recovery-orders.ts";

/** A step that takes nothing but the version that was seen. */
export interface VersionBody {
  readonly version: number;
}

export const versionBodySchema: TUnsafe<VersionBody> = schemaOf<VersionBody>()(Type.Object({ version: versionSchema }));

/** The second person's look. */
export interface ReviewBody extends VersionBody {
  readonly verdict: "upheld" | "refused";
  readonly words: string;
}

export const reviewBodySchema: TUnsafe<ReviewBody> = schemaOf<ReviewBody>()(
  Type.Object({
    version: versionSchema,
    verdict: oneOf(["upheld", "refused"]),
    words: Type.String({ maxLength: 1_000 }),
  }),
);

/** Sending, or the number that the bank gave later. */
export interface TaskBody extends VersionBody {
  /** Empty where the bank gives it later. */
  readonly taskNumber: string;
}

export const taskBodySchema: TUnsafe<TaskBody> = schemaOf<TaskBody>()(
  Type.Object({ version: versionSchema, taskNumber: Type.String({ maxLength: 100, pattern: "^\\S*$" }) }),
);

/** Why an order is taken back. */
export interface WithdrawBody extends VersionBody {
  readonly words: string;
}

export const withdrawBodySchema: TUnsafe<WithdrawBody> = schemaOf<WithdrawBody>()(
  Type.Object({ version: versionSchema, words: Type.String({ minLength: 1, maxLength: 1_000 }) }),
);

/** Why and how far a measure is let go of. */
export interface ReleaseBody extends VersionBody {
  readonly reason: ReleaseReason;
  readonly keepMinor: MinorUnits;
}

export const releaseBodySchema: TUnsafe<ReleaseBody> = schemaOf<ReleaseBody>()(
  Type.Object({ version: versionSchema, reason: oneOf(releaseReasons), keepMinor: minorSchema }),
);

export interface RenewBody extends VersionBody {
  readonly term: FreezeTerm;
}

export const renewBodySchema: TUnsafe<RenewBody> = schemaOf<RenewBody>()(
  Type.Object({ version: versionSchema, term: oneOf(freezeTerms) }),
);

/** A bank's answer as somebody enters it. */
export type EnteredAnswer = WithoutRecord<OrderAnswer>;

type WithoutRecord<One> = One extends OrderAnswer ? Omit<One, "recorded"> : never;

export interface AnswerBody extends VersionBody {
  readonly answer: EnteredAnswer;
}

/** Why a bank refused. */
export const refusalReasons: readonly RefusalReason[] = [
  "wrong-receipt",
  "already-frozen",
  "no-such-account",
  "closed",
  "other",
];

const stated = Type.Unsafe<EnteredAnswer["stated"]>({
  anyOf: [Type.Object({ atMs: instantSchema, balanceMinor: minorSchema }), { type: "null" }],
});

const answer = Type.Unsafe<EnteredAnswer>({
  anyOf: [
    Type.Object({
      outcome: oneOf(["full", "partial"]),
      effectiveMs: instantSchema,
      amountMinor: minorSchema,
      stated,
    }),
    Type.Object({ outcome: oneOf(["too-late"]), stated }),
    Type.Object({
      outcome: oneOf(["refused"]),
      reason: oneOf(refusalReasons),
      words: Type.String({ minLength: 1, maxLength: 1_000 }),
      stated,
    }),
    Type.Object({
      outcome: oneOf(["queued"]),
      behindUnit: Type.String({ minLength: 1, maxLength: 200 }),
      behindEndsMs: Type.Unsafe<number | null>({ anyOf: [instantSchema, { type: "null" }] }),
      stated,
    }),
  ],
});

export const answerBodySchema: TUnsafe<AnswerBody> = schemaOf<AnswerBody>()(
  Type.Object({ version: versionSchema, answer }),
);
