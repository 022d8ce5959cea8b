import { Input } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { SessionView } from "../../../../src/contract/session.ts";
import { problemOf } from "../../api/ask.ts";
import { signIn } from "../../api/session.ts";
import { useLanguage } from "../../design/language.tsx";
import { CodeField } from "./code-field.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { PasswordField } from "./password-field.tsx";

interface SignInPageProps {
  /** Whether somebody was signed in here whose session ended. */
  readonly isAgain: boolean;
  /** Goes on as who signed in; the password is handed on for the change of a one-time password, and kept nowhere. */
  readonly enter: (session: SessionView, password: string) => void;
}

/** Asks who is there: user name and password, and the code of the second factor where the account has one. */
export function SignInPage({ isAgain, enter }: SignInPageProps): ReactNode {
  const { say } = useLanguage();
  const [login, setLogin] = useState(() => new URLSearchParams(location.search).get("login") ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    document.title = `${say("door.title")} · ${say("product")}`;
  }, [say]);
  const submit = async (): Promise<void> => {
    try {
      enter(await signIn({ login: login.trim(), password, ...(code === null ? {} : { code }) }), password);
    } catch (error) {
      const asked = error instanceof Error ? problemOf(error)?.code : undefined;
      if (asked === "SIGN_IN_CODE_NEEDED" || asked === "SIGN_IN_CODE_WRONG") setCode("");
      // That a code is asked for is no failure the first time: its field says so.
      if (asked !== "SIGN_IN_CODE_NEEDED" || code !== null) throw error;
    }
  };
  return (
    <DoorFrame
      title={say("door.title")}
      action={say("door.signIn")}
      submit={submit}
      below={<p className="soft small">{say("door.forgotten")}</p>}
    >
      {isAgain && <p className="notice">{say("door.again")}</p>}
      <LoginField login={login} change={setLogin} />
      <PasswordField
        label={say("door.password")}
        kind="current-password"
        value={password}
        change={setPassword}
        isFirst={login !== "" && password === ""}
      />
      {code !== null && <CodeField label={say("door.code")} code={code} change={setCode} />}
    </DoorFrame>
  );
}

function LoginField({
  login,
  change,
}: {
  readonly login: string;
  readonly change: (login: string) => void;
}): ReactNode {
  const { say } = useLanguage();
  return (
    <label>
      {say("door.login")}
      <Input
        size="large"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={100}
        autoFocus={login === ""}
        value={login}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
