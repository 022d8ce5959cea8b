import { SluiceError } from "../errors/sluice-error.ts";

declare const minorUnits: unique symbol;

/** An exact amount in minor units (分 for CNY): a safe integer, never a fraction (rule M1). May be negative. */
export type MinorUnits = number & { readonly [minorUnits]: true };

/**
 * Brands a whole number as an amount.
 * @throws SluiceError MONEY_TOO_LARGE beyond ±(2^53 − 1), MONEY_NOT_AN_AMOUNT for a fraction or NaN.
 */
export function toMinorUnits(value: number): MinorUnits {
  if (Number.isSafeInteger(value)) return value as MinorUnits;
  throw new SluiceError(Number.isInteger(value) ? "MONEY_TOO_LARGE" : "MONEY_NOT_AN_AMOUNT", { seen: value });
}
