import { type TUnsafe, Type } from "typebox";
import type { FraudType } from "../casework/fraud-types.ts";
import type { TimelineEvent } from "../casework/timeline.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { fraudTypeCodes, type ReportRow, reportRowSchema } from "./reports.ts";

const uuid = Type.String({ format: "uuid" });
const reason = Type.String({ maxLength: 2_000 });
const procedureNumber = Type.String({ maxLength: 100 });
const instant = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 });
const version = Type.Integer({ minimum: 1 });

/** A new case, of a report or of none. */
export interface CaseDraft {
  readonly name: string;
  readonly type: FraudType;
  /** The report that it is made from. */
  readonly reportId?: string;
  /** Oneself where it is left out. */
  readonly ownerId?: string;
}

export const caseDraftSchema: TUnsafe<CaseDraft> = schemaOf<CaseDraft>()(
  Type.Object({
    // Something to read, and no control characters or marks that turn text around.
    name: Type.String({
      maxLength: 200,
      pattern:
        "^[^\\u0000-\\u001f\\u007f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]*[^\\s\\u0000-\\u001f\\u007f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069][^\\u0000-\\u001f\\u007f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$",
    }),
    type: oneOf(fraudTypeCodes),
    reportId: Type.Optional(uuid),
    ownerId: Type.Optional(uuid),
  }),
);

/** One change of a case, from the version that was seen. */
export type CaseChange = { readonly version: number } & (
  | { readonly kind: "accept" | "file"; readonly number: string; readonly onMs: number }
  | { readonly kind: "retype"; readonly type: FraudType }
  | { readonly kind: "add-member" | "remove-member" | "hand-to"; readonly userId: string }
  | { readonly kind: "close" | "reopen"; readonly reason: string }
);

export const caseChangeSchema: TUnsafe<CaseChange> = schemaOf<CaseChange>()(
  Type.Union([
    Type.Object({ version, kind: oneOf(["accept", "file"]), number: procedureNumber, onMs: instant }),
    Type.Object({ version, kind: oneOf(["retype"]), type: oneOf(fraudTypeCodes) }),
    Type.Object({ version, kind: oneOf(["add-member", "remove-member", "hand-to"]), userId: uuid }),
    Type.Object({ version, kind: oneOf(["close", "reopen"]), reason }),
  ]),
);

/** A case in a list. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly type: string;
  readonly unitCode: string;
  readonly ownerId: string;
  readonly filed: boolean;
  readonly closed: boolean;
  readonly version: number;
  /** When it was made. */
  readonly atMs: number;
}

const caseRow = {
  id: Type.String(),
  number: Type.String(),
  name: Type.String(),
  type: Type.String(),
  unitCode: Type.String(),
  ownerId: Type.String(),
  filed: Type.Boolean(),
  closed: Type.Boolean(),
  version: Type.Integer(),
  atMs: Type.Integer(),
};

/** A page of cases, the latest first. */
export interface CasePage {
  readonly rows: readonly CaseRow[];
  readonly next: string;
}

export const casePageSchema: TUnsafe<CasePage> = schemaOf<CasePage>()(
  Type.Object({ rows: Type.Array(Type.Object(caseRow)), next: Type.String() }, { title: "CasePage" }),
);

/** Which cases. */
export interface CaseQuery {
  readonly after?: string;
  readonly limit?: number;
  readonly state?: "open" | "unfiled" | "closed";
  readonly type?: string;
  readonly owner?: string;
}

export const caseQuerySchema: TUnsafe<CaseQuery> = schemaOf<CaseQuery>()(
  Type.Object({
    after: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    state: Type.Optional(oneOf(["open", "unfiled", "closed"] as const)),
    type: Type.Optional(oneOf(fraudTypeCodes)),
    owner: Type.Optional(uuid),
  }),
);

/** A step of procedure: the document's number and date. */
export interface ProcedureView {
  readonly number: string;
  readonly onMs: number;
  readonly by: string;
}

const procedure = Type.Union([
  Type.Object({ number: Type.String(), onMs: Type.Integer(), by: Type.String() }),
  Type.Null(),
]);

/** A note, tag or document of a case. */
export interface CaseNoteView {
  readonly id: string;
  readonly kind: "note" | "tag" | "document";
  /** Long numbers in it are masked. */
  readonly text: string;
  /** A document's content in the evidence store; empty for the others. */
  readonly sha256: string;
  readonly by: string;
  readonly atMs: number;
}

const note = Type.Object(
  {
    id: Type.String(),
    kind: oneOf(["note", "tag", "document"] as const),
    text: Type.String(),
    sha256: Type.String(),
    by: Type.String(),
    atMs: Type.Integer(),
  },
  { title: "CaseNote" },
);

export const caseNoteSchema: TUnsafe<CaseNoteView> = schemaOf<CaseNoteView>()(note);

/** A new note or tag. */
export interface NoteDraft {
  readonly kind: "note" | "tag";
  readonly text: string;
}

export const noteDraftSchema: TUnsafe<NoteDraft> = schemaOf<NoteDraft>()(
  Type.Object({ kind: oneOf(["note", "tag"] as const), text: Type.String({ minLength: 1, maxLength: 10_000 }) }),
);

/** A case with all that hangs on it. */
export interface CaseRecordView extends CaseRow {
  readonly memberIds: readonly string[];
  readonly acceptance: ProcedureView | null;
  readonly filing: ProcedureView | null;
  readonly closing: { readonly atMs: number; readonly by: string; readonly reason: string } | null;
  /** What the ledger's commands call the case: its claims, traces and lists hang on this name. */
  readonly traceName: string;
  readonly reports: readonly ReportRow[];
  readonly series: readonly { readonly id: string; readonly number: string; readonly name: string }[];
  readonly notes: readonly CaseNoteView[];
  readonly timeline: readonly TimelineEvent[];
}

const timelineKinds = [
  "report",
  "procedure",
  "people",
  "series",
  "order",
  "answer",
  "task",
  "trace",
  "return",
  "document",
  "note",
] as const satisfies readonly TimelineEvent["kind"][];

export const caseRecordSchema: TUnsafe<CaseRecordView> = schemaOf<CaseRecordView>()(
  Type.Object(
    {
      ...caseRow,
      memberIds: Type.Array(Type.String()),
      acceptance: procedure,
      filing: procedure,
      closing: Type.Union([
        Type.Object({ atMs: Type.Integer(), by: Type.String(), reason: Type.String() }),
        Type.Null(),
      ]),
      traceName: Type.String(),
      reports: Type.Array(reportRowSchema),
      series: Type.Array(Type.Object({ id: Type.String(), number: Type.String(), name: Type.String() })),
      notes: Type.Array(note),
      timeline: Type.Array(
        Type.Object({
          atMs: Type.Integer(),
          kind: oneOf(timelineKinds),
          subject: Type.String(),
          by: Type.String(),
          what: Type.String(),
        }),
      ),
    },
    { title: "CaseRecord" },
  ),
);

/** A report that joins a case. */
export interface CaseReport {
  readonly reportId: string;
}

export const caseReportSchema: TUnsafe<CaseReport> = schemaOf<CaseReport>()(Type.Object({ reportId: uuid }));

/** What was made, and where it stands. */
export interface MadeRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
}

export const madeRowSchema: TUnsafe<MadeRow> = schemaOf<MadeRow>()(
  Type.Object({ id: Type.String(), number: Type.String(), version: Type.Integer() }, { title: "Made" }),
);
