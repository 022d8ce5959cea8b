import { type TUnsafe, Type } from "typebox";
import type { AllocatingDoctrine, Doctrine } from "../tracing/doctrine.ts";
import { type AccountCells, accountFields, amountField } from "./account-cells.ts";
import { type Listed, offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";

/** Backward: whose money an account held or a transfer moved. Exactly one of the two is named. */
export interface WhoseQuery {
  /** Key or number of an account. */
  readonly account?: string;
  /** Id of a transfer. */
  readonly transfer?: string;
  /** Of an account: China time; the end of the ledger when left out. */
  readonly asOf?: string;
  /** Whose trace says which accounts are shown; the one that the case is searched by when left out. */
  readonly doctrine?: Doctrine;
}

/** Of each doctrine the losses' parts and the rest sum to the whole, exactly. */
export interface WhoseMoneyView {
  /** The account that holds it, or that paid it. */
  readonly account: AccountCells;
  readonly transfer: { readonly id: string; readonly at: string; readonly payee: AccountCells } | null;
  readonly asOf: string | null;
  readonly wholeMinor: number;
  /** Losses that were looked at, and how many of them can have fed the place by time. */
  readonly losses: number;
  readonly canHaveFed: number;
  /** Claims that fit no one transfer and have no part. */
  readonly unbound: number;
  /** Losses with a part under some doctrine, largest part first. */
  readonly shares: Listed<WhoseShare>;
  /** Money of no victim's. */
  readonly otherMinor: ByDoctrine;
}

/** A loss's part by each doctrine, minor units. */
export interface WhoseShare {
  readonly loss: string;
  readonly victim: string;
  readonly amountMinor: ByDoctrine;
}

export type ByDoctrine = Readonly<Record<AllocatingDoctrine, number>>;

/** The doctrines that allocate amounts, in the order in which they are shown. */
export const comparedDoctrines: readonly AllocatingDoctrine[] = ["tainted-first", "fifo", "lifo", "pro-rata", "libr"];

const text = Type.String();
const byDoctrine = Type.Object({
  fifo: amountField,
  lifo: amountField,
  "tainted-first": amountField,
  "pro-rata": amountField,
  libr: amountField,
});

export const whoseQuerySchema: TUnsafe<WhoseQuery> = schemaOf<WhoseQuery>()(
  Type.Object({
    account: Type.Optional(Type.String({ maxLength: 200 })),
    transfer: Type.Optional(Type.String({ maxLength: 200 })),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
  }),
);

export const whoseMoneySchema: TUnsafe<WhoseMoneyView> = schemaOf<WhoseMoneyView>()(
  Type.Object(
    {
      account: Type.Object(accountFields),
      transfer: Type.Union([Type.Object({ id: text, at: text, payee: Type.Object(accountFields) }), Type.Null()]),
      asOf: textOrNull("China time"),
      wholeMinor: amountField,
      losses: Type.Integer(),
      canHaveFed: Type.Integer(),
      unbound: Type.Integer(),
      shares: Type.Object({
        rows: Type.Array(Type.Object({ loss: text, victim: text, amountMinor: byDoctrine })),
        total: Type.Integer(),
      }),
      otherMinor: byDoctrine,
    },
    { title: "WhoseMoney" },
  ),
);
