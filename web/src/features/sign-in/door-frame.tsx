import { Button } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { problemOf } from "../../api/ask.ts";
import { useLanguage } from "../../design/language.tsx";
import "./sign-in.css";

interface DoorFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  /** Carries out what the form is for. @throws AskFailed, which is shown. */
  readonly submit: () => Promise<void>;
  /** What is wrong before the server is asked; empty when nothing is. */
  readonly wrong?: string;
  readonly below?: ReactNode;
}

/** A form before the workbench: one thing to do, and what went wrong with it. Enter does it. */
export function DoorFrame({ title, children, action, submit, wrong = "", below }: DoorFrameProps): ReactNode {
  const { say, language, switchLanguage } = useLanguage();
  const [failed, setFailed] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy || wrong !== "") return;
    setBusy(true);
    setFailed(null);
    try {
      await submit();
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setBusy(false);
    }
  };
  const problem = failed === null ? null : problemOf(failed);
  const said = problem === null ? say("state.offline") : language === "en" ? problem.en : problem.zh;
  return (
    <main className="door">
      <form className="door-form" onSubmit={(event) => void send(event)}>
        <header>
          <span className="product">{say("product")}</span>
          <h1>{title}</h1>
          <span className="spring" />
          <Button type="text" size="small" onClick={switchLanguage}>
            {say("language.other")}
          </Button>
        </header>
        {children}
        {(wrong !== "" || failed !== null) && (
          <p className="door-wrong" role="alert">
            {wrong === "" ? said : wrong}
            {wrong === "" && problem === null && ` ${say("state.offline.remedy")}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
          {action}
        </Button>
        {below}
      </form>
    </main>
  );
}
