import { type TUnsafe, Type } from "typebox";
import type { ReviewReason } from "../audit/review-draw.ts";
import type { Clock } from "../recovery/clock.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { pageFields, type PageQuery } from "./paging.ts";

/** Which looking-ups: those that wait for a verdict where nothing else is asked for. */
export interface ReviewQuery extends PageQuery {
  readonly state?: "open" | "closed";
}

export const reviewQuerySchema: TUnsafe<ReviewQuery> = schemaOf<ReviewQuery>()(
  Type.Object({ ...pageFields, state: Type.Optional(oneOf(["open", "closed"] as const)) }),
);

/** What a reviewer found: that there was a reason to look, or that there was none. */
export interface VerdictOnLookup {
  readonly version: number;
  readonly verdict: "in-order" | "objected";
  readonly words: string;
}

export const verdictOnLookupSchema: TUnsafe<VerdictOnLookup> = schemaOf<VerdictOnLookup>()(
  Type.Object({
    version: Type.Integer({ minimum: 1 }),
    verdict: oneOf(["in-order", "objected"] as const),
    words: Type.String({ minLength: 1, maxLength: 2_000, pattern: "\\S" }),
  }),
);

/** A looking-up that is reviewed: who looked at what, for what, and when. */
export interface ReviewView {
  readonly id: string;
  readonly version: number;
  /** Its place in the log: from the seal there the draw can be made again. */
  readonly seq: number;
  readonly reasons: readonly ReviewReason[];
  readonly userId: string;
  readonly userName: string;
  readonly unitCode: string;
  readonly atMs: number;
  /** Empty where retention has removed the entry. */
  readonly action: string;
  readonly subject: string;
  readonly purpose: string;
  readonly details: unknown;
  readonly verdict: {
    readonly verdict: "in-order" | "objected";
    readonly words: string;
    readonly by: string;
    readonly atMs: number;
  } | null;
  /** `null`: it has its verdict. */
  readonly clock: Clock | null;
}

const reasons = ["drawn", "self", "colleague"] as const satisfies readonly ReviewReason[];

const review = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    seq: Type.Integer(),
    reasons: Type.Array(oneOf(reasons)),
    userId: Type.String(),
    userName: Type.String(),
    unitCode: Type.String(),
    atMs: Type.Integer(),
    action: Type.String(),
    subject: Type.String(),
    purpose: Type.String(),
    details: Type.Unknown(),
    verdict: Type.Unsafe<ReviewView["verdict"]>({}),
    clock: Type.Unsafe<Clock | null>({}),
  },
  { title: "Review" },
);

export const reviewViewSchema: TUnsafe<ReviewView> = schemaOf<ReviewView>()(review);

/** A page of reviews, the longest waiting first. */
export interface ReviewPage {
  readonly rows: readonly ReviewView[];
  readonly next: string;
}

export const reviewPageSchema: TUnsafe<ReviewPage> = schemaOf<ReviewPage>()(
  Type.Object({ rows: Type.Array(review), next: Type.String() }, { title: "Reviews" }),
);

/** A number of a person of the centre: kept as a keyed hash alone. */
export interface OwnNumber {
  readonly kind: "id-number" | "phone" | "account";
  readonly number: string;
}

/** The numbers of a person. */
export interface OwnNumbersBody {
  readonly numbers: readonly OwnNumber[];
}

const numberKinds = ["id-number", "phone", "account"] as const;

export const ownNumbersBodySchema: TUnsafe<OwnNumbersBody> = schemaOf<OwnNumbersBody>()(
  Type.Object({
    numbers: Type.Array(
      Type.Object({ kind: oneOf(numberKinds), number: Type.String({ minLength: 1, maxLength: 64 }) }),
      {
        maxItems: 50,
      },
    ),
  }),
);

/** Which kinds of numbers are written down. `comparable`: under the key in use; others must be written down again. */
export interface OwnNumbers {
  readonly rows: readonly { readonly kind: string; readonly setAtMs: number; readonly comparable: boolean }[];
}

export const ownNumbersSchema: TUnsafe<OwnNumbers> = schemaOf<OwnNumbers>()(
  Type.Object(
    {
      rows: Type.Array(Type.Object({ kind: Type.String(), setAtMs: Type.Integer(), comparable: Type.Boolean() })),
    },
    { title: "OwnNumbers" },
  ),
);
