import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** To which doctrines a case is locked (T14), and who decided it when and why. */
export interface CaseDoctrineView {
  readonly search: Doctrine;
  /** null until somebody decides it: there is no usual one. */
  readonly attribution: Doctrine | null;
  /** Whether the search doctrine was decided for the case, rather than the usual one taken. */
  readonly isSearchDecided: boolean;
  /** Oldest first; none is ever taken out. */
  readonly changes: readonly DoctrineDecisionRow[];
}

/** One decision. */
export interface DoctrineDecisionRow {
  readonly purpose: "search" | "attribution";
  readonly doctrine: Doctrine;
  readonly at: string;
  readonly by: string;
  /** Empty where none was given. */
  readonly reason: string;
}

export const caseDoctrineSchema: TUnsafe<CaseDoctrineView> = schemaOf<CaseDoctrineView>()(
  Type.Object(
    {
      search: oneOf(offeredDoctrines),
      attribution: Type.Union([oneOf(offeredDoctrines), Type.Null()]),
      isSearchDecided: Type.Boolean(),
      changes: Type.Array(
        Type.Object({
          purpose: oneOf(["search", "attribution"]),
          doctrine: oneOf(offeredDoctrines),
          at: Type.String(),
          by: Type.String(),
          reason: Type.String(),
        }),
      ),
    },
    { title: "CaseDoctrine" },
  ),
);
