import { Tabs } from "antd";
import type { ReactNode } from "react";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import type { MapNode } from "../../../../src/contract/money-map.ts";
import { AccountMark } from "../../design/account-mark.tsx";
import { AccountNumber } from "../../design/account-number.tsx";
import { useLanguage } from "../../design/language.tsx";
import { exitName } from "../../design/place-names.ts";
import { restShare } from "../../graph-view/node-texts.ts";
import { NodeFigures } from "./node-figures.tsx";
import type { PageAddress, PanelName } from "./page-address.ts";
import { PathsPanel } from "./paths-panel.tsx";
import { doctrineOf } from "./view-query.ts";
import { WhosePanel } from "./whose-panel.tsx";

interface NodeDetailProps {
  readonly caseId: string;
  readonly view: CaseView;
  readonly node: MapNode;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** One account: its figures and the transfers they come from; backward, whose money it holds; and the ways there. */
export function NodeDetail({ caseId, view, node, address, change }: NodeDetailProps): ReactNode {
  const { say } = useLanguage();
  const isAccount = node.kind !== "fold" && node.number !== "";
  const figures = <NodeFigures {...{ caseId, view, node, address, change }} />;
  const usualOther = view.map.nodes.find(({ kind, id }) => kind === "victim" && id !== node.id)?.id ?? "";
  const asOf = address.asOf === "" ? {} : { asOf: address.asOf };
  const tabs = [
    { key: "transfers", label: say("panel.flows"), children: figures },
    {
      key: "whose",
      label: say("whose.title"),
      children: (
        <WhosePanel
          caseId={caseId}
          place={{ account: node.id, ...asOf, ...doctrineOf(address) }}
          light={(victim) => change({ victim, alone: "" })}
        />
      ),
    },
    {
      key: "paths",
      label: say("paths.title"),
      children: <PathsPanel {...{ caseId, usualOther, address, change }} account={node.id} />,
    },
  ];
  return (
    <>
      <div className="node-head">
        <AccountMark kind={node.kind} share={restShare(node)} />
        <strong>
          {node.kind === "fold" ? say("panel.fold", { hop: node.hop, n: node.accounts }) : node.holder}
          {node.number === "" && node.kind === "exit" && exitName(node.exitKind, say)}
        </strong>
        {node.number !== "" && <AccountNumber number={node.number} />}
        <span className="soft">{node.bank}</span>
        <span className="soft">{node.hop === 0 ? say("map.victims") : say("map.hop", { n: node.hop })}</span>
      </div>
      {isAccount ? (
        <Tabs
          activeKey={address.panel || "transfers"}
          onChange={(panel) => change({ panel: panel === "transfers" ? "" : (panel as PanelName) })}
          items={tabs}
          destroyOnHidden
        />
      ) : (
        figures
      )}
    </>
  );
}
