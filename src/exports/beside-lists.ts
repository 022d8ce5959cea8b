import type { BesideView } from "../tracing/beside-view.ts";
import { accountCells, accountColumns, columnsOf, money, second, text, time } from "./list-cells.ts";
import type { SheetList } from "./paged-workbook.ts";

/** What stands beside a balance sheet: 按持有人, 善意取得 and 孳息 (T20); a list without an entry is left out. */
export function besideLists(view: BesideView): readonly SheetList[] {
  const lists: SheetList[] = [];
  if (view.holders.length > 0) lists.push(holders(view));
  if (view.goodFaith.length > 0) lists.push(goodFaith(view));
  if (view.interest.length + view.interestNotDivided.length > 0) lists.push(interest(view));
  return lists;
}

/** The doctrine per holder beside the accounts' figures: advisory, never summed with them. */
function holders(view: BesideView): SheetList {
  const amounts = ["在卡 at rest", "断点 lost sight of", "转出 paid on"];
  return {
    name: "按持有人",
    columns: columnsOf([
      "户名 Holder|16",
      "证件号码 Id number|20",
      "账户 Accounts|40",
      "损失 Loss|20",
      "币种 Currency|10",
      ...amounts.map((amount) => `按账户 By account: ${amount}|20`),
      ...amounts.map((amount) => `按持有人 By holder: ${amount}|20`),
    ]),
    rows: view.holders.flatMap(({ holder, idNo, currency, accounts, lines }) =>
      lines.map(({ loss, byAccounts, byHolder }) => [
        ...[holder, idNo, accounts.map(({ number }) => number).join(", "), loss.id, currency].map(text),
        ...[byAccounts, byHolder].flatMap(({ atRestMinor, lostSightMinor, paidOnMinor }) =>
          [atRestMinor, lostSightMinor, paidOnMinor].map((amount) => money(amount, currency)),
        ),
      ]),
    ),
  };
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
