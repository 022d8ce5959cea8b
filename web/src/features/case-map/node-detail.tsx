import type { ReactNode } from "react";
import type { MapNode } from "../../../../src/contract/money-map.ts";
import { AccountMark } from "../../design/account-mark.tsx";
import { AccountNumber } from "../../design/account-number.tsx";
import { useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";
import { exitName, restShare } from "../../graph-view/node-texts.ts";
import type { PageAddress } from "./page-address.ts";
import { TransferTable } from "./transfer-table.tsx";

interface NodeDetailProps {
  readonly caseName: string;
  readonly node: MapNode;
  readonly address: PageAddress;
  readonly openTransfer: (id: string) => void;
}

type AmountKey =
  | "inMinor"
  | "outMinor"
  | "atRestMinor"
  | "exitedMinor"
  | "lostSightMinor"
  | "returnedMinor"
  | "writtenOffMinor";

const amounts: readonly { readonly key: AmountKey; readonly word: WordKey }[] = [
  { key: "inMinor", word: "panel.in" },
  { key: "outMinor", word: "panel.out" },
  { key: "atRestMinor", word: "mark.at-rest" },
  { key: "exitedMinor", word: "sum.exited" },
  { key: "lostSightMinor", word: "mark.lost-sight" },
  { key: "returnedMinor", word: "sum.returned" },
  { key: "writtenOffMinor", word: "sum.writtenOff" },
];

/** One account's figures, which add up, and the transfers they come from. */
export function NodeDetail({ caseName, node, address, openTransfer }: NodeDetailProps): ReactNode {
  const { say } = useLanguage();
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
      <dl className="figures">
        {amounts
          .filter(({ key }) => node[key] !== 0 || key === "inMinor")
          .map(({ key, word }) => (
            <div key={key}>
              <dt>{say(word)}</dt>
              <dd>
                <Money minor={node[key]} currency={node.currency} />
              </dd>
            </div>
          ))}
        {node.firstInAt !== null && (
          <div>
            <dt>{say("panel.firstIn")}</dt>
            <dd className="time">{node.firstInAt}</dd>
          </div>
        )}
        {node.lastOutAt !== null && (
          <div>
            <dt>{say("panel.lastOut")}</dt>
            <dd className="time">{node.lastOutAt}</dd>
          </div>
        )}
      </dl>
      {node.lastSeen && <p className="notice">{say("lastSeen")}</p>}
      <h3>{say("panel.receipts")}</h3>
      <TransferTable {...{ caseName, address, openTransfer }} ends={{ to: node.id }} />
      <h3>{say("panel.payments")}</h3>
      <TransferTable {...{ caseName, address, openTransfer }} ends={{ from: node.id }} />
    </>
  );
}
