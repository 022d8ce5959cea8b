import { firstAtLeast } from "./first-at-least.ts";
import { type Holding, lanesFor, type MoneyLanes, type Piece } from "./money-lanes.ts";
import type { PartLedger } from "./part-reader.ts";
import type { Stops } from "./stops.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

/** What is to be scouted: a kept ledger of which the losses' transfers are fetched with their payers' parts. */
export interface Scouted extends Pick<PartLedger, "parts" | "end"> {
  readonly stops: Stops;
  readonly options: TraceOptions;
  readonly losses: readonly (Loss & { readonly payer: number })[];
}

/** Money on its way through an account, and the leg and the part that it comes to next. */
interface Travelling extends Holding {
  readonly account: number;
  leg: number;
  row: number;
}

/**
 * Runs ahead of a walk to learn which parts it will read: it follows every piece of traced money by itself, each step once,
 * in whatever order the parts arrive, where a walk must take all transfers in their order and begin again behind whatever
 * was missing. It knows neither reversals nor stated balances nor whose loss a piece is of, so it only guesses: the walk
 * decides, and whatever else that reads is missing still.
 */
export class MoneyScout {
  readonly #input: Scouted;
  readonly #lanes: MoneyLanes;
  #waiting: Travelling[] = [];

  private constructor(input: Scouted, lanes: MoneyLanes) {
    this.#input = input;
    this.#lanes = lanes;
    for (const loss of input.losses) this.#begin(loss);
  }

  /** A scout whose money stands behind the losses' transfers; `undefined` where the doctrine spreads each piece over all payments. */
  static of(input: Scouted): MoneyScout | undefined {
    const lanes = lanesFor(input.options.doctrine, input.options.asOfMs);
    return lanes && new MoneyScout(input, lanes);
  }

  /** Goes on as far as parts are fetched; those that it lacks are noted as missing. */
  goOn(): void {
    const ready = this.#waiting;
    this.#waiting = [];
    const arrive = (piece: Piece): void => this.#arrive(piece, ready);
    for (let money = ready.pop(); money !== undefined; money = ready.pop()) this.#follow(money, arrive);
  }

  #begin({ payer, transfer, amountMinor }: Scouted["losses"][number]): void {
    const { parts } = this.#input;
    const fetched = parts.part(payer, parts.rowOf(payer, transfer));
    if (fetched === undefined) return;
    const { part } = fetched;
    const place = firstAtLeast(part.leg, transfer * 2);
    const piece = { part, place, offsetMinor: 0, amountMinor: amountMinor ?? part.amountMinor[place]! };
    this.#arrive(piece, this.#waiting);
  }

  #arrive(piece: Piece, travelling: Travelling[]): void {
    const { parts, end, stops, options } = this.#input;
    const account = piece.part.other[piece.place]!;
    if (stops.kindOf(account) !== 0 || piece.amountMinor < (options.dustMinor ?? 0)) return;
    if (options.coverage === "as-recorded") parts.account(account);
    const transfer = piece.part.leg[piece.place]! >>> 1;
    const row = parts.rowOf(account, Math.min(transfer + 1, end));
    const leg = (transfer + 1) * 2;
    travelling.push({ account, row, leg, amountMinor: piece.amountMinor, waitsMinor: this.#lanes.waitsFor(piece) });
  }

  #follow(money: Travelling, arrive: (piece: Piece) => void): void {
    const { parts, end } = this.#input;
    for (const last = parts.rowOf(money.account, end); money.row <= last; money.row++) {
      const fetched = parts.part(money.account, money.row);
      if (fetched === undefined) {
        this.#waiting.push(money);
        return;
      }
      const from = firstAtLeast(fetched.part.leg, money.leg);
      this.#lanes.carry(money, { part: fetched.part, number: fetched.number, from }, arrive);
      if (money.amountMinor === 0) return;
    }
    // What is known of an account is asked where money is at rest.
    parts.account(money.account);
  }
}
