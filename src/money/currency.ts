import { SluiceError } from "../errors/sluice-error.ts";

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const decimalsOf: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, BHD: 3, KWD: 3, OMR: 3, JOD: 3, TND: 3 };

/** An ISO 4217 code, three capital letters, e.g. `CNY`. */
export type Currency = string & { readonly __currency: true };

export const CNY = "CNY" as Currency;

/**
 * Parses an ISO 4217 code; lower case is accepted.
 * @throws SluiceError MONEY_UNKNOWN_CURRENCY for anything that is not three letters.
 */
export function toCurrency(text: string): Currency {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code as Currency;
  throw new SluiceError("MONEY_UNKNOWN_CURRENCY", { seen: text });
}

/** How many decimals the currency's minor unit stands for: 2 for CNY. */
export function decimalsOfCurrency(currency: Currency): number {
  return decimalsOf[currency] ?? 2;
}
