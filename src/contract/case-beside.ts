import { type TSchema, type TUnsafe, Type } from "typebox";
import type { FigureList } from "../tracing/trace-figures.ts";
import { type AccountCells, accountFields, amountField, type TriedRange } from "./account-cells.ts";
import type { Listed } from "./case-view.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";

/** What stands beside the balance sheet of a trace and in none of its sums. */
export interface CaseBeside {
  /** Holders at whom the trace stops since they acquired in good faith (T20); `amountMinor` is also among the exits. */
  readonly goodFaith: readonly GoodFaithRow[];
  readonly interest: Listed<InterestRow>;
  /** Holders of several accounts, the doctrine per account and per holder: advisory, never added to the accounts. */
  readonly holders: Listed<HolderRow>;
  readonly orders: OrderGuesses;
}

/** A holder who acquired in good faith, as a named officer found. */
export interface GoodFaithRow extends AccountCells {
  readonly officer: string;
  readonly evidence: string;
  readonly marked: string;
  /** Found for every case, rather than for this one. */
  readonly everyCase: boolean;
  readonly amountMinor: number;
}

/** Interest that traced money bore. */
export interface InterestRow extends AccountCells {
  readonly transfer: string;
  readonly at: string;
  /** The whole payment. */
  readonly wholeMinor: number;
  /** What of it is due to whom; null where it was not divided, for want of budget. */
  readonly due: { readonly loss: string; readonly victim: string; readonly amountMinor: number } | null;
}

/** One holder of several accounts that traced money reached, for one loss. */
export interface HolderRow {
  readonly holder: string;
  /** The last four characters of the id number that makes the accounts one holder's. */
  readonly idNoTail: string;
  readonly currency: string;
  readonly accounts: readonly AccountCells[];
  readonly loss: string;
  readonly victim: string;
  readonly byAccounts: HolderFigures;
  readonly byHolder: HolderFigures;
}

/** Traced money of a holder's accounts, minor units. */
export interface HolderFigures {
  readonly atRestMinor: number;
  readonly lostSightMinor: number;
  readonly paidOnMinor: number;
}

/** What other orders of tied rows would change, where the order had to be guessed (T7). */
export interface OrderGuesses {
  /** How many ties were searched. */
  readonly searched: number;
  readonly sensitive: number;
  readonly notTried: number;
  /** Orders of all places together that were tried; null: the ranges are of one place at a time. */
  readonly triedTogether: number | null;
  /** Those of which some order changes an amount, then those not tried. */
  readonly ties: Listed<OrderSensitiveRow>;
  readonly ranges: Listed<RangeRow>;
}

/** An account of which some rows stand in no known order, so that an amount depends on it. */
export interface OrderSensitiveRow extends AccountCells {
  /** When the tied rows are; ids of their transfers. */
  readonly at: string;
  readonly transfers: readonly string[];
  readonly search: "all-orders" | "sample" | "not-tried";
  readonly ordersTried: number;
  readonly ordersImpossible: number;
}

/** A figure that depends on the order of tied rows; the smallest and the largest amount tried beside it. */
export interface RangeRow extends TriedRange {
  readonly list: FigureList;
  /** null: of all accounts, as the balance sheet has it; or of a transfer. */
  readonly account: AccountCells | null;
  readonly transfer: string | null;
  /** null: of all losses. */
  readonly loss: string | null;
  readonly victim: string;
  readonly currency: string;
  /** As the trace has it. */
  readonly amountMinor: number;
}

const lists: readonly FigureList[] = ["at-rest", "exited", "lost-sight", "returned", "written-off", "flow"];
const text = Type.String();
const figures = Type.Object({ atRestMinor: amountField, lostSightMinor: amountField, paidOnMinor: amountField });
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const caseBesideSchema: TUnsafe<CaseBeside> = schemaOf<CaseBeside>()(
  Type.Object(
    {
      goodFaith: Type.Array(
        Type.Object({
          ...accountFields,
          officer: text,
          evidence: text,
          marked: text,
          everyCase: Type.Boolean(),
          amountMinor: amountField,
        }),
      ),
      interest: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...accountFields,
            transfer: text,
            at: text,
            wholeMinor: amountField,
            due: orNull(Type.Object({ loss: text, victim: text, amountMinor: amountField })),
          }),
        ),
        total: Type.Integer(),
      }),
      holders: Type.Object({
        rows: Type.Array(
          Type.Object({
            holder: text,
            idNoTail: text,
            currency: text,
            accounts: Type.Array(Type.Object(accountFields)),
            loss: text,
            victim: text,
            byAccounts: figures,
            byHolder: figures,
          }),
        ),
        total: Type.Integer(),
      }),
      orders: Type.Object({
        searched: Type.Integer(),
        sensitive: Type.Integer(),
        notTried: Type.Integer(),
        triedTogether: Type.Union([Type.Integer(), Type.Null()]),
        ties: Type.Object({
          rows: Type.Array(
            Type.Object({
              ...accountFields,
              at: text,
              transfers: Type.Array(text),
              search: oneOf(["all-orders", "sample", "not-tried"]),
              ordersTried: Type.Integer(),
              ordersImpossible: Type.Integer(),
            }),
          ),
          total: Type.Integer(),
        }),
        ranges: Type.Object({
          rows: Type.Array(
            Type.Object({
              list: oneOf(lists),
              account: orNull(Type.Object(accountFields)),
              transfer: textOrNull("transfer id, of a flow"),
              loss: textOrNull("null: of all losses"),
              victim: text,
              currency: text,
              amountMinor: amountField,
              lowMinor: amountField,
              highMinor: amountField,
            }),
          ),
          total: Type.Integer(),
        }),
      }),
    },
    { title: "CaseBeside" },
  ),
);
