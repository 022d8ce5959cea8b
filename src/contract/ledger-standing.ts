import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** How much evidence cases stand on. */
export interface LedgerStanding {
  /** Files of the ledger that are completely read. */
  readonly files: number;
  /** Those of one's cases that have losses in the register by which they are traced. */
  readonly cases: readonly { readonly id: string; readonly losses: number }[];
}

export const ledgerStandingSchema: TUnsafe<LedgerStanding> = schemaOf<LedgerStanding>()(
  Type.Object(
    {
      files: Type.Integer(),
      cases: Type.Array(Type.Object({ id: Type.String(), losses: Type.Integer() })),
    },
    { title: "LedgerStanding" },
  ),
);
