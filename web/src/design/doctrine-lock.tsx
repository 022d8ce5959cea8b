import { Popover } from "antd";
import type { ReactNode } from "react";
import type { CaseDoctrineView, DoctrineDecisionRow } from "../../../src/contract/case-doctrine.ts";
import type { CaseView } from "../../../src/contract/case-view.ts";
import { type FigureColumn, FigureTable } from "./figure-table.tsx";
import { type Say, useLanguage } from "./language.tsx";

/** To which doctrines the case is locked; opens to who decided each, when and why. */
export function DoctrineLock({ locked }: { readonly locked: CaseDoctrineView }): ReactNode {
  const { say } = useLanguage();
  const { search, attribution, isSearchDecided } = locked;
  return (
    <Popover trigger="click" placement="bottomLeft" title={say("lock.title")} content={<LockHistory locked={locked} />}>
      <button type="button" className="lock">
        {say("lock.search")} <strong>{say(`doctrine.${search}`)}</strong>
        {!isSearchDecided && say("lock.usual")}
        {" · "}
        {say("lock.attribution")}{" "}
        <strong>{attribution === null ? say("lock.none") : say(`doctrine.${attribution}`)}</strong>
      </button>
    </Popover>
  );
}

function LockHistory({ locked: { changes } }: { readonly locked: CaseDoctrineView }): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="lock-history">
      {changes.length === 0 && <p className="soft">{say("lock.undecided")}</p>}
      {changes.length > 0 && (
        <FigureTable<DoctrineDecisionRow>
          label={say("lock.title")}
          rows={[...changes].reverse()}
          idOf={({ at, purpose, doctrine }) => `${at} ${purpose} ${doctrine}`}
          columns={decisionColumns(say)}
        />
      )}
      <p className="soft small">{say("lock.how")}</p>
    </div>
  );
}

function decisionColumns(say: Say): readonly FigureColumn<DoctrineDecisionRow>[] {
  return [
    { key: "at", title: say("column.time"), cell: ({ at }) => <span className="time">{at}</span> },
    { key: "purpose", title: say("lock.purpose"), cell: ({ purpose }) => say(`lock.${purpose}`) },
    { key: "doctrine", title: say("doctrine"), cell: ({ doctrine }) => say(`doctrine.${doctrine}`) },
    { key: "by", title: say("lock.by"), cell: ({ by }) => by },
    { key: "why", title: say("lock.reason"), align: "words", cell: ({ reason }) => reason },
  ];
}

interface BesideLockProps {
  readonly locked: CaseDoctrineView | undefined;
  /** By which the page shows. */
  readonly doctrine: CaseView["doctrine"];
  readonly back: ReactNode;
}

/** Says that what is shown is not by the case's doctrine; nothing when it is. */
export function BesideLock({ locked, doctrine, back }: BesideLockProps): ReactNode {
  const { say } = useLanguage();
  if (locked === undefined || doctrine === locked.search || doctrine === locked.attribution) return null;
  const names = {
    doctrine: say(`doctrine.${doctrine}`),
    search: say(`doctrine.${locked.search}`),
    attribution: locked.attribution === null ? say("lock.none") : say(`doctrine.${locked.attribution}`),
  };
  return (
    <div className="beside-lock" role="status">
      <span>{say("lock.notIt", names)}</span>
      {back}
    </div>
  );
}
