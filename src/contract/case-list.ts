import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** The cases of this data folder, and how much evidence they stand on. */
export interface CaseList {
  readonly cases: readonly CaseEntry[];
  /** Files of the ledger that are completely read. */
  readonly files: number;
}

/** One case. */
export interface CaseEntry {
  readonly name: string;
  /** Loss claims recorded under it. */
  readonly losses: number;
}

export const caseListSchema: TUnsafe<CaseList> = schemaOf<CaseList>()(
  Type.Object(
    {
      cases: Type.Array(Type.Object({ name: Type.String(), losses: Type.Integer() })),
      files: Type.Integer(),
    },
    { title: "CaseList" },
  ),
);
