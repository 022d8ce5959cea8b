import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import type { UnboundReason } from "../tracing/trace-view.ts";
import { type AccountCells, accountFields, amountField, rangeField, type TriedRange } from "./account-cells.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";
import { type FreezeRow, freezeRowSchema, type RequestRow, requestRowSchema } from "./order-lists.ts";
import { type MoneyMap, moneyMapSchema } from "./money-map.ts";

/** The doctrines a page can ask for, in the order in which they are offered. */
export const offeredDoctrines: readonly Doctrine[] = ["tainted-first", "fifo", "lifo", "pro-rata", "libr", "poison"];

/** One line of the balance sheet: loss = the sum of the other five, exactly. Minor units of `currency`. */
export interface SheetLine {
  readonly currency: string;
  readonly lossMinor: number;
  readonly atRestMinor: number;
  readonly exitedMinor: number;
  readonly lostSightMinor: number;
  readonly returnedMinor: number;
  readonly writtenOffMinor: number;
}

/** The balance sheet of one loss. */
export interface LossLine extends SheetLine {
  readonly loss: string;
  readonly victim: string;
  /** The transfer that the loss was found to be. */
  readonly transfer: string;
  readonly at: string;
  /** What is due to it of the interest that its money bore (T20): beside the sheet, in no sum of it. */
  readonly interestMinor: number;
  /** Of the figures that depend on the order of tied rows. */
  readonly ranges: SheetRanges;
}

/** Per amount of the sheet its range; null where no order of tied rows changes it. */
export interface SheetRanges {
  readonly atRestMinor: TriedRange | null;
  readonly exitedMinor: TriedRange | null;
  readonly lostSightMinor: TriedRange | null;
  readonly returnedMinor: TriedRange | null;
  readonly writtenOffMinor: TriedRange | null;
}

/** Why a claim stands in no figure. */
const unboundReasons: readonly UnboundReason[] = [
  "no-transfer-fits",
  "several-transfers-fit",
  "account-not-in-ledger",
  "transfer-not-in-ledger",
  "transfer-moved-nothing",
  "transfer-claimed-already",
];

/** A claim of the case that does not fit exactly one transfer, with ids of the first that would. */
export interface UnboundLoss {
  readonly loss: string;
  readonly victim: string;
  readonly why: UnboundReason;
  readonly candidateCount: number;
  readonly candidates: readonly string[];
}

/** Money that ended for good, per account and kind. */
export interface ExitRow extends AccountCells {
  readonly kind: string;
  readonly amountMinor: number;
  readonly range: TriedRange | null;
}

/** A list that may be cut: `rows.length` of `total`. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Everything the page of one case shows. Amounts are integers of minor units, times are China time as text. */
export interface CaseView {
  readonly case: string;
  readonly doctrine: Doctrine;
  /** The instant the trace stops at; null: the end of the ledger. */
  readonly asOf: string | null;
  /** First and last transfer of the ledger; null when it is empty. */
  readonly ledgerFrom: string | null;
  readonly ledgerTo: string | null;
  readonly ledgerTransfers: number;
  /** `reach` under `poison`: what is marked, without amounts, sheet or lists. */
  readonly kind: "allocated" | "reach";
  /** One line a currency. */
  readonly totals: readonly SheetLine[];
  readonly losses: Listed<LossLine>;
  readonly unbound: readonly UnboundLoss[];
  readonly map: MoneyMap;
  /** Edges of the map that carried money of the victim that was asked for; null when none was. */
  readonly lit: readonly string[] | null;
  /** When its orders are taken to be sent; null under `poison`. */
  readonly ordersSent: string | null;
  readonly freezeList: Listed<FreezeRow>;
  readonly requests: Listed<RequestRow>;
  readonly exits: Listed<ExitRow>;
  /** Places where rows stand in no known order and another order changes an amount, or was not tried (T7). */
  readonly guesses: number;
  /** Payments larger than what their account was seen to hold. */
  readonly unexplained: number;
}

const text = Type.String();
const sheet = {
  currency: text,
  lossMinor: amountField,
  atRestMinor: amountField,
  exitedMinor: amountField,
  lostSightMinor: amountField,
  returnedMinor: amountField,
  writtenOffMinor: amountField,
};
const ranges = {
  atRestMinor: rangeField,
  exitedMinor: rangeField,
  lostSightMinor: rangeField,
  returnedMinor: rangeField,
  writtenOffMinor: rangeField,
};

export const caseViewSchema: TUnsafe<CaseView> = schemaOf<CaseView>()(
  Type.Object(
    {
      case: text,
      doctrine: oneOf(offeredDoctrines),
      asOf: textOrNull("China time"),
      ledgerFrom: textOrNull("China time"),
      ledgerTo: textOrNull("China time"),
      ledgerTransfers: Type.Integer(),
      kind: oneOf(["allocated", "reach"]),
      totals: Type.Array(Type.Object(sheet)),
      losses: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...sheet,
            loss: text,
            victim: text,
            transfer: text,
            at: text,
            interestMinor: amountField,
            ranges: Type.Object(ranges),
          }),
        ),
        total: Type.Integer(),
      }),
      unbound: Type.Array(
        Type.Object({
          loss: text,
          victim: text,
          why: oneOf(unboundReasons),
          candidateCount: Type.Integer(),
          candidates: Type.Array(text),
        }),
      ),
      map: moneyMapSchema,
      lit: Type.Union([Type.Array(text), Type.Null()], { description: "edge ids of the asked victim's money" }),
      ordersSent: textOrNull("China time"),
      freezeList: Type.Object({ rows: Type.Array(freezeRowSchema), total: Type.Integer() }),
      requests: Type.Object({ rows: Type.Array(requestRowSchema), total: Type.Integer() }),
      exits: Type.Object({
        rows: Type.Array(Type.Object({ ...accountFields, kind: text, amountMinor: amountField, range: rangeField })),
        total: Type.Integer(),
      }),
      guesses: Type.Integer(),
      unexplained: Type.Integer(),
    },
    { title: "CaseView" },
  ),
);
