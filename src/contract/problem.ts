import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** The body of every answer that is not a success: what was seen, what was wanted and what to do, in both languages. */
export interface Problem {
  /** A code from the error catalogue. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The values that stand in the texts. */
  readonly details: Readonly<Record<string, string | number>>;
}

export const problemSchema: TUnsafe<Problem> = schemaOf<Problem>()(
  Type.Object(
    {
      code: Type.String(),
      zh: Type.String(),
      en: Type.String(),
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    },
    { title: "Problem" },
  ),
);
