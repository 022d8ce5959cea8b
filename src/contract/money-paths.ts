import { type TUnsafe, Type } from "typebox";
import type { AllocatingDoctrine, Doctrine } from "../tracing/doctrine.ts";
import { type AccountCells, accountFields, amountField } from "./account-cells.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { comparedDoctrines } from "./whose-money.ts";

/** Between which accounts paths are looked for, and when. */
export interface PathsQuery {
  /** Keys or numbers of accounts. */
  readonly from: string;
  readonly to: string;
  /** China time; no bound when left out. */
  readonly after?: string;
  readonly before?: string;
  /** 8 unless asked. */
  readonly maxHops?: number;
  /** Whose trace says which accounts are shown; the one that the case is searched by when left out. */
  readonly doctrine?: Doctrine;
}

/** The paths between two accounts that respect time: each payment after the one before. */
export interface MoneyPathsView {
  readonly from: AccountCells;
  readonly to: AccountCells;
  /** By which the traced amounts are. */
  readonly doctrine: AllocatingDoctrine;
  readonly earliest: MoneyPath | null;
  readonly fewest: MoneyPath | null;
  readonly widest: MoneyPath | null;
  /** Those that carried most of the case's money first, at most twenty. */
  readonly paths: readonly MoneyPath[];
  /** How many were found; the search ended before it had them all unless `isComplete`. */
  readonly found: number;
  readonly isComplete: boolean;
}

/** One path. */
export interface MoneyPath {
  readonly steps: readonly PathPayment[];
  /** Its smallest payment, and the smallest traced amount on any of its payments. */
  readonly widthMinor: number;
  readonly tracedMinor: number;
}

/** One payment of a path. */
export interface PathPayment {
  readonly transfer: string;
  readonly at: string;
  readonly payer: AccountCells;
  readonly payee: AccountCells;
  readonly amountMinor: number;
  readonly tracedMinor: number;
  /** Since the payment before it arrived at its payer; null for the first. */
  readonly dwellMs: number | null;
}

const account = Type.Object(accountFields);
const path = Type.Object({
  steps: Type.Array(
    Type.Object({
      transfer: Type.String(),
      at: Type.String(),
      payer: account,
      payee: account,
      amountMinor: amountField,
      tracedMinor: amountField,
      dwellMs: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  widthMinor: amountField,
  tracedMinor: amountField,
});
const pathOrNull = Type.Union([path, Type.Null()]);
const instant = Type.Optional(Type.String({ maxLength: 32 }));

export const pathsQuerySchema: TUnsafe<PathsQuery> = schemaOf<PathsQuery>()(
  Type.Object({
    from: Type.String({ minLength: 1, maxLength: 200 }),
    to: Type.String({ minLength: 1, maxLength: 200 }),
    after: instant,
    before: instant,
    maxHops: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
  }),
);

export const moneyPathsSchema: TUnsafe<MoneyPathsView> = schemaOf<MoneyPathsView>()(
  Type.Object(
    {
      from: account,
      to: account,
      doctrine: oneOf(comparedDoctrines),
      earliest: pathOrNull,
      fewest: pathOrNull,
      widest: pathOrNull,
      paths: Type.Array(path),
      found: Type.Integer(),
      isComplete: Type.Boolean(),
    },
    { title: "MoneyPaths" },
  ),
);
