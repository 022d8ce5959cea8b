import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** Card numbers of a bank, and where that is known from. */
export interface CardRangeRow {
  readonly prefix: string;
  readonly digits: number;
  readonly bank: string;
  readonly source: string;
}

/** An installation's own ranges: they take the place of all that it had. */
export interface CardRangesBody {
  readonly rows: readonly CardRangeRow[];
}

const row = {
  prefix: Type.String({ pattern: "^62[0-9]{4,10}$" }),
  digits: Type.Integer({ minimum: 16, maximum: 19 }),
  bank: Type.String({ minLength: 1, maxLength: 100, pattern: "\\S" }),
  source: Type.String({ minLength: 1, maxLength: 500, pattern: "\\S" }),
};

export const cardRangesBodySchema: TUnsafe<CardRangesBody> = schemaOf<CardRangesBody>()(
  Type.Object({ rows: Type.Array(Type.Object(row), { maxItems: 600 }) }),
);

/** The ranges in use. `own`: this installation's, before the program's; those are to be confirmed. */
export interface CardRangesView {
  readonly rows: readonly (CardRangeRow & { readonly own: boolean })[];
}

export const cardRangesViewSchema: TUnsafe<CardRangesView> = schemaOf<CardRangesView>()(
  Type.Object({ rows: Type.Array(Type.Object({ ...row, own: Type.Boolean() })) }, { title: "CardRanges" }),
);
