import { type TUnsafe, Type } from "typebox";
import type { PastedFault, PastedNumber } from "../casework/pasted-accounts.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** Something that a search found, as it may be shown: numbers and names masked. */
export interface FoundRecord {
  readonly kind: "case" | "report" | "loss";
  readonly id: string;
  readonly title: string;
  /** Empty where it belongs to no case. */
  readonly caseId: string;
}

/** What a search found. */
export interface FoundRecords {
  /** How the query was read. */
  readonly readAs: "nothing" | "last-four" | "number" | "letters" | "words";
  readonly rows: readonly FoundRecord[];
  /** There are more than are shown. */
  readonly more: boolean;
}

export const foundRecordsSchema: TUnsafe<FoundRecords> = schemaOf<FoundRecords>()(
  Type.Object(
    {
      readAs: oneOf(["nothing", "last-four", "number", "letters", "words"] as const),
      rows: Type.Array(
        Type.Object({
          kind: oneOf(["case", "report", "loss"] as const),
          id: Type.String(),
          title: Type.String(),
          caseId: Type.String(),
        }),
      ),
      more: Type.Boolean(),
    },
    { title: "FoundRecords" },
  ),
);

/** Accounts as they were pasted. */
export interface PastedText {
  readonly text: string;
}

export const pastedTextSchema: TUnsafe<PastedText> = schemaOf<PastedText>()(
  Type.Object({ text: Type.String({ maxLength: 60_000 }) }),
);

const faults = [
  "no-number",
  "scientific-notation",
  "digits-lost",
  "masked",
  "letters-among-digits",
  "undecodable",
  "too-short",
  "too-long",
  "check-digit",
] as const satisfies readonly PastedFault[];

/** Pasted accounts told apart, one entry for all that stood in the text. */
export interface PastedAccounts {
  readonly rows: readonly PastedNumber[];
}

export const pastedAccountsSchema: TUnsafe<PastedAccounts> = schemaOf<PastedAccounts>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          line: Type.Integer(),
          text: Type.String(),
          number: Type.String(),
          standing: oneOf(["known", "unknown", "malformed"] as const),
          fault: Type.Union([oneOf(faults), Type.Null()]),
          cases: Type.Array(Type.String()),
          sameAsLine: Type.Union([Type.Integer(), Type.Null()]),
        }),
      ),
    },
    { title: "PastedAccounts" },
  ),
);

/** A report to be seen in full, and the case or task for which it is needed. */
export interface OpeningBody {
  readonly reportId: string;
  readonly purpose: { readonly kind: "case" | "task"; readonly number: string };
}

export const openingSchema: TUnsafe<OpeningBody> = schemaOf<OpeningBody>()(
  Type.Object({
    reportId: Type.String({ format: "uuid" }),
    purpose: Type.Object({ kind: oneOf(["case", "task"] as const), number: Type.String({ maxLength: 100 }) }),
  }),
);
