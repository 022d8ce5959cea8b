import { readAccountNumber } from "../intake/cells/read-account-number.ts";

/** An account as a person gives it: keys such as `@…` or `6222…#USD` as they stand, a number as the intake reads it. */
export function readGivenAccount(text: string): string {
  const given = text.trim();
  return given.startsWith("@") || given.includes("#") ? given : readAccountNumber(given).number || given;
}
