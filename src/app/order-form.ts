import { formatChinaTime } from "../flows/china-time.ts";
import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { OrderedStatement } from "../recovery/ordered-statement.ts";
import type { OrderKind } from "../recovery/order.ts";
import type { KeptOrder } from "./kept-order.ts";

/** What kinds of orders are called. */
export const orderKindWords: Readonly<Record<OrderKind, string>> = {
  query: "查询",
  "stop-payment": "紧急止付",
  "protective-hold": "保护性止付",
  freeze: "冻结",
  renewal: "续行冻结",
  release: "解除",
  return: "资金返还",
};

/** The fields of an order as a bank's form asks for them, in the form's order. Amounts in 元, times of China. */
export function orderFields({ order, number }: KeptOrder): readonly (readonly [name: string, value: string])[] {
  const { account, amountMinor, basis, hold, statement } = order;
  const receipt = basis.receipt;
  return [
    ["指令编号", number],
    ["任务编号", order.sent?.taskNumber ?? ""],
    ["措施种类", orderKindWords[order.kind]],
    ["开户机构", account.bank],
    ["账号", account.key],
    ["户名", account.holder],
    ["金额（元）", amountMinor === null ? wholeAmount(order.kind) : formatDecimal(amountMinor, CNY)],
    ["转出账号", receipt?.payer ?? ""],
    ["转账金额（元）", receipt === null ? "" : formatDecimal(receipt.amountMinor, CNY)],
    ["转账时间", receipt === null ? "" : formatChinaTime(receipt.atMs, "second")],
    ["交易流水号", receipt?.serial ?? ""],
    ["查询期间", statement === undefined ? "" : periodText(statement)],
    ["止付原因", hold?.reason ?? ""],
    ["止付截止时间", hold === null ? "" : formatChinaTime(hold.endMs, "second")],
    ["保留生活费（元）", hold === null ? "" : formatDecimal(hold.livingMinor, CNY)],
  ];
}

/** The order as plain text, a field a line, to be copied into a form one by one. Fields that it lacks are left out. */
export function orderForm(kept: KeptOrder): string {
  return orderFields(kept)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}：${value.replace(/\s+/g, " ")}`)
    .join("\n");
}

function periodText({ fromMs, toMs }: OrderedStatement): string {
  const to = toMs === null ? "反馈之日" : formatChinaTime(toMs, "second");
  return `${formatChinaTime(fromMs, "second")} 至 ${to}`;
}

function wholeAmount(kind: OrderKind): string {
  return kind === "query" || kind === "renewal" ? "" : "全部";
}
