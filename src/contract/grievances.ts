import { type TUnsafe, Type } from "typebox";
import type { MinorUnits } from "../money/minor-units.ts";
import type { Clock } from "../recovery/clock.ts";
import type { GrievanceAnswer } from "../recovery/grievance.ts";
import { schemaOf } from "./checked-schema.ts";
import { minorSchema, uuidSchema } from "./recovery-order-parts.ts";
import { versionSchema } from "./recovery-orders.ts";

/** A holder's complaint against a measure (申诉). */
export interface GrievanceBody {
  readonly orderId: string;
  readonly holder: string;
  readonly words: string;
}

const words = Type.String({ maxLength: 4_000, pattern: "^[^\\u0000]*$" });
const holder = Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]+$" });

export const grievanceBodySchema: TUnsafe<GrievanceBody> = schemaOf<GrievanceBody>()(
  Type.Object({ orderId: uuidSchema, holder, words }),
);

/** What the holder is told. */
export interface GrievanceAnswerBody {
  readonly version: number;
  readonly upheld: boolean;
  readonly words: string;
  /** What stays held although it is upheld: the disputed amount. */
  readonly keepMinor: MinorUnits;
}

export const grievanceAnswerSchema: TUnsafe<GrievanceAnswerBody> = schemaOf<GrievanceAnswerBody>()(
  Type.Object({ version: versionSchema, upheld: Type.Boolean(), words, keepMinor: minorSchema }),
);

/** A grievance with its clock. */
export interface GrievanceView extends GrievanceBody {
  readonly id: string;
  readonly version: number;
  readonly receivedAtMs: number;
  readonly answer: GrievanceAnswer | null;
  /** `null`: it is answered. */
  readonly clock: Clock | null;
  /** Of an answer that upholds it: the release order that was drafted; empty where nothing is held any more. */
  readonly releaseId?: string;
}

const view = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    orderId: Type.String(),
    holder: Type.String(),
    words: Type.String(),
    receivedAtMs: Type.Integer(),
    answer: Type.Unsafe<GrievanceAnswer | null>({}),
    clock: Type.Unsafe<Clock | null>({}),
    releaseId: Type.Optional(Type.String()),
  },
  { title: "Grievance" },
);

export const grievanceViewSchema: TUnsafe<GrievanceView> = schemaOf<GrievanceView>()(view);

/** A page of grievances, the most urgent first. */
export interface GrievanceList {
  readonly rows: readonly GrievanceView[];
  readonly next: string;
}

export const grievanceListSchema: TUnsafe<GrievanceList> = schemaOf<GrievanceList>()(
  Type.Object({ rows: Type.Array(view), next: Type.String() }, { title: "Grievances" }),
);

/** What shows whether people are held wrongly, or for too long (rule R35). */
export interface HoldFiguresView {
  readonly atMs: number;
  /** What each figure is of, in both languages. */
  readonly definitions: Readonly<Record<"wrongful" | "ages" | "overdue", { readonly zh: string; readonly en: string }>>;
  readonly measures: number;
  readonly wrongful: number;
  readonly wrongfulBasisPoints: number | null;
  readonly ages: readonly { readonly orderId: string; readonly days: number }[];
  readonly medianDays: number | null;
  readonly overdue: readonly { readonly orderId: string; readonly dueMs: number }[];
  readonly late: number;
}

const wholeOrNull = Type.Unsafe<number | null>({ type: ["integer", "null"] });

const definition = Type.Object({ zh: Type.String(), en: Type.String() });

export const holdFiguresSchema: TUnsafe<HoldFiguresView> = schemaOf<HoldFiguresView>()(
  Type.Object(
    {
      atMs: Type.Integer(),
      definitions: Type.Object({ wrongful: definition, ages: definition, overdue: definition }),
      measures: Type.Integer(),
      wrongful: Type.Integer(),
      wrongfulBasisPoints: wholeOrNull,
      ages: Type.Array(Type.Object({ orderId: Type.String(), days: Type.Integer() })),
      medianDays: wholeOrNull,
      overdue: Type.Array(Type.Object({ orderId: Type.String(), dueMs: Type.Integer() })),
      late: Type.Integer(),
    },
    { title: "HoldFigures" },
  ),
);

/** Accounts whose label was flipped by an upheld grievance, for what scores learn from. */
export interface AccountLabels {
  readonly rows: readonly {
    readonly accountKey: string;
    readonly label: string;
    readonly atMs: number;
    readonly grievanceId: string;
  }[];
  readonly next: string;
}

export const accountLabelsSchema: TUnsafe<AccountLabels> = schemaOf<AccountLabels>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          accountKey: Type.String(),
          label: Type.String(),
          atMs: Type.Integer(),
          grievanceId: Type.String(),
        }),
      ),
      next: Type.String(),
    },
    { title: "AccountLabels" },
  ),
);
