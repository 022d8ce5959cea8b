import type { Role } from "./role.ts";

/** How signing in is guarded. Our defaults: `signInPolicy`. */
export interface SignInPolicy {
  /** Wrong attempts in a row before the account is locked. */
  readonly attempts: number;
  /** The first lock; each further run of wrong attempts doubles it. */
  readonly lockMs: number;
  readonly longestLockMs: number;
  readonly passwordDays: number;
  readonly secondFactorFor: readonly Role[];
  readonly idleMs: number;
  readonly sessionMs: number;
}

export const signInPolicy: SignInPolicy = {
  attempts: 5,
  lockMs: 15 * 60_000,
  longestLockMs: 24 * 3_600_000,
  passwordDays: 90,
  secondFactorFor: ["duty-officer", "investigator", "approver", "auditor", "administrator"],
  idleMs: 30 * 60_000,
  sessionMs: 12 * 3_600_000,
};

/** What is kept of an account's attempts. */
export interface Attempts {
  readonly failedCount: number;
  readonly lockedUntilMs: number | null;
}

/** What is known of an account that somebody wants to sign in to. */
export interface Account extends Attempts {
  readonly active: boolean;
  readonly roles: readonly Role[];
  readonly mustChange: boolean;
  readonly passwordChangedAtMs: number;
  readonly hasSecondFactor: boolean;
}

/** What a session still owes before it may be used for anything else. */
export type Owed = "second-factor" | "new-password" | "set-up-second-factor";

/** What an attempt comes to. `locked` and `wrong` are answered with the same words, so that no account is guessed. */
export type SignIn =
  | { readonly outcome: "signed-in"; readonly owes: readonly Owed[]; readonly attempts: Attempts }
  | { readonly outcome: "wrong" | "locked"; readonly attempts: Attempts };

/**
 * Decides an attempt with a password (rule P12). While an account is locked the password is not looked at: pass
 * `unchecked`. A count of failures is taken back when everything owed has been shown, not by the password alone.
 */
export function decideSignIn(
  account: Account,
  password: "right" | "wrong" | "unchecked",
  { policy, nowMs }: { readonly policy: SignInPolicy; readonly nowMs: number },
): SignIn {
  const attempts = { failedCount: account.failedCount, lockedUntilMs: account.lockedUntilMs };
  if (isLocked(account, nowMs)) return { outcome: "locked", attempts };
  if (password !== "right" || !account.active) {
    return { outcome: "wrong", attempts: afterFailure(attempts, { policy, nowMs }) };
  }
  const owes = owedBy(account, { policy, nowMs });
  const cleared = owes.includes("second-factor") ? attempts : noAttempts;
  return { outcome: "signed-in", owes, attempts: cleared };
}

/** Whether attempts are refused unseen. */
export function isLocked({ lockedUntilMs }: Attempts, nowMs: number): boolean {
  return lockedUntilMs !== null && nowMs < lockedUntilMs;
}

/** Counts one wrong password or code, and locks where that was one too many. */
export function afterFailure(
  { failedCount, lockedUntilMs }: Attempts,
  { policy, nowMs }: { readonly policy: SignInPolicy; readonly nowMs: number },
): Attempts {
  const failed = failedCount + 1;
  if (failed % policy.attempts !== 0) return { failedCount: failed, lockedUntilMs };
  const lock = Math.min(policy.lockMs * 2 ** (failed / policy.attempts - 1), policy.longestLockMs);
  return { failedCount: failed, lockedUntilMs: nowMs + lock };
}

/** After everything owed was shown. */
export const noAttempts: Attempts = { failedCount: 0, lockedUntilMs: null };

function owedBy(account: Account, { policy, nowMs }: { policy: SignInPolicy; nowMs: number }): Owed[] {
  const isOld = nowMs >= account.passwordChangedAtMs + policy.passwordDays * 86_400_000;
  const wantsFactor = account.roles.some((role) => policy.secondFactorFor.includes(role));
  const held: readonly (readonly [Owed, boolean])[] = [
    ["second-factor", account.hasSecondFactor],
    ["new-password", account.mustChange || isOld],
    ["set-up-second-factor", wantsFactor && !account.hasSecondFactor],
  ];
  return held.flatMap(([owed, holds]) => (holds ? [owed] : []));
}

/** A second factor's code that a library found to fit a time step (RFC 6238: 30 s), or none. */
export interface ShownCode {
  readonly matchedStep: number | null;
  /** The last step whose code was taken. */
  readonly lastStep: number;
  readonly nowStep: number;
}

/** Decides a code (rule P13): of the present step or a neighbour, and each once. A code seen twice counts as a failure. */
export function decideCode({ matchedStep, lastStep, nowStep }: ShownCode): "accepted" | "wrong" | "used-already" {
  if (matchedStep === null || Math.abs(matchedStep - nowStep) > 1) return "wrong";
  return matchedStep <= lastStep ? "used-already" : "accepted";
}

/** A session's instants. */
export interface SessionTimes {
  readonly startedAtMs: number;
  readonly seenAtMs: number;
  readonly revokedAtMs: number | null;
}

/** Whether a session may still be used (rule P14). */
export function sessionState(
  times: SessionTimes,
  policy: SignInPolicy,
  nowMs: number,
): "open" | "revoked" | "idle" | "over" {
  if (times.revokedAtMs !== null) return "revoked";
  if (nowMs >= times.startedAtMs + policy.sessionMs) return "over";
  return nowMs >= times.seenAtMs + policy.idleMs ? "idle" : "open";
}
