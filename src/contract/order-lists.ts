import { type TUnsafe, Type } from "typebox";
import { type AccountCells, accountFields, amountField, rangeField, type TriedRange } from "./account-cells.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";

/** One account to freeze: traced money at rest there, the disputed amount and never the whole balance. */
export interface FreezeRow extends AccountCells {
  readonly rank: number;
  readonly atRestMinor: number;
  readonly range: TriedRange | null;
  readonly hop: number;
  /** When the oldest of it arrived. */
  readonly since: string;
  readonly lastSeen: boolean;
  /** The receipt that justifies the order: the latest traced one; null when there is none. */
  readonly receipt: FreezeReceipt | null;
  /** The chance that the money is there still when an order sent now takes effect, in millionths. */
  readonly chancePpm: number;
  /** At rest × chance; the list is ordered by it. */
  readonly expectedMinor: number;
  readonly role: OrderNote;
  /** Until when the money is known to have been there, and when an order takes effect. */
  readonly seen: string;
  readonly effect: string;
  /** How long the bank takes from an order to its effect. */
  readonly responseMinutes: number;
  /** Why the holder may know nothing of it, in both languages; null when nothing says so. */
  readonly looksInnocent: OrderNote | null;
  /** What the bank answered, in both languages; null when it did not. */
  readonly answer: OrderNote | null;
}

/** What a bank checks an order by: payer, time, amount and serial of a receipt. */
export interface FreezeReceipt {
  readonly transfer: string;
  readonly at: string;
  readonly payerNumber: string;
  readonly payerHolder: string;
  /** The whole payment, minor units. */
  readonly amountMinor: number;
  /** Empty where no row states it. */
  readonly serial: string;
}

/** A note of people's words beside an order. */
export interface OrderNote {
  readonly zh: string;
  readonly en: string;
}

/** One statement to ask a bank for. */
export interface RequestRow extends AccountCells {
  readonly rank: number;
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
  /** Amount × yield; the list is ordered by it. */
  readonly expectedMinor: number;
  /** When the same account and period were last noted as asked for; null: never. */
  readonly asked: string | null;
  /** Order numbers of the traced transfers there, each once, at most twenty: a payment institution searches by them. */
  readonly orderNos: readonly string[];
}

const text = Type.String();
const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000, description: "millionths" });
const note = Type.Object({ zh: text, en: text });
const noteOrNull = Type.Union([note, Type.Null()]);

export const freezeRowSchema: TUnsafe<FreezeRow> = schemaOf<FreezeRow>()(
  Type.Object({
    ...accountFields,
    rank: Type.Integer(),
    atRestMinor: amountField,
    range: rangeField,
    hop: Type.Integer(),
    since: text,
    lastSeen: Type.Boolean(),
    receipt: Type.Union([
      Type.Object({
        transfer: text,
        at: text,
        payerNumber: text,
        payerHolder: text,
        amountMinor: amountField,
        serial: text,
      }),
      Type.Null(),
    ]),
    chancePpm: ppm,
    expectedMinor: amountField,
    role: note,
    seen: text,
    effect: text,
    responseMinutes: Type.Integer(),
    looksInnocent: noteOrNull,
    answer: noteOrNull,
  }),
);

export const requestRowSchema: TUnsafe<RequestRow> = schemaOf<RequestRow>()(
  Type.Object({
    ...accountFields,
    rank: Type.Integer(),
    amountMinor: amountField,
    from: text,
    to: textOrNull("China time; null: to the day the bank answers"),
    reason: oneOf(["lost-sight", "last-seen"]),
    yieldPpm: ppm,
    answered: Type.Integer(),
    expectedMinor: amountField,
    asked: textOrNull("China time; null: never"),
    orderNos: Type.Array(text),
  }),
);
