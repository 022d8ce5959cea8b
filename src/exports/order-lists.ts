import type { OrdersView } from "../tracing/beside-view.ts";
import { accountCells, accountColumns, columnsOf, count, money, text, time } from "./list-cells.ts";
import { exitNames, figureNames, ordersTogetherText, tieSearchNames } from "./names.ts";
import type { SheetList } from "./paged-workbook.ts";

/** What other orders of tied rows change (T7): the ties 顺序敏感, a line a row, and the figures 金额范围. */
export function orderLists(orders: OrdersView): readonly SheetList[] {
  return [ties(orders), ranges(orders)];
}

function ties({ sensitive, notTried }: OrdersView): SheetList {
  return {
    name: "顺序敏感",
    columns: columnsOf([
      ...accountColumns,
      "试法 Searched|20",
      "试过的顺序 Orders tried|12",
      "不可能的顺序 Not possible|12",
      "时间 Time|20",
      "交易编号 Transfer|22",
      "整笔金额 Whole|18",
    ]),
    rows: [...sensitive, ...notTried].flatMap(({ account, transfers, search, ordersTried, ordersImpossible }) =>
      transfers.map((transfer) => [
        ...accountCells(account),
        text(tieSearchNames[search]),
        count(ordersTried),
        count(ordersImpossible),
        time(transfer),
        text(transfer.id),
        money(transfer.amountMinor, account.currency),
      ]),
    ),
  };
}

function ranges({ together, ranges: figures }: OrdersView): SheetList {
  return {
    name: "金额范围",
    columns: columnsOf([
      "金额 Figure|24",
      "账户 Account|24",
      "户名 Holder|16",
      "损失 Loss|20",
      "交易编号 Transfer|22",
      "本次 Here|18",
      "试过的最小 Smallest tried|18",
      "试过的最大 Largest tried|18",
      "范围 Range of|28",
    ]),
    rows: figures.map(({ list, account, transfer, exitKind, loss, ...range }) => {
      const currency = account?.currency ?? transfer?.payer.currency ?? loss?.transfer.payer.currency ?? "CNY";
      return [
        text(exitKind === null ? figureNames[list] : `${figureNames[list]}：${exitNames[exitKind]}`),
        text(account === null ? "" : account.number || account.key),
        text(account?.holder ?? ""),
        text(loss?.id ?? "全部 all"),
        text(transfer?.id ?? ""),
        ...[range.amountMinor, range.lowMinor, range.highMinor].map((amount) => money(amount, currency)),
        text(ordersTogetherText(together)),
      ];
    }),
  };
}
