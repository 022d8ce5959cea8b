import { type TUnsafe, Type } from "typebox";
import type { MinorUnits } from "../money/minor-units.ts";
import type { TracedPart } from "../recovery/place-losses.ts";
import type { RecoveryRate } from "../recovery/recovery-rates.ts";
import type { RecoverySheetRow } from "../recovery/recovery-sheet.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { instantSchema, minorSchema, uuidSchema } from "./recovery-order-parts.ts";

/** Where losses are at an instant: loss = returned + held + at rest not held + exited + lost sight of + written off. */
export interface RecoverySheetView {
  readonly atMs: number;
  readonly losses: readonly (RecoverySheetRow & { readonly lossId: string })[];
  readonly total: RecoverySheetRow;
}

const amount: TUnsafe<MinorUnits> = Type.Unsafe<MinorUnits>(Type.Integer({ description: "分" }));
const amounts = {
  lossMinor: amount,
  returnedMinor: amount,
  heldMinor: amount,
  atRestMinor: amount,
  exitedMinor: amount,
  lostSightMinor: amount,
  writtenOffMinor: amount,
};

export const recoverySheetSchema: TUnsafe<RecoverySheetView> = schemaOf<RecoverySheetView>()(
  Type.Object(
    {
      atMs: Type.Integer(),
      losses: Type.Array(Type.Object({ lossId: Type.String(), ...amounts })),
      total: Type.Object(amounts),
    },
    { title: "RecoverySheet" },
  ),
);

/** Which losses, and when. */
export interface RecoverySheetQuery {
  readonly caseId?: string;
  readonly at?: number;
}

export const recoverySheetQuerySchema: TUnsafe<RecoverySheetQuery> = schemaOf<RecoverySheetQuery>()(
  Type.Object({ caseId: Type.Optional(uuidSchema), at: Type.Optional(instantSchema) }),
);

/** The three rates, each with its definition. */
export interface RecoveryRatesView {
  readonly atMs: number;
  readonly held: RecoveryRate;
  readonly returned: RecoveryRate;
  readonly originalRoute: RecoveryRate;
}

const rate = Type.Object({
  partMinor: amount,
  wholeMinor: amount,
  basisPoints: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
  zh: Type.String(),
  en: Type.String(),
});

export const recoveryRatesSchema: TUnsafe<RecoveryRatesView> = schemaOf<RecoveryRatesView>()(
  Type.Object({ atMs: Type.Integer(), held: rate, returned: rate, originalRoute: rate }, { title: "RecoveryRates" }),
);

/** Where a trace placed a loss; the parts are the whole of it. */
export interface LossPlacementBody {
  readonly traceId: string;
  readonly traced: readonly TracedPart[];
}

const tracedBuckets: readonly TracedPart["bucket"][] = ["returned", "at-rest", "exited", "lost-sight", "written-off"];
const part = Type.Object({
  bucket: oneOf(tracedBuckets),
  place: Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]+$" }),
  amountMinor: minorSchema,
  paymentId: Type.Unsafe<string | null>({ type: ["string", "null"], maxLength: 64 }),
});

export const lossPlacementSchema: TUnsafe<LossPlacementBody> = schemaOf<LossPlacementBody>()(
  Type.Object({
    traceId: Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]+$" }),
    traced: Type.Array(part, { minItems: 1, maxItems: 5_000 }),
  }),
);
