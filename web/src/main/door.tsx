import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { SessionView } from "../../../src/contract/session.ts";
import { problemOf } from "../api/ask.ts";
import { signOut, takeSession, useSession } from "../api/session.ts";
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
  const wasSignedIn = useRef(false);
  const session = answer.data;
  const isThrough = session !== null && session !== undefined && session.owes === "";
  useEffect(() => {
    if (!isThrough) return;
    wasSignedIn.current = true;
    setShownPassword("");
  }, [isThrough]);
  const leave = useMemo(
    () => (): void => {
      wasSignedIn.current = false;
      setShownPassword("");
      const gone = (): void => takeSession(queries, null);
      // A session that cannot be ended here any more is over too.
      signOut().then(gone, gone);
    },
    [queries],
  );
  const signedIn = useMemo(() => (isThrough ? { session, signOut: leave } : null), [isThrough, session, leave]);
  const enter = (entered: SessionView, password = ""): void => {
    if (password !== "") setShownPassword(password);
    takeSession(queries, entered);
  };
  if (session === undefined) {
    if (answer.error === null) return <Loading doing="state.reading" />;
    return <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />;
  }
  if (session === null) return <SignInPage isAgain={wasSignedIn.current} enter={enter} />;
  const below = (
    <Button type="link" size="small" onClick={leave}>
      {say("door.otherAccount")}
    </Button>
  );
  switch (session.owes) {
    case "password":
      return <NewPasswordPage session={session} shown={shownPassword} enter={enter} below={below} />;
    case "second-factor":
      return <SecondFactorPage enter={enter} below={below} />;
    case "":
      return (
        <SignedInPerson.Provider value={signedIn}>
          {children}
          <Watermark name={session.name} unitCode={session.unitCode} />
        </SignedInPerson.Provider>
      );
  }
}
