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

/** A new second factor, not yet in force. @throws AskFailed */
export function offerSecondFactor(): Promise<OfferedFactor> {
  return tell("POST", `${path}/second-factor`);
}

/** @throws AskFailed */
export function confirmSecondFactor(shown: FactorConfirmation): Promise<SessionView> {
  return tell("PUT", `${path}/second-factor`, shown);
}

/** Goes on as `session`, or as nobody. What was asked before is forgotten: the next person at this screen may be another. */
export function takeSession(queries: QueryClient, session: SessionView | null): void {
  queries.setQueryData(key, session);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

/** Whether an answer says that the session is over, or owes something. */
export function isSessionLost(error: Error): boolean {
  return ["SIGN_IN_NEEDED", "SIGN_IN_OWES"].includes(problemOf(error)?.code ?? "");
}
