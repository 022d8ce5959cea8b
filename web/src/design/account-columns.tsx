import type { AccountCells } from "../../../src/contract/account-cells.ts";
import { AccountLabel } from "./account-label.tsx";
import type { DenseColumn } from "./dense-table.tsx";
import type { Say } from "./language.tsx";

/** An account's number and its holder, as every list has them. */
export function accountColumns(say: Say): [DenseColumn<AccountCells>, DenseColumn<AccountCells>] {
  return [
    {
      key: "account",
      title: say("column.account"),
      cell: ({ number, account }) => <AccountLabel number={number} account={account} />,
    },
    { key: "holder", title: say("column.holder"), cell: ({ holder }) => <span title={holder}>{holder}</span> },
  ];
}

/** The bank that keeps it. */
export function bankColumn(say: Say): DenseColumn<AccountCells> {
  return { key: "bank", title: say("column.bank"), cell: ({ bank }) => <span title={bank}>{bank}</span> };
}
