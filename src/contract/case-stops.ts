import { type TUnsafe, Type } from "typebox";
import type { ExitKind } from "../flows/exit-kind.ts";
import { type AccountCells, accountFields, amountField } from "./account-cells.ts";
import type { Listed } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** Where a trace ended besides accounts that still hold money: nothing is dropped in silence. */
export interface CaseStopsView {
  readonly stops: Listed<StopRow>;
  readonly writtenOff: Listed<WrittenOffRow>;
  readonly lostSight: Listed<LostSightRow>;
}

/** A stop, with what traced money it took. */
export interface StopRow extends AccountCells {
  /** What made it a stop: its own kind, the list of stops, or the limit on counterparties. */
  readonly why: "exit" | "listed" | "hub-limit";
  readonly kind: ExitKind;
  readonly amountMinor: number;
  readonly losses: number;
}

/** Dust of one loss, written off where it stands. */
export interface WrittenOffRow extends AccountCells {
  readonly loss: string;
  readonly victim: string;
  readonly amountMinor: number;
}

/** Money of one loss that went where no statement is held, or that a stated balance drove out. */
export interface LostSightRow extends WrittenOffRow {
  readonly since: string;
  readonly why: "no-statement" | "stated-balance";
}

const exitKinds: readonly ExitKind[] = [
  "cash",
  "purchase",
  "abroad",
  "virtual-currency",
  "fee",
  "exchange",
  "hub",
  "debt",
  "another-loss",
  "unknown",
  "good-faith",
];
const text = Type.String();
const ofLoss = { ...accountFields, loss: text, victim: text, amountMinor: amountField };

export const caseStopsSchema: TUnsafe<CaseStopsView> = schemaOf<CaseStopsView>()(
  Type.Object(
    {
      stops: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...accountFields,
            why: oneOf(["exit", "listed", "hub-limit"]),
            kind: oneOf(exitKinds),
            amountMinor: amountField,
            losses: Type.Integer(),
          }),
        ),
        total: Type.Integer(),
      }),
      writtenOff: Type.Object({ rows: Type.Array(Type.Object(ofLoss)), total: Type.Integer() }),
      lostSight: Type.Object({
        rows: Type.Array(Type.Object({ ...ofLoss, since: text, why: oneOf(["no-statement", "stated-balance"]) })),
        total: Type.Integer(),
      }),
    },
    { title: "CaseStops" },
  ),
);
