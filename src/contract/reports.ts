import { type TUnsafe, Type } from "typebox";
import type { FraudType } from "../casework/fraud-types.ts";
import type { ReportWarning } from "../casework/report.ts";
import type { TimePrecision } from "../flows/china-time.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** The types of fraud, as `src/casework` names them. */
export const fraudTypeCodes: readonly FraudType[] = [
  "fake-orders",
  "customer-service",
  "investment",
  "loan-or-credit-card",
  "credit-record",
  "shopping-or-services",
  "posing-as-authorities",
  "posing-as-boss-or-friend",
  "online-games",
  "romance",
  "cyber-black-market",
  "posing-as-army-or-police-buyer",
  "other",
  "frozen-assets",
];

const precisions = ["millisecond", "second", "minute", "hour", "day"] as const satisfies readonly TimePrecision[];

const warnings = [
  "payee-missing",
  "payee-check-digit",
  "payer-check-digit",
  "amount-missing",
  "time-in-future",
  "time-long-ago",
  "same-account-twice",
  "id-number",
] as const satisfies readonly ReportWarning[];

/** A payment as the victim states it. Empty texts where nothing was said; an amount of 0 where none was. */
export interface StatedPaymentBody {
  readonly payer: string;
  readonly payerName: string;
  readonly payee: string;
  readonly payeeName: string;
  /** 分; at most 100 000 000 000 元. */
  readonly amountMinor: number;
  readonly atMs: number;
  readonly precision: TimePrecision;
}

const payment = {
  payer: Type.String({ maxLength: 100 }),
  payerName: Type.String({ maxLength: 200 }),
  payee: Type.String({ maxLength: 100 }),
  payeeName: Type.String({ maxLength: 200 }),
  amountMinor: Type.Integer({ minimum: 0, maximum: 10_000_000_000_000, description: "分" }),
  atMs: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 }),
  precision: oneOf(precisions),
};

/** A report as it is taken during the call: nothing but its type must be known. */
export interface ReportBody {
  /** The number that the report has elsewhere (警情编号); a number is given where it is empty. */
  readonly number: string;
  readonly victimName: string;
  readonly victimIdNumber: string;
  readonly victimPhone: string;
  readonly type: FraudType;
  readonly facts: string;
  readonly losses: readonly StatedPaymentBody[];
}

const report = {
  number: Type.String({ maxLength: 50 }),
  victimName: Type.String({ maxLength: 200 }),
  victimIdNumber: Type.String({ maxLength: 30 }),
  victimPhone: Type.String({ maxLength: 30 }),
  type: oneOf(fraudTypeCodes),
  facts: Type.String({ maxLength: 10_000 }),
};

export const reportBodySchema: TUnsafe<ReportBody> = schemaOf<ReportBody>()(
  Type.Object({ ...report, losses: Type.Array(Type.Object(payment), { maxItems: 100 }) }),
);

/** A change of a report, from the version that was seen. A masked field that comes back as it was shown stays as it is. */
export interface ReportChange extends Omit<ReportBody, "number" | "losses"> {
  readonly version: number;
  /** Losses with the id that they have; those without one are new; those left out stay. */
  readonly losses: readonly (StatedPaymentBody & { readonly id?: string })[];
}

const { number: _number, ...changeable } = report;

export const reportChangeSchema: TUnsafe<ReportChange> = schemaOf<ReportChange>()(
  Type.Object({
    ...changeable,
    version: Type.Integer({ minimum: 1 }),
    losses: Type.Array(Type.Object({ id: Type.Optional(Type.String({ format: "uuid" })), ...payment }), {
      maxItems: 100,
    }),
  }),
);

/** What should be asked again before the caller hangs up. */
export interface DoubtView {
  /** Which of the losses, from 0; -1 for the report itself. */
  readonly loss: number;
  readonly warning: ReportWarning;
}

const doubt = Type.Object({ loss: Type.Integer({ minimum: -1 }), warning: oneOf(warnings) });

/** The answer to a report that was taken. */
export interface TakenReport {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly losses: readonly string[];
  readonly doubts: readonly DoubtView[];
}

export const takenReportSchema: TUnsafe<TakenReport> = schemaOf<TakenReport>()(
  Type.Object(
    {
      id: Type.String(),
      number: Type.String(),
      version: Type.Integer(),
      losses: Type.Array(Type.String(), { description: "ids, in the order given" }),
      doubts: Type.Array(doubt),
    },
    { title: "TakenReport" },
  ),
);

/** One thing in which a row is not what was stated; amounts in 分, times in ms. */
export interface DifferenceView {
  readonly field: "payer" | "payerName" | "payee" | "payeeName" | "amount" | "time";
  readonly stated: string;
  readonly found: string;
}

export const differenceSchema: TUnsafe<DifferenceView> = schemaOf<DifferenceView>()(
  Type.Object({
    field: oneOf(["payer", "payerName", "payee", "payeeName", "amount", "time"] as const),
    stated: Type.String(),
    found: Type.String(),
  }),
);

/** A loss as it is shown: numbers and names masked. */
export interface LossView extends StatedPaymentBody {
  readonly id: string;
  readonly version: number;
  /** The transfer that it was found to be; empty while it is pending. */
  readonly transferId: string;
  readonly boundBy: string;
  /** 0 while it is pending. */
  readonly boundAtMs: number;
  /** The differences that were accepted when it was bound. */
  readonly accepted: readonly DifferenceView[];
  /** How often it was bound before and taken apart. */
  readonly takenApart: number;
}

export const lossViewSchema: TUnsafe<LossView> = schemaOf<LossView>()(
  Type.Object(
    {
      ...payment,
      id: Type.String(),
      version: Type.Integer(),
      transferId: Type.String(),
      boundBy: Type.String(),
      boundAtMs: Type.Integer(),
      accepted: Type.Array(differenceSchema),
      takenApart: Type.Integer(),
    },
    { title: "Loss" },
  ),
);

/** A report as it is shown: what identifies people is masked. */
export interface ReportView extends Omit<ReportBody, "losses"> {
  readonly id: string;
  readonly version: number;
  readonly unitCode: string;
  readonly takenBy: string;
  readonly takenAtMs: number;
  /** Empty while it belongs to no case. */
  readonly caseId: string;
  readonly losses: readonly LossView[];
  readonly doubts: readonly DoubtView[];
}

export const reportViewSchema: TUnsafe<ReportView> = schemaOf<ReportView>()(
  Type.Object(
    {
      ...report,
      id: Type.String(),
      version: Type.Integer(),
      unitCode: Type.String(),
      takenBy: Type.String(),
      takenAtMs: Type.Integer(),
      caseId: Type.String(),
      losses: Type.Array(lossViewSchema),
      doubts: Type.Array(doubt),
    },
    { title: "Report" },
  ),
);

/** A report in a list. */
export interface ReportRow {
  readonly id: string;
  readonly number: string;
  readonly atMs: number;
  readonly type: string;
  readonly victimName: string;
  readonly unitCode: string;
  readonly takenBy: string;
  readonly caseId: string;
  readonly losses: number;
  readonly pendingLosses: number;
  readonly amountMinor: number;
}

/** A page of reports, the latest first. */
export interface ReportPage {
  readonly rows: readonly ReportRow[];
  readonly next: string;
}

export const reportRowSchema: TUnsafe<ReportRow> = schemaOf<ReportRow>()(
  Type.Object({
    id: Type.String(),
    number: Type.String(),
    atMs: Type.Integer(),
    type: Type.String(),
    victimName: Type.String(),
    unitCode: Type.String(),
    takenBy: Type.String(),
    caseId: Type.String(),
    losses: Type.Integer(),
    pendingLosses: Type.Integer(),
    amountMinor: Type.Integer(),
  }),
);

export const reportPageSchema: TUnsafe<ReportPage> = schemaOf<ReportPage>()(
  Type.Object(
    {
      rows: Type.Array(reportRowSchema),
      next: Type.String({ description: "What to ask the next page with; empty at the end" }),
    },
    { title: "ReportPage" },
  ),
);

/** Which reports. */
export interface ReportQuery {
  readonly after?: string;
  readonly limit?: number;
  readonly case?: string;
}

export const reportQuerySchema: TUnsafe<ReportQuery> = schemaOf<ReportQuery>()(
  Type.Object({
    after: Type.Optional(Type.String({ maxLength: 60 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    case: Type.Optional(Type.String({ format: "uuid" })),
  }),
);
