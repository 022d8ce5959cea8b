import type { AccountRole } from "./account-history.ts";
import type { InnocentMark } from "./innocent-marks.ts";
import type { RefusalReason } from "./refusal-reason.ts";

/** A text in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Roles as every artefact names them. */
export const roleWords: Readonly<Record<AccountRole, Words>> = {
  wallet: { zh: "钱包", en: "wallet" },
  merchant: { zh: "商户", en: "merchant" },
  everyday: { zh: "日常用卡", en: "everyday" },
  cashier: { zh: "取现卡", en: "cashier" },
  transit: { zh: "过渡卡", en: "transit" },
  collector: { zh: "归集卡", en: "collector" },
  parking: { zh: "沉淀卡", en: "parking" },
  saver: { zh: "储蓄卡", en: "savings" },
  "first-hop": { zh: "一级卡", en: "first hop" },
  fresh: { zh: "新出现", en: "fresh" },
  ordinary: { zh: "一般", en: "ordinary" },
};

/** Why a bank refused. */
export const refusalWords: Readonly<Record<RefusalReason, Words>> = {
  "wrong-receipt": { zh: "要素不符", en: "receipt differs" },
  "already-frozen": { zh: "已被冻结", en: "already frozen" },
  "no-such-account": { zh: "无此账户", en: "no such account" },
  closed: { zh: "已销户", en: "closed" },
  other: { zh: "其他原因", en: "other reason" },
};

/** Why a holder may be innocent, with the facts for and against. */
export function innocentWords(mark: InnocentMark): Words {
  const { zh, en } = likenessWords(mark);
  if (mark.largeMinor === 0) return { zh, en };
  const passedOn = Math.floor((mark.passedOnMinor / mark.largeMinor) * 100);
  return {
    zh: `${zh}；1,000 元及以上的进账有 ${passedOn}% 在 6 小时内转出`,
    en: `${en}; of what came in by 1,000 yuan and more ${passedOn} % left within 6 hours`,
  };
}

function likenessWords(mark: InnocentMark): Words {
  const { receipts, payers, smallReceipts, payments, payees, smallPayments, usedDays, salaries } = mark;
  switch (mark.looksLike) {
    case "small-merchant":
      return {
        zh: `疑似小商户：${payers} 个付款方 ${receipts} 笔收款，其中 ${smallReceipts} 笔不足 1,000 元`,
        en: `looks like a small shop: ${receipts} receipts of ${payers} payers, ${smallReceipts} below 1,000 yuan`,
      };
    case "salary-account":
      return {
        zh: `疑似工资卡：同一付款方按月发放 ${salaries} 次，另向 ${payees} 个对方付款 ${payments} 笔`,
        en: `looks like a salary account: paid ${salaries} times by one payer every month, ${payments} payments to ${payees} payees`,
      };
    case "everyday-account":
      return {
        zh: `疑似日常用卡：使用 ${usedDays} 天，向 ${payees} 个对方付款 ${payments} 笔，其中 ${smallPayments} 笔不足 1,000 元`,
        en: `looks like an everyday account: ${usedDays} days of use, ${payments} payments to ${payees} payees, ${smallPayments} below 1,000 yuan`,
      };
  }
}

/** A chance or a yield in millionths as a percentage, one digit after the point. */
export function percentText(ppm: number): string {
  const tenths = Math.round(ppm / 1_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}
