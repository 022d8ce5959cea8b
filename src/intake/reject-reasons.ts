import type { Language } from "../errors/sluice-error.ts";

/**
 * Why a row that should have been a transfer could not be read: what was seen, what was wanted, what to do. Codes are
 * never reused; the ledger keeps them.
 */
export const rejectReasons = {
  "time-missing": {
    zh: "没有交易时间；每笔交易需要时间。请在原表补上时间后重新导入。",
    en: "The time is empty; every transfer needs one. Fill it in and import the row again.",
  },
  "time-unreadable": {
    zh: "交易时间不是可识别的日期时间。请改为 2024-03-05 14:03:22 这样的形式后重新导入。",
    en: "The time is no date that exists. Write it like 2024-03-05 14:03:22 and import the row again.",
  },
  "amount-missing": {
    zh: "没有交易金额；需要一个数。请补上后重新导入。",
    en: "The amount is empty; a number is wanted. Fill it in and import the row again.",
  },
  "amount-unreadable": {
    zh: "交易金额不是一个数（千分位逗号须每三位一个）。请改正后重新导入。",
    en: "The amount is no number (thousands commas stand every three digits). Correct it and import the row again.",
  },
  "amount-too-many-decimals": {
    zh: "交易金额的小数位多于该币种的最小单位。请核对原始单据后改正。",
    en: "The amount has more decimals than its currency's minor unit. Check the original and correct it.",
  },
  "amount-too-large": {
    zh: "交易金额超出可精确表示的范围（9007199254740991 个最小单位）。请核对。",
    en: "The amount is beyond 9007199254740991 minor units, the largest that is exact. Check it.",
  },
  "both-sides-filled": {
    zh: "借方和贷方（支出和收入）两栏都有金额；每行只应有一栏。请删去一栏或拆成两行后重新导入。",
    en: "Both the debit and the credit column hold an amount; one a row is wanted. Clear one or split the row.",
  },
  "currency-unknown": {
    zh: "币种无法识别。请改为人民币、美元等名称或 CNY、USD 等代码后重新导入。",
    en: "The currency is not known. Write its name or ISO code, such as CNY or USD, and import the row again.",
  },
  "row-shifted": {
    zh: "该行的列数多于表头，可能是金额在千分位逗号处断开。请把断开的单元格合并后重新导入。",
    en: "The row has more cells than headings: an amount may be broken at its thousands comma. Join the cells again.",
  },
  "no-heading": {
    zh: "没有找到可识别的表头，无法知道各列是什么。请用 --map 字段=列名 指定，或使用 --layout。",
    en: "No known headings were found, so the columns have no meaning. Name them with --map FIELD=HEADING or --layout.",
  },
  "no-required-column": {
    zh: "表头里没有时间列或金额列，无法读成交易。请用 --map time=列名 --map amount=列名 指定。",
    en: "The headings hold no time or no amount. Name the columns with --map time=HEADING --map amount=HEADING.",
  },
} as const;

const titles: Readonly<Record<RejectReason, string>> = {
  "time-missing": "缺交易时间",
  "time-unreadable": "交易时间无法识别",
  "amount-missing": "缺交易金额",
  "amount-unreadable": "交易金额不是数",
  "amount-too-many-decimals": "金额小数位过多",
  "amount-too-large": "金额过大",
  "both-sides-filled": "借贷两栏都有金额",
  "currency-unknown": "币种无法识别",
  "row-shifted": "行内列数错位",
  "no-heading": "没有可识别的表头",
  "no-required-column": "没有时间列或金额列",
};

/** The reason in a few words; in English its code, and a code of an older version as it is. */
export function rejectTitle(reason: string, language: Language): string {
  return language === "zh" && isRejectReason(reason) ? titles[reason] : reason;
}

/** The code of a reason. */
export type RejectReason = keyof typeof rejectReasons;

/** The reason in a person's language; a code of an older version is shown as it is. */
export function explainReject(reason: string, language: Language): string {
  return isRejectReason(reason) ? rejectReasons[reason][language] : reason;
}

function isRejectReason(text: string): text is RejectReason {
  return Object.hasOwn(rejectReasons, text);
}
