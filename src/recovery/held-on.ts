import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { groupBy } from "./group-by.ts";
import { endOfMeasure, isHolding } from "./measure.ts";
import type { Order } from "./order.ts";

/**
 * What our measures hold on the account at `atMs` (rule R33). Orders of one kind for different receipts hold together;
 * a stop-payment and the freeze that follows it hold the same money, so the larger of the two kinds counts. A protective
 * hold keeps a victim's own money, which is no loss.
 */
export function heldOn(orders: readonly Order[], accountKey: string, atMs: number): MinorUnits {
  const holding = orders.filter((order) => order.account.key === accountKey && isHolding(order, atMs));
  const sums = (["stop-payment", "freeze"] as const).map((kind) => {
    const byReceipt = groupBy(
      holding.filter((order) => order.kind === kind),
      ({ basis }) => JSON.stringify([basis.receipt?.payer, basis.receipt?.amountMinor, basis.receipt?.atMs]),
    );
    const largest = [...byReceipt.values()].map((same) =>
      Math.max(...same.map(({ measure }) => measure?.heldMinor ?? 0)),
    );
    return largest.reduce((sum, one) => sum + one, 0);
  });
  return toMinorUnits(Math.max(...sums));
}

/**
 * The instants after `fromMs`, up to `toMs`, at which a measure ends by itself: the ledger is settled at each, before
 * anything later is posted, so that its sheet is true at any date (rule R32).
 */
export function lapsesBetween(orders: readonly Order[], fromMs: number, toMs: number): readonly number[] {
  const ends = orders.flatMap(({ measure }) => (measure === null ? [] : [endOfMeasure(measure)]));
  return [...new Set(ends.filter((atMs) => atMs > fromMs && atMs <= toMs))].sort((a, b) => a - b);
}
