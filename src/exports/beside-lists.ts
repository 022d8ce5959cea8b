import type { BesideView } from "../tracing/trace-view.ts";
import { accountCells, accountColumns, columnsOf, money, second, text, time } from "./list-cells.ts";
import type { SheetList } from "./paged-workbook.ts";

/** What stands beside a balance sheet (T20): 善意取得 and 孳息; a list without an entry is left out. */
export function besideLists(view: BesideView): readonly SheetList[] {
  const lists = [...(view.goodFaith.length > 0 ? [goodFaith(view)] : [])];
  return view.interest.length + view.interestNotDivided.length > 0 ? [...lists, interest(view)] : lists;
}

function goodFaith(view: BesideView): SheetList {
  const own = ["涉案金额 Traced|18", "民警 Officer|16", "证据 Evidence|40", "登记时间 Marked|20", "案件 Case|16"];
  return {
    name: "善意取得",
    columns: columnsOf([...accountColumns, ...own]),
    rows: view.goodFaith.map(({ account, amountMinor, officer, evidence, markedMs, caseName }) => [
      ...accountCells(account),
      money(amountMinor, account.currency),
      text(officer),
      text(evidence),
      second(markedMs),
      text(caseName ?? "所有案件 every case"),
    ]),
  };
}

function interest({ interest: shares, interestNotDivided }: BesideView): SheetList {
  const own = ["时间 Time|20", "交易编号 Transfer|22", "整笔利息 Whole|18", "损失 Loss|20", "应属 Due|18"];
  return {
    name: "孳息",
    columns: columnsOf([...accountColumns, ...own]),
    rows: [
      ...shares.map(({ transfer, account, loss, amountMinor }) => [
        ...accountCells(account),
        time(transfer),
        text(transfer.id),
        money(transfer.amountMinor, account.currency),
        text(loss.id),
        money(amountMinor, account.currency),
      ]),
      ...interestNotDivided.map((transfer) => [
        ...accountCells(transfer.payee),
        time(transfer),
        text(transfer.id),
        money(transfer.amountMinor, transfer.payee.currency),
        text("未划分 not divided"),
      ]),
    ],
  };
}
