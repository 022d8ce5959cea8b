import { type QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type {
  FactorConfirmation,
  OfferedFactor,
  PasswordChange,
  SessionView,
  SignInRequest,
} from "../../../src/contract/session.ts";
import { ask, problemOf, tell } from "./ask.ts";

const path = "/api/v1/session";
const key = ["session"] as const;
const endedKey = ["session-ended"] as const;

/** Who is signed in; null when nobody is. */
export function useSession(): UseQueryResult<SessionView | null> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      ask<SessionView>(path, {}, signal).catch((error: Error) => {
        if (problemOf(error)?.code === "SIGN_IN_NEEDED") return null;
        throw error;
      }),
    staleTime: Infinity,
  });
}

/** Signs in; the session's secret stays in a cookie that no script reads. @throws AskFailed */
export function signIn(shown: Omit<SignInRequest, "as">): Promise<SessionView> {
  return tell("POST", path, { ...shown, as: "cookie" });
}

/** @throws AskFailed */
export function signOut(): Promise<object> {
  return tell("DELETE", path);
}

/** @throws AskFailed */
export function changePassword(change: PasswordChange): Promise<SessionView> {
  return tell("PUT", `${path}/password`, change);
}

/** @throws AskFailed */
export function confirmSecondFactor(shown: FactorConfirmation): Promise<SessionView> {
  return tell("PUT", `${path}/second-factor`, shown);
}

/** Goes on as `session`, or as nobody. What was asked before is forgotten: the next person at this screen may be another. */
export function takeSession(queries: QueryClient, session: SessionView | null): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  queries.setQueryData(key, session);
}

/** Asks anew who is signed in when an answer says that the session is over, or owes something. */
export function noteLostSession(queries: QueryClient, error: Error): void {
  const code = problemOf(error)?.code;
  if (code === "SIGN_IN_NEEDED") queries.setQueryData(endedKey, true);
  if (code === "SIGN_IN_NEEDED" || code === "SIGN_IN_OWES") void queries.invalidateQueries({ queryKey: key });
}

/** Whether a session ended in the middle of work. */
export function hasSessionEnded(queries: QueryClient): boolean {
  return queries.getQueryData(endedKey) === true;
}

/** A new second factor, not yet in force; the same one as long as its page is open. */
export function useOfferedFactor(): UseQueryResult<OfferedFactor> {
  return useQuery({
    queryKey: ["offered-factor"],
    queryFn: () => tell<OfferedFactor>("POST", `${path}/second-factor`),
    staleTime: Infinity,
    gcTime: 0,
  });
}
