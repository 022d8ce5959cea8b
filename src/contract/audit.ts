import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** One entry of the log. */
export interface AuditEntryView {
  readonly n: number;
  readonly atMs: number;
  readonly userName: string;
  readonly unitCode: string;
  readonly action: string;
  readonly subject: string;
  readonly purpose: string;
  readonly details: unknown;
}

/** A page of the log, the latest entry first. */
export interface AuditPage {
  readonly rows: readonly AuditEntryView[];
  /** What to ask the next page with; empty at the end. */
  readonly next: string;
}

export const auditPageSchema: TUnsafe<AuditPage> = schemaOf<AuditPage>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          n: Type.Integer(),
          atMs: Type.Integer(),
          userName: Type.String(),
          unitCode: Type.String(),
          action: Type.String(),
          subject: Type.String(),
          purpose: Type.String(),
          details: Type.Unknown(),
        }),
      ),
      next: Type.String(),
    },
    { title: "AuditPage" },
  ),
);

/** Which entries of the log. */
export interface AuditQuery {
  readonly before?: string;
  readonly limit?: number;
  readonly subject?: string;
  readonly action?: string;
}

export const auditQuerySchema: TUnsafe<AuditQuery> = schemaOf<AuditQuery>()(
  Type.Object({
    before: Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    subject: Type.Optional(Type.String({ maxLength: 200 })),
    action: Type.Optional(Type.String({ maxLength: 100 })),
  }),
);

/** What verifying the whole log found. */
export interface AuditVerification {
  readonly endSeq: number;
  readonly sealed: number;
  readonly retired: number;
  readonly unsealed: number;
  readonly heads: number;
  readonly findings: readonly {
    readonly kind: string;
    readonly seq: number;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly findingsInAll: number;
}

export const auditVerificationSchema: TUnsafe<AuditVerification> = schemaOf<AuditVerification>()(
  Type.Object(
    {
      endSeq: Type.Integer(),
      sealed: Type.Integer(),
      retired: Type.Integer(),
      unsealed: Type.Integer(),
      heads: Type.Integer(),
      findings: Type.Array(
        Type.Object({ kind: Type.String(), seq: Type.Integer(), zh: Type.String(), en: Type.String() }),
      ),
      findingsInAll: Type.Integer(),
    },
    { title: "AuditVerification" },
  ),
);
