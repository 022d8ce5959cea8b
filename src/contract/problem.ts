import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** An error of the catalogue: what was seen, what was wanted and what to do, in both languages. */
export interface ExplainedError {
  /** A code from the error catalogue. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The values that stand in the texts. */
  readonly details: Readonly<Record<string, string | number>>;
}

const explained = {
  code: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
};

export const explainedErrorSchema: TUnsafe<ExplainedError> = schemaOf<ExplainedError>()(
  Type.Object(explained, { title: "ExplainedError" }),
);

/** The body of every answer that is not a success (RFC 9457). */
export interface Problem extends ExplainedError {
  /** `urn:sluice:CODE` */
  readonly type: string;
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
}

export const problemSchema: TUnsafe<Problem> = schemaOf<Problem>()(
  Type.Object(
    { type: Type.String(), title: Type.String(), status: Type.Integer(), ...explained },
    { title: "Problem" },
  ),
);
