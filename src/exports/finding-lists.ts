import { currencyOfKey } from "../flows/account-currency.ts";
import type { CaseContradiction, CaseFindings, CaseStops } from "../tracing/case-findings.ts";
import { contradictionWords, endReasonWords, rowRoleWords } from "../tracing/finding-words.ts";
import { columnsOf, count, money, second, text } from "./list-cells.ts";
import { exitNames } from "./names.ts";
import { bothWords } from "./order-texts.ts";
import type { SheetList } from "./paged-workbook.ts";

/** Where a trace stopped and why (T11), why money was lost sight of (T10, T17), and what statements contradict: those looked for. */
export function findingLists({ stops, contradictions }: CaseFindings): readonly SheetList[] {
  return [
    ...(stops === null ? [] : [stopList(stops), dustList(stops), lostSightList(stops)]),
    ...(contradictions === null ? [] : [contradictionList(contradictions)]),
  ];
}

function stopList({ stops }: CaseStops): SheetList {
  return {
    name: "止追账户",
    columns: columnsOf([
      "账户 Account|24",
      "户名 Holder|16",
      "原因 Why|36",
      "末端类型 Exit kind|20",
      "对手数 Counterparties|14",
      "损失 Loss|20",
      "金额 Amount|18",
    ]),
    rows: stops.flatMap(({ account, holder, why, kind, counterparties, currency, losses }) =>
      (losses.length === 0 ? [{ loss: "", amountMinor: 0 }] : losses).map(({ loss, amountMinor }) => [
        text(account),
        text(holder),
        text(bothWords(endReasonWords[why])),
        text(exitNames[kind]),
        counterparties === null ? text("") : count(counterparties),
        text(loss),
        money(amountMinor, currency),
      ]),
    ),
  };
}

function dustList({ writtenOff }: CaseStops): SheetList {
  return {
    name: "零星核销",
    columns: columnsOf(["账户 Account|24", "户名 Holder|16", "损失 Loss|20", "起 Since|20", "金额 Amount|18"]),
    rows: writtenOff.map(({ account, holder, loss, sinceMs, amountMinor, currency }) => [
      text(account),
      text(holder),
      text(loss),
      second(sinceMs),
      money(amountMinor, currency),
    ]),
  };
}

function lostSightList({ lostSight }: CaseStops): SheetList {
  return {
    name: "断点原因",
    columns: columnsOf([
      "账户 Account|24",
      "户名 Holder|16",
      "损失 Loss|20",
      "起 Since|20",
      "原因 Why|36",
      "金额 Amount|18",
    ]),
    rows: lostSight.map(({ account, holder, loss, sinceMs, why, amountMinor, currency }) => [
      text(account),
      text(holder),
      text(loss),
      second(sinceMs),
      text(bothWords(endReasonWords[why])),
      money(amountMinor, currency),
    ]),
  };
}

function contradictionList(contradictions: readonly CaseContradiction[]): SheetList {
  return {
    name: "流水矛盾",
    columns: columnsOf([
      "序 No.|6",
      "矛盾 Contradiction|44",
      "账户 Account|24",
      "户名 Holder|16",
      "交易编号 Transfer|22",
      "行 Row|16",
      "文件 File|32",
      "工作表 Sheet|10",
      "行号 Row no.|10",
      "所载金额 States|18",
    ]),
    rows: contradictions.flatMap(({ kind, account, holder, transfer, rows }, at) =>
      rows.map((row) => [
        count(at + 1),
        text(bothWords(contradictionWords[kind])),
        text(account),
        text(holder),
        text(transfer),
        text(bothWords(rowRoleWords[row.role])),
        text(row.file),
        count(row.sheet),
        count(row.row),
        row.statedMinor === null ? text("") : money(row.statedMinor, currencyOfKey(account)),
      ]),
    ),
  };
}
