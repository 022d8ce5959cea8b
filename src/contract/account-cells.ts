import { type TInteger, type TString, type TUnsafe, Type } from "typebox";

/** The cells by which every list names an account. Texts are empty where unknown. */
export interface AccountCells {
  /** Its canonical key; the node of the same id is the same account. */
  readonly account: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly currency: string;
}

/** Fields of `AccountCells`, to be spread into a row. */
export const accountFields: Readonly<Record<keyof AccountCells, TString>> = {
  account: Type.String(),
  number: Type.String(),
  holder: Type.String(),
  bank: Type.String(),
  currency: Type.String(),
};

/** An amount in minor units of the currency beside it (分 for CNY). */
export const amountField: TInteger = Type.Integer({ description: "Minor units (分 for CNY)." });

/** The smallest and the largest amount that other orders of tied rows gave; minor units. */
export interface TriedRange {
  readonly lowMinor: number;
  readonly highMinor: number;
}

/** A range, or null where no order of tied rows changes the figure. */
export const rangeField: TUnsafe<TriedRange | null> = Type.Unsafe<TriedRange | null>(
  Type.Union([Type.Object({ lowMinor: amountField, highMinor: amountField }), Type.Null()], {
    description: "smallest and largest amount tried where rows stand in no known order",
  }),
);
