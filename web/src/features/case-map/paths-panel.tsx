import { AutoComplete, InputNumber, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { MoneyPath, MoneyPathsView } from "../../../../src/contract/money-paths.ts";
import { problemOf } from "../../api/ask.ts";
import { usePaths } from "../../api/questions.ts";
import { groupedNumber } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";
import type { PageAddress } from "./page-address.ts";
import { PathSteps } from "./path-steps.tsx";
import { doctrineOf } from "./view-query.ts";
import { useAccountChoices } from "./use-account-choices.tsx";

interface PathsPanelProps {
  readonly caseId: string;
  readonly account: string;
  /** The other end until one is chosen: a victim's account; empty when there is none. */
  readonly usualOther: string;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** Most payments that a path may have here. */
const deepest = 30;

/** The ways between this account and another that respect time; from a victim to here unless asked otherwise. */
export function PathsPanel({ caseId, account, usualOther, address, change }: PathsPanelProps): ReactNode {
  const { say } = useLanguage();
  const [maxHops, setMaxHops] = useState(8);
  const other = address.other === "" ? usualOther : address.other;
  const [from, to] = address.way === "from" ? [account, other] : [other, account];
  const bounds = { maxHops, ...(address.asOf === "" ? {} : { before: address.asOf }) };
  const answer = usePaths(caseId, { from, to, ...bounds, ...doctrineOf(address) });
  return (
    <div className="paths">
      <div className="path-form">
        <Segmented
          value={address.way === "from" ? "from" : "to"}
          onChange={(way) => change({ way: way === "from" ? "from" : "" })}
          options={[
            { value: "to", label: say("paths.toHere") },
            { value: "from", label: say("paths.fromHere") },
          ]}
        />
        <OtherAccount {...{ caseId, address, other, change }} />
        <label>
          {say("paths.maxHops")}
          <InputNumber<number>
            aria-label={say("paths.maxHops")}
            min={1}
            max={deepest}
            precision={0}
            value={maxHops}
            onChange={(hops) => setMaxHops(hops ?? 8)}
          />
        </label>
      </div>
      {other === "" ? (
        <p className="quiet">{say("paths.choose")}</p>
      ) : answer.error !== null ? (
        <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Loading doing="state.reading" />
      ) : (
        <FoundPaths found={answer.data} open={(transfer) => change({ transfer })} />
      )}
    </div>
  );
}

interface OtherAccountProps {
  readonly caseId: string;
  readonly address: PageAddress;
  readonly other: string;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** Chooses the other end: by search among the traced accounts, or a number typed whole. */
function OtherAccount({ caseId, address, other, change }: OtherAccountProps): ReactNode {
  const { say } = useLanguage();
  const [text, setText] = useState<string | null>(null);
  const { choices } = useAccountChoices(caseId, address, text ?? "");
  return (
    <AutoComplete
      className="other-account"
      aria-label={say("paths.other")}
      value={text ?? groupedNumber(other.split("#")[0] ?? other)}
      placeholder={say("paths.other")}
      popupMatchSelectWidth={420}
      options={choices}
      onChange={setText}
      onSelect={(account: string) => {
        setText(null);
        change({ other: account });
      }}
      onInputKeyDown={(event) => {
        if (event.key !== "Enter" || event.nativeEvent.isComposing || choices.length > 0) return;
        change({ other: (text ?? "").replace(/\s/g, "") });
        setText(null);
      }}
    />
  );
}

function FoundPaths({
  found,
  open,
}: {
  readonly found: MoneyPathsView;
  readonly open: (transfer: string) => void;
}): ReactNode {
  const { say } = useLanguage();
  const { earliest, fewest, widest, paths, doctrine } = found;
  if (earliest === null) return <p className="quiet">{say("paths.none")}</p>;
  const best = [
    { name: say("paths.earliest"), path: earliest },
    { name: say("paths.fewest"), path: fewest },
    { name: say("paths.widest"), path: widest },
  ];
  const shown = sameFirst(best);
  const others = paths.filter((path) => !shown.some((one) => idOf(one.path) === idOf(path)));
  return (
    <>
      <p className="soft small">
        {say(found.isComplete ? "paths.found" : "paths.cut", { n: shown.length + others.length, total: found.found })}{" "}
        {say("paths.by", { doctrine: say(`doctrine.${doctrine}`) })}
      </p>
      {shown.map(({ name, path }) => (
        <PathSteps key={name} name={name} path={path} open={open} />
      ))}
      {others.length > 0 && <h3>{say("paths.list")}</h3>}
      {others.map((path, place) => (
        <PathSteps key={idOf(path)} name={`${place + 1}.`} path={path} open={open} />
      ))}
    </>
  );
}

const idOf = ({ steps }: MoneyPath): string => steps.map(({ transfer }) => transfer).join(" ");

/** The best paths, each once under all that it is best in. */
function sameFirst(
  best: readonly { readonly name: string; readonly path: MoneyPath | null }[],
): readonly { readonly name: string; readonly path: MoneyPath }[] {
  const byId = new Map<string, { name: string; readonly path: MoneyPath }>();
  for (const { name, path } of best) {
    if (path === null) continue;
    const known = byId.get(idOf(path));
    if (known === undefined) byId.set(idOf(path), { name, path });
    else known.name += ` · ${name}`;
  }
  return [...byId.values()];
}
