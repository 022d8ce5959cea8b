import { minuteText } from "./minute-text.ts";
import type { Measure, Order } from "./order.ts";
import { type Refusal, refuseIf } from "./refusal.ts";

/** The first instant without the measure: when it was released, else when its last period ends. */
export function endOfMeasure({ periods, releasedMs }: Measure): number {
  const endMs = periods.at(-1)?.toMs ?? periods[0].toMs;
  return releasedMs === null ? endMs : Math.min(releasedMs, endMs);
}

/** Whether the order's measure holds money at `atMs`. It lapses by itself: nothing extends it in silence (rule R8). */
export function isHolding({ measure }: Order, atMs: number): boolean {
  return measure !== null && measure.periods[0].fromMs <= atMs && atMs < endOfMeasure(measure);
}

/** Whether the order waits behind another unit's freeze (轮候冻结): it holds nothing yet, and may be let go of. */
export function isQueued({ measure, answer, withdrawn }: Order): boolean {
  return measure === null && answer?.outcome === "queued" && withdrawn === null;
}

/** A refusal where the order holds nothing at `atMs`, nor waits to. */
export function overRefusals(order: Order, atMs: number): readonly Refusal[] {
  const ended = order.measure === null ? "–" : minuteText(endOfMeasure(order.measure));
  return refuseIf(!isHolding(order, atMs) && !isQueued(order), "measure-over", { ended });
}
