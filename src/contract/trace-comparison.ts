import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import { amountField } from "./account-cells.ts";
import { type Listed, offeredDoctrines, type SheetLine } from "./case-view.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";

/** Which of the case's doctrines a trace was run by; `beside` when by neither (T14). */
const purposes = ["search", "attribution", "beside"] as const;
type Purpose = (typeof purposes)[number];

/** A trace that was run for a case and is kept beside the others. */
export interface KeptTraceRow {
  /** Its id. */
  readonly trace: string;
  readonly purpose: Purpose;
  readonly doctrine: Doctrine;
  readonly at: string;
  readonly by: string;
  /** null: the end of the ledger as it was then. */
  readonly asOf: string | null;
  /** Files and transfers of the ledger as it was then. */
  readonly files: number;
  readonly transfers: number;
  readonly answerSha256: string;
  /** One line a currency. */
  readonly totals: readonly SheetLine[];
}

/** The traces kept for a case, oldest first. */
export type KeptTraces = Listed<KeptTraceRow>;

/** What is to be compared. */
export interface ComparisonQuery {
  /** Doctrines, and ids of kept traces, with commas between them: at most eight. */
  readonly of: string;
  /** Of the doctrines' traces; a kept one has its own. */
  readonly asOf?: string;
}

/** Traces of one case side by side; each list of amounts has one entry a trace, in the order asked for. */
export interface TraceComparisonView {
  readonly traces: readonly ComparedTraceHead[];
  /** One line a currency that any of them has, with one entry a trace; null where a trace has nothing in it. */
  readonly totals: readonly { readonly currency: string; readonly sheets: readonly (SheetLine | null)[] }[];
  readonly losses: Listed<ComparedLossRow>;
  /** Those that differ most first. */
  readonly accounts: Listed<ComparedAccountRow>;
}

/** What stands over a column. */
export interface ComparedTraceHead {
  /** Id of a kept trace; null for one that was run for this comparison. */
  readonly trace: string | null;
  readonly doctrine: Doctrine;
  readonly purpose: Purpose;
}

/** A victim's loss under each trace. */
export interface ComparedLossRow {
  readonly loss: string;
  readonly victim: string;
  readonly currency: string;
  /** null where a trace does not have the loss. */
  readonly sheets: readonly (SheetLine | null)[];
  /** Largest less smallest amount at rest. */
  readonly spreadMinor: number;
}

/** An account under each trace. */
export interface ComparedAccountRow {
  readonly account: string;
  readonly holder: string;
  readonly currency: string;
  readonly atRestMinor: readonly number[];
  readonly lostSightMinor: readonly number[];
  readonly exitedMinor: readonly number[];
  /** Largest less smallest amount at rest. */
  readonly spreadMinor: number;
}

const text = Type.String();
const sheet = Type.Object({
  currency: text,
  lossMinor: amountField,
  atRestMinor: amountField,
  exitedMinor: amountField,
  lostSightMinor: amountField,
  returnedMinor: amountField,
  writtenOffMinor: amountField,
});
const sheets = Type.Array(Type.Union([sheet, Type.Null()]));
const amounts = Type.Array(amountField);

export const keptTracesSchema: TUnsafe<KeptTraces> = schemaOf<KeptTraces>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          trace: text,
          purpose: oneOf(purposes),
          doctrine: oneOf(offeredDoctrines),
          at: text,
          by: text,
          asOf: textOrNull("China time"),
          files: Type.Integer(),
          transfers: Type.Integer(),
          answerSha256: text,
          totals: Type.Array(sheet),
        }),
      ),
      total: Type.Integer(),
    },
    { title: "KeptTraces" },
  ),
);

export const comparisonQuerySchema: TUnsafe<ComparisonQuery> = schemaOf<ComparisonQuery>()(
  Type.Object({
    of: Type.String({ minLength: 1, maxLength: 400 }),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
  }),
);

export const traceComparisonSchema: TUnsafe<TraceComparisonView> = schemaOf<TraceComparisonView>()(
  Type.Object(
    {
      traces: Type.Array(
        Type.Object({
          trace: textOrNull("id of a kept trace"),
          doctrine: oneOf(offeredDoctrines),
          purpose: oneOf(purposes),
        }),
      ),
      totals: Type.Array(Type.Object({ currency: text, sheets })),
      losses: Type.Object({
        rows: Type.Array(Type.Object({ loss: text, victim: text, currency: text, sheets, spreadMinor: amountField })),
        total: Type.Integer(),
      }),
      accounts: Type.Object({
        rows: Type.Array(
          Type.Object({
            account: text,
            holder: text,
            currency: text,
            atRestMinor: amounts,
            lostSightMinor: amounts,
            exitedMinor: amounts,
            spreadMinor: amountField,
          }),
        ),
        total: Type.Integer(),
      }),
    },
    { title: "TraceComparison" },
  ),
);
