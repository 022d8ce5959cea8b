import { Secret, TOTP } from "otpauth";

const stepSeconds = 30;

/** A new secret, base32. */
export function makeSecondFactor(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator reads from a picture: `otpauth://totp/…` (RFC 6238: SHA-1, 6 digits, 30 s). */
export function secondFactorAddress(secret: string, login: string): string {
  return totpOf(secret, login).toString();
}

/**
 * The time step of the code that was shown, or `undefined` when it is no code of now. One step before and after is taken
 * for clocks that differ; a step up to `lastStep` was used and counts no more.
 */
export function secondFactorStep(
  secret: string,
  code: string,
  { nowMs, lastStep }: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const offset = totpOf(secret, "").validate({ token: code, timestamp: nowMs, window: 1 });
  if (offset === null) return undefined;
  const step = Math.floor(nowMs / 1_000 / stepSeconds) + offset;
  return step > lastStep ? step : undefined;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Sluice", label, secret: Secret.fromBase32(secret), period: stepSeconds, digits: 6 });
}
