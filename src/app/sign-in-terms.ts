import type { SessionTerms } from "../storage/records/sessions.ts";

/** Failed tries in a row that lock an account, and for how long. Ours; GB/T 22239 asks for a limit and names none. */
export const lockout: { readonly mostFailures: number; readonly lockMs: number } = {
  mostFailures: 5,
  lockMs: 15 * 60_000,
};

/** A shift of twelve hours, and half an hour away from the desk. */
export const sessionTerms: SessionTerms = { longestMs: 12 * 3_600_000, idleMs: 30 * 60_000 };

/** Roles that act on people's money or on the system itself sign in with a second factor. */
export const rolesWithSecondFactor: readonly string[] = ["approver", "administrator", "auditor"];

/** The fewest characters of a password. */
const shortestPassword = 10;

/** Why a new password will not do; `undefined` when it will. */
export function passwordFault(
  password: string,
  { login, name }: { readonly login: string; readonly name: string },
): string | undefined {
  const folded = password.normalize("NFKC").toLowerCase();
  if ([...folded].length < shortestPassword) return "too short";
  if (folded.includes(login.toLowerCase()) || folded.includes(name.toLowerCase())) return "contains the name";
  if (new Set(folded).size < 5) return "too few different characters";
  return undefined;
}
