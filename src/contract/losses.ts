import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { type DifferenceView, differenceSchema } from "./reports.ts";

/** A row of the ledger that may be the stated payment; numbers and names masked. */
export interface ProposalView {
  readonly transferId: string;
  readonly payer: string;
  readonly payerName: string;
  readonly payee: string;
  readonly payeeName: string;
  readonly amountMinor: number;
  readonly atMs: number;
  /** What no other loss has claimed of it. */
  readonly unclaimedMinor: number;
  readonly differences: readonly DifferenceView[];
}

/** Rows that may be a loss, those with the fewest differences first. None is bound by itself. */
export interface ProposalList {
  readonly rows: readonly ProposalView[];
}

export const proposalListSchema: TUnsafe<ProposalList> = schemaOf<ProposalList>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          transferId: Type.String(),
          payer: Type.String(),
          payerName: Type.String(),
          payee: Type.String(),
          payeeName: Type.String(),
          amountMinor: Type.Integer(),
          atMs: Type.Integer(),
          unclaimedMinor: Type.Integer(),
          differences: Type.Array(differenceSchema),
        }),
      ),
    },
    { title: "Proposals" },
  ),
);

/** Binding a loss to a row, with every difference accepted by name. */
export interface LossBindingBody {
  readonly version: number;
  readonly transferId: string;
  readonly accepted: readonly DifferenceView["field"][];
}

export const lossBindingSchema: TUnsafe<LossBindingBody> = schemaOf<LossBindingBody>()(
  Type.Object({
    version: Type.Integer({ minimum: 1 }),
    transferId: Type.String({ minLength: 1, maxLength: 200 }),
    accepted: Type.Array(oneOf(["payer", "payerName", "payee", "payeeName", "amount", "time"] as const), {
      maxItems: 6,
      uniqueItems: true,
    }),
  }),
);

/** Taking a binding apart. */
export interface LossUnbinding {
  readonly version: number;
  readonly reason: string;
}

export const lossUnbindingSchema: TUnsafe<LossUnbinding> = schemaOf<LossUnbinding>()(
  Type.Object({ version: Type.Integer({ minimum: 1 }), reason: Type.String({ maxLength: 2_000 }) }),
);
