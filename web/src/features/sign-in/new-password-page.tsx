import { type ReactNode, useEffect, useState } from "react";
import type { SessionView } from "../../../../src/contract/session.ts";
import { changePassword } from "../../api/session.ts";
import { useLanguage } from "../../design/language.tsx";
import { DoorFrame } from "./door-frame.tsx";
import { PasswordField } from "./password-field.tsx";

interface NewPasswordPageProps {
  readonly session: SessionView;
  /** The password that was just shown to sign in; empty where the page was opened anew since. */
  readonly shown: string;
  readonly enter: (session: SessionView) => void;
  readonly below: ReactNode;
}

/** A one-time or an expired password is changed before anything else. */
export function NewPasswordPage({ session, shown, enter, below }: NewPasswordPageProps): ReactNode {
  const { say } = useLanguage();
  const [old, setOld] = useState(shown);
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const [isTried, setTried] = useState(false);
  // While the second is still shorter it is being typed.
  const differs = again !== chosen && (isTried || again.length >= chosen.length);
  useEffect(() => {
    document.title = `${say("password.title")} · ${say("product")}`;
  }, [say]);
  const submit = async (): Promise<void> => {
    if (again === chosen) enter(await changePassword({ old, new: chosen }));
    else setTried(true);
  };
  return (
    <DoorFrame
      title={say("password.title")}
      action={say("password.save")}
      submit={submit}
      wrong={differs && again !== "" ? say("password.differs") : ""}
      below={below}
    >
      <p className="soft">
        <strong>{session.name}</strong> {say("password.why")}
      </p>
      {shown === "" && (
        <PasswordField label={say("password.old")} kind="current-password" value={old} change={setOld} isFirst />
      )}
      <PasswordField
        label={say("password.new")}
        kind="new-password"
        value={chosen}
        change={setChosen}
        isFirst={shown !== ""}
      />
      <p className="soft small">{say("password.rules")}</p>
      <PasswordField
        label={say("password.repeat")}
        kind="new-password"
        value={again}
        change={setAgain}
        isFirst={false}
      />
    </DoorFrame>
  );
}
