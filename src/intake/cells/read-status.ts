import type { RowStatus } from "../../flows/statement-row.ts";
import { foldWidth } from "./clean-text.ts";

/**
 * Reads whether a transaction went through, by its whole value. Codes mean what the layout says.
 * @returns `undefined` for a value that neither the table nor the layout knows.
 */
export function readStatus(text: string, layoutWords: Readonly<Record<string, RowStatus>>): RowStatus | undefined {
  const folded = foldWidth(text).trim().toUpperCase();
  return layoutWords[folded] ?? statusOf.get(folded) ?? refunded(folded);
}

/** 已退款(￥12.00), 已全额退款: the payment went through; the money's way back is another row. */
function refunded(folded: string): RowStatus | undefined {
  return folded.startsWith("已退款") || folded.startsWith("已全额退款") ? "ok" : undefined;
}

const okWords = [
  ..."成功 交易成功 支付成功 已成功 处理成功 转账成功 退款成功 还款成功 提现成功 充值成功 充值完成 提现已到账".split(
    " ",
  ),
  ..."已到账 已存入零钱 已转账 朋友已收钱 对方已收钱 已收钱 对方已退还 已支付 已完成 完成 正常 交易完成".split(" "),
  // Money held between payer and payee has left the payer.
  ..."等待确认收货 等待对方发货 交易结束 付款成功 收款成功 代付成功 亲情卡支付成功".split(" "),
  ..."TRADE_SUCCESS TRADE_FINISHED SUCCESS SUCCEEDED OK Y YES TRUE COMPLETED S 是".split(" "),
];
const failedWords = [
  ..."失败 交易失败 支付失败 转账失败 提现失败 已失败 处理失败 退票 已关闭 交易关闭 已取消 取消 还款失败".split(" "),
  ..."等待付款 待付款 等待买家付款 未支付 已拒绝 不成功 未成功 TRADE_CLOSED TRADE_FAIL TRADE_CANCEL WAIT_BUYER_PAY".split(
    " ",
  ),
  ..."FAIL FAILED FAILURE N NO FALSE CANCELLED CANCELED CLOSED F 否".split(" "),
];
const statusOf: ReadonlyMap<string, RowStatus> = new Map([
  ...okWords.map((word): [string, RowStatus] => [word, "ok"]),
  ...failedWords.map((word): [string, RowStatus] => [word, "failed"]),
]);
