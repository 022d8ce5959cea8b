import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { SessionView } from "../../../src/contract/session.ts";
import { problemOf } from "../api/ask.ts";
import { hasSessionEnded, signOut, takeSession, useSession } from "../api/session.ts";
import { useLanguage } from "../design/language.tsx";
import { Failed, Loading } from "../design/page-states.tsx";
import { SignedInPerson } from "../design/signed-in.tsx";
import { Watermark } from "../design/watermark.tsx";
import { NewPasswordPage } from "../features/sign-in/new-password-page.tsx";
import { SecondFactorPage } from "../features/sign-in/second-factor-page.tsx";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";

/** Lets through who is signed in and owes nothing; the address stays, so that everyone comes to where they were going. */
export function Door({ children }: { readonly children: ReactNode }): ReactNode {
  const { say } = useLanguage();
  const queries = useQueryClient();
  const answer = useSession();
  const [shownPassword, setShownPassword] = useState("");
  const enter = (entered: SessionView, password = ""): void => {
    setShownPassword(entered.owes === "password" ? password : "");
    takeSession(queries, entered);
  };
  const session = answer.data;
  if (session === undefined) {
    if (answer.error === null) return <Loading doing="state.reading" />;
    return <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />;
  }
  if (session === null) return <SignInPage isAgain={hasSessionEnded(queries)} enter={enter} />;
  const below = (
    <Button type="link" size="small" onClick={() => leave(queries)}>
      {say("door.otherAccount")}
    </Button>
  );
  switch (session.owes) {
    case "password":
      return <NewPasswordPage session={session} shown={shownPassword} enter={enter} below={below} />;
    case "second-factor":
      return <SecondFactorPage enter={enter} below={below} />;
    case "":
      return <Inside session={session}>{children}</Inside>;
  }
}

function Inside({ session, children }: { readonly session: SessionView; readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const signedIn = useMemo(() => ({ session, signOut: () => leave(queries) }), [session, queries]);
  return (
    <SignedInPerson.Provider value={signedIn}>
      {children}
      <Watermark name={session.name} unitCode={session.unitCode} />
    </SignedInPerson.Provider>
  );
}

/** Signs out. A session that cannot be ended here any more is over too. */
function leave(queries: QueryClient): void {
  const gone = (): void => takeSession(queries, null);
  signOut().then(gone, gone);
}
