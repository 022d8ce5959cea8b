import type { FreezeRow, OrderNote, RequestRow } from "../contract/order-lists.ts";
import { toCurrency } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { innocentWords, refusalWords, roleWords } from "../tracing/order-words.ts";
import type { AnswerView, FreezeView, RequestView } from "../tracing/trace-view.ts";
import { shownNumber, transferTime } from "./money-map-view.ts";
import { accountCells, secondText } from "./view-cells.ts";

/** An order of the freeze list as the page shows it. */
export function freezeRow(order: FreezeView, ordersSentMs: number): FreezeRow {
  const { account, rank, atRestMinor, range, hop, lastSeen, receipt, chancePpm, expectedMinor, role } = order;
  return {
    ...accountCells(account),
    rank,
    atRestMinor,
    range,
    hop,
    since: secondText(order.sinceMs),
    lastSeen,
    receipt:
      receipt === null
        ? null
        : {
            transfer: receipt.transfer.id,
            at: transferTime(receipt.transfer),
            payerNumber: shownNumber(receipt.transfer.payer),
            payerHolder: receipt.transfer.payer.holder,
            amountMinor: receipt.transfer.amountMinor,
            serial: receipt.serial,
          },
    chancePpm,
    expectedMinor,
    role: roleWords[role],
    seen: secondText(order.seenMs),
    effect: secondText(order.effectMs),
    responseMinutes: Math.round((order.effectMs - ordersSentMs) / 60_000),
    looksInnocent: order.looksInnocent === null ? null : innocentWords(order.looksInnocent),
    answer: order.answer === null ? null : answerNote(order.answer, account.currency),
  };
}

/** So many order numbers are named to a payment institution on the page; the exports hold all. */
const mostOrderNos = 20;

/** A statement request as the page shows it. */
export function requestRow(request: RequestView): RequestRow {
  const { rank, account, amountMinor, reason, fromMs, toMs, yieldPpm, answered, expectedMinor, askedMs } = request;
  const orderNos = new Set(request.receipts.map(({ orderNo }) => orderNo).filter((orderNo) => orderNo !== ""));
  return {
    ...accountCells(account),
    rank,
    amountMinor,
    from: secondText(fromMs),
    to: toMs === null ? null : secondText(toMs),
    reason,
    yieldPpm,
    answered,
    expectedMinor,
    asked: askedMs === null ? null : secondText(askedMs),
    orderNos: [...orderNos].slice(0, mostOrderNos),
  };
}

function answerNote({ atMs, balanceMinor, refusal }: AnswerView, currency: string): OrderNote {
  const at = secondText(atMs);
  if (refusal !== null) {
    const { zh, en } = refusalWords[refusal];
    return { zh: `${at} 银行拒绝：${zh}`, en: `the bank refused at ${at}: ${en}` };
  }
  const balance = formatGrouped(toMinorUnits(balanceMinor ?? 0), toCurrency(currency));
  return { zh: `${at} 银行反馈余额 ${balance}`, en: `the bank told a balance of ${balance} at ${at}` };
}
