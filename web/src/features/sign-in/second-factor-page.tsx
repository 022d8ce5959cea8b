import { QRCode } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { SessionView } from "../../../../src/contract/session.ts";
import { problemOf } from "../../api/ask.ts";
import { confirmSecondFactor, useOfferedFactor } from "../../api/session.ts";
import { useLanguage } from "../../design/language.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";
import { CodeField } from "./code-field.tsx";
import { DoorFrame } from "./door-frame.tsx";

interface SecondFactorPageProps {
  readonly enter: (session: SessionView) => void;
  readonly below: ReactNode;
}

/** Sets up the authenticator that some roles need: a picture to scan, the secret to type, a code to prove it. */
export function SecondFactorPage({ enter, below }: SecondFactorPageProps): ReactNode {
  const { say } = useLanguage();
  const offered = useOfferedFactor();
  const [code, setCode] = useState("");
  useEffect(() => {
    document.title = `${say("factor.title")} · ${say("product")}`;
  }, [say]);
  if (offered.error !== null) return <Failed problem={problemOf(offered.error)} retry={() => void offered.refetch()} />;
  if (offered.data === undefined) return <Loading doing="state.reading" />;
  const { secret, address } = offered.data;
  return (
    <DoorFrame
      title={say("factor.title")}
      action={say("factor.confirm")}
      submit={async () => enter(await confirmSecondFactor({ secret, code }))}
      below={below}
    >
      <p className="soft">{say("factor.why")}</p>
      <div className="factor-picture" role="img" aria-label={say("factor.picture")}>
        <QRCode type="svg" value={address} size={180} bordered={false} color="#000000" bgColor="#ffffff" />
      </div>
      <dl className="factor-secret">
        <dt>{say("factor.secret")}</dt>
        <dd>
          <span className="digits secret">
            {(secret.match(/.{1,4}/g) ?? []).map((group, place) => (
              <span key={place} className="digit-group">
                {group}
              </span>
            ))}
          </span>
        </dd>
        <dt>{say("factor.address")}</dt>
        <dd className="digits">{address}</dd>
      </dl>
      <CodeField label={say("door.code")} code={code} change={setCode} />
    </DoorFrame>
  );
}
