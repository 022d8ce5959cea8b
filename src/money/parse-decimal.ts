import { SluiceError } from "../errors/sluice-error.ts";
import { type Currency, decimalsOfCurrency } from "./currency.ts";
import { type MinorUnits, toMinorUnits } from "./minor-units.ts";

/**
 * Reads plain decimal text (`1234`, `-1234.5`, `.50`) into minor units without ever passing through a float (rule M2).
 * Trailing zeros beyond the currency's decimals are allowed. Dirty text (¥, commas, brackets) is the intake's job.
 * @throws SluiceError MONEY_NOT_AN_AMOUNT, MONEY_TOO_MANY_DECIMALS, MONEY_TOO_LARGE.
 */
export function parseDecimal(text: string, currency: Currency): MinorUnits {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || (whole === "" && fraction === "")) throw new SluiceError("MONEY_NOT_AN_AMOUNT", { seen: text });
  const decimals = decimalsOfCurrency(currency);
  if (/[^0]/.test(fraction.slice(decimals))) {
    throw new SluiceError("MONEY_TOO_MANY_DECIMALS", { seen: text, currency, decimals });
  }
  const digits = `${whole}${fraction.slice(0, decimals).padEnd(decimals, "0")}`;
  const magnitude = Number(digits);
  if (!Number.isSafeInteger(magnitude)) throw new SluiceError("MONEY_TOO_LARGE", { seen: text });
  return toMinorUnits(match[1] === "-" && magnitude !== 0 ? -magnitude : magnitude);
}
