import { type TUnsafe, Type } from "typebox";
import type { MinorUnits } from "../money/minor-units.ts";
import type { FreezeTerm, HoldTerms, OrderBasis, OrderedAccount, OrderKind, ReleaseReason } from "../recovery/order.ts";
import type { OrderStanding } from "../recovery/order-standing.ts";
import { schemaOf } from "./checked-schema.ts";

export const orderKinds: readonly OrderKind[] = [
  "query",
  "stop-payment",
  "protective-hold",
  "freeze",
  "renewal",
  "release",
  "return",
];

export const orderStandings: readonly OrderStanding[] = [
  "draft",
  "awaiting-approval",
  "signed",
  "sent",
  "queued",
  "answered",
  "in-force",
  "expiring",
  "renewed",
  "lapsed",
  "released",
  "withdrawn",
];

export const freezeTerms: readonly FreezeTerm[] = ["ordinary", "major", "securities"];

/** `review-refused` comes of a review, not of a hand. */
export const releaseReasons: readonly ReleaseReason[] = [
  "holder-asked",
  "unconnected",
  "grievance-upheld",
  "case-closed",
];

/** A whole number of minor units of CNY (分). */
export const minorSchema: TUnsafe<MinorUnits> = Type.Unsafe<MinorUnits>(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "分" }),
);

export const minorOrNull: TUnsafe<MinorUnits | null> = Type.Unsafe<MinorUnits | null>({
  type: ["integer", "null"],
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "分; null: the whole account, or none where the kind has none",
});

/** Ms since 1970 UTC, of the years 2000 to 2199. */
export const instantSchema: TUnsafe<number> = Type.Unsafe<number>(
  Type.Integer({ minimum: 946_656_000_000, maximum: 7_258_060_799_999, description: "ms since 1970 UTC" }),
);

export const uuidSchema: TUnsafe<string> = Type.Unsafe<string>({ type: "string", format: "uuid" });

export const uuidOrNull: TUnsafe<string | null> = Type.Unsafe<string | null>({
  type: ["string", "null"],
  pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
});

export const accountSchema: TUnsafe<OrderedAccount> = schemaOf<OrderedAccount>()(
  Type.Object({
    key: Type.String({ minLength: 1, maxLength: 64, pattern: "^[^\\s\\u0000]+$" }),
    bank: Type.String({ minLength: 1, maxLength: 100 }),
    holder: Type.String({ maxLength: 200 }),
    isCorporate: Type.Boolean(),
    province: Type.String({ pattern: "^([0-9]{2})?$" }),
  }),
);

const receipt = Type.Object({
  payer: Type.String({ minLength: 1, maxLength: 200 }),
  amountMinor: minorSchema,
  atMs: instantSchema,
  serial: Type.String({ maxLength: 100 }),
});

export const basisSchema: TUnsafe<OrderBasis> = schemaOf<OrderBasis>()(
  Type.Object({
    receipt: Type.Unsafe<OrderBasis["receipt"]>({ anyOf: [receipt, { type: "null" }] }),
    sources: Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: "\\S" }), { maxItems: 200 }),
    score: Type.Unsafe<string | null>({ type: ["string", "null"], minLength: 1, maxLength: 1_000 }),
  }),
);

const holdTerms = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 1_000 }),
  endMs: instantSchema,
  livingMinor: minorSchema,
});

export const holdSchema: TUnsafe<HoldTerms | null> = Type.Unsafe<HoldTerms | null>({
  anyOf: [holdTerms, { type: "null" }],
});
