import type { ReactNode } from "react";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import type { MapNode } from "../../../../src/contract/money-map.ts";
import { useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";
import { AccountBeside } from "./account-beside.tsx";
import { OrderFacts } from "./order-facts.tsx";
import type { PageAddress } from "./page-address.ts";
import { TransferTable } from "./transfer-table.tsx";
import { traceQuery } from "./view-query.ts";

interface NodeFiguresProps {
  readonly caseId: string;
  readonly view: CaseView;
  readonly node: MapNode;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
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

/** One account's figures, which add up, what stands beside them, and the transfers they come from. */
export function NodeFigures({ caseId, view, node, address, change }: NodeFiguresProps): ReactNode {
  const { say } = useLanguage();
  const openTransfer = (transfer: string): void => change({ transfer });
  const order = view.freezeList.rows.find(({ account }) => account === node.id);
  return (
    <>
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
        <Instant word="panel.firstIn" at={node.firstInAt} />
        <Instant word="panel.lastOut" at={node.lastOutAt} />
      </dl>
      {node.lastSeen && <p className="notice">{say("lastSeen")}</p>}
      {order !== undefined && <OrderFacts order={order} openTransfer={openTransfer} />}
      {node.kind !== "fold" && <AccountBeside caseId={caseId} account={node.id} query={traceQuery(address)} />}
      <h3>{say("panel.receipts")}</h3>
      <TransferTable {...{ caseId, address, openTransfer }} ends={{ to: node.id }} />
      <h3>{say("panel.payments")}</h3>
      <TransferTable {...{ caseId, address, openTransfer }} ends={{ from: node.id }} />
    </>
  );
}

function Instant({ word, at }: { readonly word: WordKey; readonly at: string | null }): ReactNode {
  const { say } = useLanguage();
  if (at === null) return null;
  return (
    <div>
      <dt>{say(word)}</dt>
      <dd className="time">{at}</dd>
    </div>
  );
}
