import { exitKinds } from "../../flows/exit-kind.ts";
import type { InterestOfTrace } from "../../tracing/interest.ts";
import type { OrderSearch } from "../../tracing/order-search.ts";
import type { ProofInput } from "./proof-input.ts";
import { type ProofNames, type ProofTable, yesCell } from "./proof-table.ts";

/** What other orders of tied rows would change (T7): the ties looked at, and every figure that differed. */
export function orderTables(input: ProofInput, names: ProofNames, search: OrderSearch): readonly ProofTable[] {
  const { account, start, transfer } = input.ledger.transfers.ties;
  const groups = new Map(Array.from(account, (tied, group) => [`${tied} ${transfer[start[group] ?? 0]}`, group + 1]));
  return [
    {
      name: "order-search.csv",
      headings: ["group", "account", "search", "orders_tried", "orders_impossible", "changes_amounts"],
      rows: [
        ...search.ties.map((tie) => [
          String(groups.get(`${tie.account} ${tie.transfers[0]}`) ?? ""),
          names.account(tie.account),
          tie.search,
          String(tie.ordersTried),
          String(tie.ordersImpossible),
          yesCell(tie.changesAmounts),
        ]),
        togetherRow(search),
      ],
    },
    {
      name: "ranges.csv",
      headings: ["list", "account", "transfer", "exit_kind", "loss", "amount_minor", "low_minor", "high_minor"],
      rows: search.ranges.map(({ list, place, exitCode, loss, amountMinor, lowMinor, highMinor }) => [
        list,
        place === null || list === "flow" ? "" : names.account(place),
        place === null || list !== "flow" ? "" : names.transfer(place),
        exitCode === 0 ? "" : (exitKinds[exitCode] ?? ""),
        loss === null ? "" : names.loss(loss),
        ...[amountMinor, lowMinor, highMinor].map(String),
      ]),
    },
  ];
}

/** Of all ties together: no single group or account. */
function togetherRow({ together, ranges }: OrderSearch): readonly string[] {
  if (together === null) return ["", "", "one-tie-at-a-time", "", "", ""];
  const { ordersTried, ordersImpossible } = together;
  return ["", "", "all-together", String(ordersTried), String(ordersImpossible), yesCell(ranges.length > 0)];
}

/** Interest that follows traced money (T20); a row without a loss was not divided for want of budget. */
export function interestTable(names: ProofNames, { shares, notDivided }: InterestOfTrace): ProofTable {
  return {
    name: "interest.csv",
    headings: ["transfer", "account", "loss", "amount_minor"],
    rows: [
      ...shares.map(({ transfer, account, loss, amountMinor }) => [
        names.transfer(transfer),
        names.account(account),
        names.loss(loss),
        String(amountMinor),
      ]),
      ...notDivided.map((transfer) => [names.transfer(transfer), "", "", ""]),
    ],
  };
}
