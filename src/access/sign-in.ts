import type { Role } from "./role.ts";

/** How signing in is guarded. */
export interface SignInPolicy {
  /** Wrong tries in a row before the account is locked. */
  readonly tries: number;
  /** The first lock; each further run of wrong tries doubles it. */
  readonly lockMs: number;
  readonly longestLockMs: number;
  readonly passwordDays: number;
  /** Roles that act on people's money or on the system itself. */
  readonly secondFactorFor: readonly Role[];
}

/** Ours; GB/T 22239 asks for a limit to tries and for changes of the password, and names no numbers. */
export const signInPolicy: SignInPolicy = {
  tries: 5,
  lockMs: 15 * 60_000,
  longestLockMs: 24 * 3_600_000,
  passwordDays: 90,
  secondFactorFor: ["approver", "administrator", "auditor"],
};

/** What is kept of an account's wrong tries. */
export interface Tries {
  readonly failedCount: number;
  readonly lockedUntilMs: number | null;
}

/** Whether tries are refused unseen, even with the right password (rule P12). */
export function isLocked({ lockedUntilMs }: Tries, nowMs: number): boolean {
  return lockedUntilMs !== null && nowMs < lockedUntilMs;
}

/** Counts one wrong password or code, and locks where that was one too many (rule P12). A success forgets the count. */
export function afterFailure({ failedCount, lockedUntilMs }: Tries, policy: SignInPolicy, nowMs: number): Tries {
  const failed = failedCount + 1;
  if (failed % policy.tries !== 0) return { failedCount: failed, lockedUntilMs };
  const lockMs = Math.min(policy.lockMs * 2 ** (failed / policy.tries - 1), policy.longestLockMs);
  return { failedCount: failed, lockedUntilMs: nowMs + lockMs };
}

/** What is known of an account whose owner has shown password and, where there is one, code. */
export interface KnownAccount {
  readonly roles: readonly string[];
  readonly mustChange: boolean;
  readonly passwordChangedAtMs: number;
  readonly hasSecondFactor: boolean;
}

/** What a session owes before it may be used for anything else (rule P13); empty when nothing. */
export function owedBy(account: KnownAccount, policy: SignInPolicy, nowMs: number): "" | "password" | "second-factor" {
  const isOld = nowMs >= account.passwordChangedAtMs + policy.passwordDays * 86_400_000;
  if (account.mustChange || isOld) return "password";
  const wantsFactor = policy.secondFactorFor.some((role) => account.roles.includes(role));
  return wantsFactor && !account.hasSecondFactor ? "second-factor" : "";
}
