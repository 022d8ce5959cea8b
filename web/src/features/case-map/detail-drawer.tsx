import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import { useLanguage } from "../../design/language.tsx";
import { NodeDetail } from "./node-detail.tsx";
import type { PageAddress } from "./page-address.ts";
import { TransferDetailPanel } from "./transfer-detail-panel.tsx";
import { TransferTable } from "./transfer-table.tsx";

interface DetailDrawerProps {
  readonly caseId: string;
  readonly view: CaseView;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** Whose money and paths are tables of many columns. */
const [usualWidth, wideWidth] = [600, 860];

/** What is chosen, opened: an account's figures, an edge's transfers, a transfer's source rows. Has its own address. */
export function DetailDrawer({ caseId, view, address, change }: DetailDrawerProps): ReactNode {
  const { say } = useLanguage();
  const { select, transfer, panel } = address;
  const node = view.map.nodes.find((one) => one.id === select);
  const edge = view.map.edges.find((one) => one.id === select);
  const openTransfer = (id: string): void => change({ transfer: id });
  const close = (): void => change({ select: "", transfer: "" });
  const nothing = transfer === "" && node === undefined && edge === undefined;
  const title = transfer !== "" ? say("panel.transfer") : edge !== undefined ? say("panel.edge") : say("panel.account");
  return (
    <Drawer
      open={!nothing}
      onClose={close}
      mask={false}
      size={panel === "" || (panel === "paths" && transfer !== "") ? usualWidth : wideWidth}
      focusable={{ trap: false, focusTriggerAfterClose: true }}
      getContainer={false}
      rootClassName="detail-drawer"
      title={title}
      extra={
        transfer !== "" &&
        select !== "" && <Button onClick={() => change({ transfer: "" })}>{say("panel.back")}</Button>
      }
    >
      {transfer !== "" ? (
        <TransferDetailPanel {...{ caseId, address, change }} />
      ) : edge !== undefined ? (
        <TransferTable {...{ caseId, address, openTransfer }} ends={{ from: edge.from, to: edge.to }} />
      ) : node !== undefined ? (
        <NodeDetail {...{ caseId, view, node, address, change }} />
      ) : null}
    </Drawer>
  );
}
