import { Tabs } from "antd";
import { type ReactNode, useMemo } from "react";
import type { CaseView, Listed } from "../../../../src/contract/case-view.ts";
import { DenseTable, type DenseTableProps } from "../../design/dense-table.tsx";
import { useLanguage } from "../../design/language.tsx";
import { exitColumns, freezeColumns, lossColumns, requestColumns } from "./list-columns.tsx";
import type { ListName, PageAddress } from "./page-address.ts";

interface CaseListsProps {
  readonly view: CaseView;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** The lists beside the map. Choosing a row chooses the account on the map, and the other way round. */
export function CaseLists({ view, address, change }: CaseListsProps): ReactNode {
  const { say } = useLanguage();
  const columns = useMemo(
    () => ({
      freeze: freezeColumns(say),
      requests: requestColumns(say),
      exits: exitColumns(say),
      sheet: lossColumns(say),
    }),
    [say],
  );
  if (view.kind === "reach") return <p className="quiet case-lists">{say("reach.note")}</p>;
  const select = address.select === "" ? null : address.select;
  const choose = (row: { readonly account: string }): void => change({ select: row.account, transfer: "" });
  const shared = { selected: select, onOpen: choose, idOf: accountOf };
  const tabs = [
    tab("freeze", view.freezeList, { label: say("list.freeze"), ...shared, columns: columns.freeze }),
    tab("requests", view.requests, { label: say("list.requests"), ...shared, columns: columns.requests }),
    tab("exits", view.exits, { label: say("list.exits"), ...shared, columns: columns.exits, idOf: exitId }),
    tab("sheet", view.losses, {
      label: say("list.sheet"),
      columns: columns.sheet,
      selected: view.losses.rows.find((row) => row.transfer === address.transfer)?.loss ?? null,
      onOpen: (row) => change({ transfer: row.transfer, victim: row.victim || row.loss, select: "" }),
      idOf: lossId,
    }),
  ];
  return (
    <section className="case-lists">
      <Tabs activeKey={address.list} onChange={(list) => change({ list: list as ListName })} items={tabs} />
    </section>
  );
}

const accountOf = (row: { readonly account: string }): string => row.account;
const exitId = (row: { readonly account: string; readonly kind: string }): string => `${row.account} ${row.kind}`;
const lossId = (row: { readonly loss: string }): string => row.loss;

function tab<Row>(
  key: ListName,
  list: Listed<Row>,
  table: Omit<DenseTableProps<Row>, "rows">,
): NonNullable<Parameters<typeof Tabs>[0]["items"]>[number] {
  return {
    key,
    label: (
      <>
        {table.label} <span className="count">{list.total.toLocaleString("en-US")}</span>
      </>
    ),
    children: <ListBody name={key} list={list} table={{ ...table, rows: list.rows }} />,
  };
}

interface ListBodyProps<Row> {
  readonly name: ListName;
  readonly list: Listed<Row>;
  readonly table: DenseTableProps<Row>;
}

function ListBody<Row>({ name, list, table }: ListBodyProps<Row>): ReactNode {
  const { say } = useLanguage();
  if (list.total === 0) return <p className="quiet">{say(`list.${name}.empty`)}</p>;
  return (
    <>
      {list.rows.length < list.total && (
        <p className="notice">{say("list.cut", { n: list.rows.length, total: list.total })}</p>
      )}
      <DenseTable {...table} />
    </>
  );
}
