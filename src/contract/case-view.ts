import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import type { UnboundReason } from "../tracing/trace-view.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";
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

/** One account to freeze: traced money at rest there. */
export interface FreezeRow {
  /** Key of the account; the node of the same id is the same account. */
  readonly account: string;
  readonly rank: number;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly currency: string;
  readonly atRestMinor: number;
  readonly range: TriedRange | null;
  readonly hop: number;
  /** When the oldest of it arrived. */
  readonly since: string;
  readonly lastSeen: boolean;
  /** Id of the receipt that justifies the order: the latest traced one; null when there is none. */
  readonly receipt: string | null;
  /** The chance that the money is there still when an order sent now takes effect, in millionths. */
  readonly chancePpm: number;
  /** At rest × chance; the list is ordered by it. */
  readonly expectedMinor: number;
  readonly role: string;
  /** Until when the money is known to have been there, and when an order takes effect. */
  readonly seen: string;
  readonly effect: string;
  /** Why the holder may know nothing of it, in both languages; null when nothing says so. */
  readonly looksInnocent: OrderNote | null;
  /** What the bank answered, in both languages; null when it did not. */
  readonly answer: OrderNote | null;
}

/** A note of people's words beside an order. */
export interface OrderNote {
  readonly zh: string;
  readonly en: string;
}

/** One statement to ask a bank for. */
export interface RequestRow {
  readonly account: string;
  readonly rank: number;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly currency: string;
  /** Money lost sight of there, or last seen there. */
  readonly amountMinor: number;
  readonly from: string;
  /** null: to the day the bank answers. */
  readonly to: string | null;
  /** Why it is asked for: never held, or ends before the as-of time. */
  readonly reason: "lost-sight" | "last-seen";
  /** What asking this bank has yielded before, in millionths, and on how many of its answers that rests. */
  readonly yieldPpm: number;
  readonly answered: number;
}

/** Money that ended for good, per account and kind. */
export interface ExitRow {
  readonly account: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly kind: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly range: TriedRange | null;
}

/** The smallest and the largest amount that other orders of tied rows gave; minor units. */
export interface TriedRange {
  readonly lowMinor: number;
  readonly highMinor: number;
}

/** An account of which some rows stand in no known order, so that an amount depends on it. */
export interface OrderSensitiveRow {
  readonly account: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly currency: string;
  /** When the tied rows are; ids of their transfers. */
  readonly at: string;
  readonly transfers: readonly string[];
  readonly search: "all-orders" | "sample" | "not-tried";
  readonly ordersTried: number;
  readonly ordersImpossible: number;
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
  /** Those where another order changes an amount, then those not searched. */
  readonly orderSensitive: Listed<OrderSensitiveRow>;
  /** Payments larger than what their account was seen to hold. */
  readonly unexplained: number;
}

const amount = Type.Integer();
const text = Type.String();
const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000, description: "millionths" });
const note = Type.Union([Type.Object({ zh: text, en: text }), Type.Null()]);
const sheet = {
  currency: text,
  lossMinor: amount,
  atRestMinor: amount,
  exitedMinor: amount,
  lostSightMinor: amount,
  returnedMinor: amount,
  writtenOffMinor: amount,
};
const range = Type.Union([Type.Object({ lowMinor: amount, highMinor: amount }), Type.Null()], {
  description: "smallest and largest amount tried where rows stand in no known order",
});
const holder = { account: text, number: text, holder: text, bank: text, currency: text };

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
        rows: Type.Array(Type.Object({ ...sheet, loss: text, victim: text, transfer: text, at: text })),
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
      freezeList: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...holder,
            rank: Type.Integer(),
            atRestMinor: amount,
            range,
            hop: Type.Integer(),
            since: text,
            lastSeen: Type.Boolean(),
            receipt: textOrNull("transfer id"),
            chancePpm: ppm,
            expectedMinor: amount,
            role: text,
            seen: text,
            effect: text,
            looksInnocent: note,
            answer: note,
          }),
        ),
        total: Type.Integer(),
      }),
      requests: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...holder,
            rank: Type.Integer(),
            amountMinor: amount,
            from: text,
            to: textOrNull("China time; null: to the day the bank answers"),
            reason: oneOf(["lost-sight", "last-seen"]),
            yieldPpm: ppm,
            answered: Type.Integer(),
          }),
        ),
        total: Type.Integer(),
      }),
      exits: Type.Object({
        rows: Type.Array(Type.Object({ ...holder, kind: text, amountMinor: amount, range })),
        total: Type.Integer(),
      }),
      orderSensitive: Type.Object({
        rows: Type.Array(
          Type.Object({
            ...holder,
            at: text,
            transfers: Type.Array(text),
            search: oneOf(["all-orders", "sample", "not-tried"]),
            ordersTried: Type.Integer(),
            ordersImpossible: Type.Integer(),
          }),
        ),
        total: Type.Integer(),
      }),
      unexplained: Type.Integer(),
    },
    { title: "CaseView" },
  ),
);
