import { randomInt } from "node:crypto";

/** Of ten thousand openings and searches so many are drawn for review. */
export const drawnOfTenThousand = 200;

/** 0 to 9,999. */
export function drawRoll(): number {
  return randomInt(10_000);
}
