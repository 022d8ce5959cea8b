import { fromWallClock } from "../../src/flows/china-time.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { Order } from "../../src/recovery/order.ts";

/** An instant on China's clocks: `2026-01-31 10:00`. */
export function china(text: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return fromWallClock({ year, month, day, hour, minute, second: 0, millisecond: 0 }) ?? Number.NaN;
}

/** A freeze of 100 minor units in force between two instants. */
export function sampleFreeze(fromMs: number, toMs: number): Order {
  return {
    id: "F1",
    kind: "freeze",
    caseId: "C1",
    unitCode: "330200000000",
    account: { key: "6222000000000001", bank: "演示银行", holder: "示例", isCorporate: false, province: "33" },
    amountMinor: toMinorUnits(100),
    tracedMinor: toMinorUnits(100),
    basis: { receipt: null, sources: ["row:1"], score: null },
    term: "ordinary",
    hold: null,
    targetId: null,
    drafted: { by: "analyst", atMs: fromMs },
    signatures: [{ by: "officer", atMs: fromMs, level: "county" }],
    review: null,
    sent: null,
    answer: null,
    measure: { periods: [{ fromMs, toMs, orderId: "F1" }], heldMinor: toMinorUnits(100), releasedMs: null },
    releaseDue: null,
    withdrawn: null,
  };
}
