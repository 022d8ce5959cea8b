import type { Writable } from "node:stream";
import { innocentWords, roleWords } from "../tracing/order-words.ts";
import type { CaseFindings } from "../tracing/case-findings.ts";
import type { SheetAmounts, FreezeView, TraceView } from "../tracing/trace-view.ts";
import { dwellText, shareText } from "./flow-texts.ts";
import { answerText, bothWords } from "./order-texts.ts";
import { exitNames, requestReasonNames, unboundReasonNames } from "./names.ts";
import { type SheetList, writePagedWorkbook, xlsxLimits } from "./paged-workbook.ts";
import { besideLists } from "./beside-lists.ts";
import { accountCells, accountColumns, columnsOf, count, money, percent, second, text, time } from "./list-cells.ts";
import { findingLists } from "./finding-lists.ts";
import { orderLists } from "./order-lists.ts";
import type { SheetCell } from "./sheet-cell.ts";

/**
 * Writes the lists of a trace as xlsx: 资金平衡表, 建议冻结, 调单清单, 调单依据, 资金流, 末端, 断点, 未对上的损失,
 * and where there are such 善意取得, 孳息, of tied rows whose order changes amounts 顺序敏感 and 金额范围, and of what was
 * found beside 止追账户, 零星核销, 断点原因 and 流水矛盾.
 */
export async function writeTraceWorkbook(view: TraceView, findings: CaseFindings, file: Writable): Promise<void> {
  const asked = [requests(view), requestReceipts(view)];
  const lists = [balance(view), freezes(view), ...asked, flows(view), exits(view), settled(view), unbound(view)];
  const orders = view.orders.ranges.length + view.orders.notTried.length > 0 ? orderLists(view.orders) : [];
  await writePagedWorkbook([...lists, ...besideLists(view), ...orders, ...findingLists(findings)], file, xlsxLimits);
}

function balance(view: TraceView): SheetList {
  const amounts = (line: SheetAmounts & { readonly currency: string }): readonly SheetCell[] =>
    [
      line.lossMinor,
      line.atRestMinor,
      line.exitedMinor,
      line.lostSightMinor,
      line.returnedMinor,
      line.writtenOffMinor,
    ].map((amountMinor) => money(amountMinor, line.currency));
  const lines = view.balanceSheet.map((line) => [
    text(line.loss.id),
    text(line.loss.victim),
    text(line.currency),
    ...amounts(line),
  ]);
  const totals = view.totals.map((line) => [text("合计 Total"), text(""), text(line.currency), ...amounts(line)]);
  const columns = ["损失 Loss|20", "被害人 Victim|16", "币种 Currency|10", "损失金额 Lost|18", "卡内资金 At rest|18"];
  const others = ["资金末端 Exited|18", "断点 Lost sight of|18", "返还 Returned|18", "零星核销 Written off|18"];
  return { name: "资金平衡表", columns: columnsOf([...columns, ...others]), rows: [...lines, ...totals] };
}

function freezes(view: TraceView): SheetList {
  return {
    name: "建议冻结",
    columns: columnsOf(freezeHeadings),
    rows: view.freezeList.map((order) => [
      count(order.rank),
      ...accountCells(order.account),
      ...restCells(order),
      ...chanceCells(order),
      ...receiptCells(order),
    ]),
  };
}

function restCells({ account, atRestMinor, range, hop, sinceMs, lastSeen }: FreezeView): readonly SheetCell[] {
  return [
    money(atRestMinor, account.currency),
    range === null ? text("") : money(range.lowMinor, account.currency),
    range === null ? text("") : money(range.highMinor, account.currency),
    count(hop),
    second(sinceMs),
    text(lastSeen ? "是 yes" : ""),
  ];
}

function chanceCells({ account, looksInnocent, answer, ...order }: FreezeView): readonly SheetCell[] {
  return [
    percent(order.chancePpm),
    money(order.expectedMinor, account.currency),
    text(bothWords(roleWords[order.role])),
    second(order.seenMs),
    second(order.effectMs),
    text(looksInnocent === null ? "" : bothWords(innocentWords(looksInnocent))),
    text(answerText(answer, account.currency)),
  ];
}

function receiptCells({ account, receipt }: FreezeView): readonly SheetCell[] {
  if (receipt === null) return [];
  const { transfer, serial } = receipt;
  return [
    time(transfer),
    text(transfer.payer.number),
    text(transfer.payer.holder),
    money(transfer.amountMinor, account.currency),
    text(serial),
    text(transfer.id),
  ];
}

function requests(view: TraceView): SheetList {
  return {
    name: "调单清单",
    columns: columnsOf([
      "序 Rank|6",
      ...accountColumns,
      "金额 Amount|18",
      "起 From|20",
      "止 To|20",
      "原因 Why|28",
      "收效估计 Estimated yield|12",
      "收效依据（反馈数） Answers|12",
      "预计可见 Expected|18",
      "已调取于 Asked since|20",
    ]),
    rows: view.requests.map(({ rank, account, amountMinor, fromMs, toMs, reason, ...request }) => [
      count(rank),
      ...accountCells(account),
      money(amountMinor, account.currency),
      second(fromMs),
      toMs === null ? text("反馈之日 day of the answer") : second(toMs),
      text(requestReasonNames[reason]),
      percent(request.yieldPpm),
      count(request.answered),
      money(request.expectedMinor, account.currency),
      request.askedMs === null ? text("") : second(request.askedMs),
    ]),
  };
}

/** Which transfers each request is about: a reserve's owner finds them by order number (T11). */
function requestReceipts(view: TraceView): SheetList {
  return {
    name: "调单依据",
    columns: columnsOf([
      "调单序 Request|10",
      ...accountColumns,
      "交易编号 Transfer|22",
      "时间 Time|20",
      "付款账号 Payer|24",
      "整笔金额 Whole|18",
      "涉案金额 Traced|18",
      "流水号 Serial|28",
      "订单号 Order number|28",
    ]),
    rows: view.requests.flatMap(({ rank, account, receipts }) =>
      receipts.map(({ transfer, amountMinor, serial, orderNo }) => [
        count(rank),
        ...accountCells(account),
        text(transfer.id),
        time(transfer),
        text(transfer.payer.number),
        money(transfer.amountMinor, account.currency),
        money(amountMinor, account.currency),
        text(serial),
        text(orderNo),
      ]),
    ),
  };
}

function flows(view: TraceView): SheetList {
  return {
    name: "资金流",
    columns: columnsOf([
      "交易编号 Transfer|22",
      "时间 Time|20",
      "级 Hop|6",
      "损失 Loss|20",
      "涉案金额 Traced|18",
      "整笔金额 Whole|18",
      "币种 Currency|10",
      "付款账号 Payer|24",
      "付款户名 Payer's name|16",
      "收款账号 Payee|24",
      "收款户名 Payee's name|16",
      "占整笔 Share|12",
      "停留（至少） Dwell, at least|16",
      "渠道 Channel|32",
    ]),
    rows: view.flows.map(({ transfer, loss, hop, amountMinor, dwellMs, channel }) => [
      text(transfer.id),
      time(transfer),
      count(hop),
      text(loss.id),
      view.kind === "reach" ? text("") : money(amountMinor, transfer.payer.currency),
      money(transfer.amountMinor, transfer.payer.currency),
      text(transfer.payer.currency),
      text(transfer.payer.number),
      text(transfer.payer.holder),
      text(transfer.payee.number),
      text(transfer.payee.holder),
      text(view.kind === "reach" ? "" : shareText(amountMinor, transfer.amountMinor)),
      text(dwellText(dwellMs)),
      text(channel),
    ]),
  };
}

function exits(view: TraceView): SheetList {
  return {
    name: "末端",
    columns: columnsOf(["末端 Exit|20", ...accountColumns, "损失 Loss|20", "金额 Amount|18"]),
    rows: view.exits.map(({ account, kind, loss, amountMinor }) => [
      text(exitNames[kind]),
      ...accountCells(account),
      text(loss.id),
      money(amountMinor, account.currency),
    ]),
  };
}

/** What is neither at rest nor gone for good, so that the workbook alone adds up to the balance sheet. */
function settled(view: TraceView): SheetList {
  const rows = [
    ...view.atRest.map((item) => ({ what: "卡内资金 At rest", item })),
    ...view.lostSight.map((item) => ({ what: "断点 Lost sight of", item })),
    ...view.returned.map((item) => ({ what: "返还 Returned", item })),
    ...view.writtenOff.map((item) => ({ what: "零星核销 Written off", item })),
  ];
  return {
    name: "在卡断点返还核销",
    columns: columnsOf(["状态 State|20", ...accountColumns, "损失 Loss|20", "金额 Amount|18"]),
    rows: rows.map(({ what, item }) => [
      text(what),
      ...accountCells(item.account),
      text(item.loss.id),
      money(item.amountMinor, item.account.currency),
    ]),
  };
}

function unbound(view: TraceView): SheetList {
  return {
    name: "未对上的损失",
    columns: columnsOf(["损失 Loss|20", "被害人 Victim|16", "原因 Why|28", "候选交易数 Candidates|12"]),
    rows: view.unbound.map(({ id, victim, why, candidateCount }) => [
      text(id),
      text(victim),
      text(unboundReasonNames[why]),
      count(candidateCount),
    ]),
  };
}

const freezeHeadings = [
  "序 Rank|6",
  ...accountColumns,
  "涉案在卡 At rest|18",
  "试过的最小 Smallest tried|18",
  "试过的最大 Largest tried|18",
  "级 Hop|6",
  "到账时间 Since|20",
  "最后所见 Last seen|12",
  "尚在几率 Chance|12",
  "预计可止 Expected|18",
  "角色 Role|18",
  "最后所见时间 Seen|20",
  "生效时间 Effect|20",
  "复核提示 Look again|40",
  "银行反馈 Answer|28",
  "依据时间 Receipt time|20",
  "依据付款账号 Payer|24",
  "依据付款户名 Payer's name|16",
  "依据金额 Receipt amount|18",
  "依据流水号 Serial|24",
  "交易编号 Transfer|22",
];
