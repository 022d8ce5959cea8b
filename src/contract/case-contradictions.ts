import { type TUnsafe, Type } from "typebox";
import { type AccountCells, accountFields } from "./account-cells.ts";
import type { Listed } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** In what statements contradict each other, or themselves. */
export const contradictionKinds = [
  "row-missing",
  "amounts-differ",
  "balances-differ",
  "balance-break",
  "reference-ambiguous",
  "reference-amounts-differ",
  "reference-times-apart",
] as const;

/** Where statements contradict each other at an account that traced money reached, with both sides' rows. */
export interface ContradictionRow extends AccountCells {
  readonly kind: (typeof contradictionKinds)[number];
  /** Of the transfer in question; empty where it is about two rows of one statement. */
  readonly transfer: string;
  readonly rows: readonly ContradictionSide[];
}

/** A row of a bank's file and what it states. */
export interface ContradictionSide {
  /** `shows`: it shows what the others deny; `before`, `after`: the neighbours, in the statement that lacks it. */
  readonly role: "shows" | "before" | "after";
  readonly file: string;
  readonly sha256: string;
  /** Both as a person counts them, from 1. */
  readonly sheet: number;
  readonly row: number;
  /** Minor units; null where the row states nothing to the point. */
  readonly statedMinor: number | null;
}

export type CaseContradictionsView = Listed<ContradictionRow>;

const text = Type.String();

export const caseContradictionsSchema: TUnsafe<CaseContradictionsView> = schemaOf<CaseContradictionsView>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          ...accountFields,
          kind: oneOf(contradictionKinds),
          transfer: text,
          rows: Type.Array(
            Type.Object({
              role: oneOf(["shows", "before", "after"]),
              file: text,
              sha256: text,
              sheet: Type.Integer(),
              row: Type.Integer(),
              statedMinor: Type.Union([Type.Integer(), Type.Null()]),
            }),
          ),
        }),
      ),
      total: Type.Integer(),
    },
    { title: "CaseContradictions" },
  ),
);
