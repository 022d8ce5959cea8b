/** Complaints about transfers and accounts that a program hands over to be made into a ledger. `at` is a position, from 0. */
export const flowErrors = {
  LEDGER_BLANK: {
    kind: "asked-wrongly",
    zh: "{list} 第 {at} 项（从 0 起）的 {field} 为空或不是文本；请补上",
    en: "{list}[{at}].{field} is blank or no text; fill it in",
  },
  LEDGER_DUPLICATE: {
    kind: "asked-wrongly",
    zh: "{list} 第 {at} 项（从 0 起）的 {field}“{seen}”在第 {first} 项已经出现；每个只能出现一次",
    en: "{list}[{at}].{field} “{seen}” is at {first} already; each may occur once",
  },
  LEDGER_BAD_AMOUNT: {
    kind: "asked-wrongly",
    zh: "{list} 第 {at} 项（从 0 起）的 {field} 为 {seen}；应为 {wanted}",
    en: "{list}[{at}].{field} is {seen}; wanted is {wanted}",
  },
  LEDGER_BAD_TIME: {
    kind: "asked-wrongly",
    zh: "{list} 第 {at} 项（从 0 起）的 {field} 为 {seen}；应为自 1970 年起的毫秒数（整数）",
    en: "{list}[{at}].{field} is {seen}; wanted is a whole number of milliseconds since 1970",
  },
  LEDGER_BAD_WORD: {
    kind: "asked-wrongly",
    zh: "{list} 第 {at} 项（从 0 起）的 {field}“{seen}”无法识别；应为 {wanted}",
    en: "{list}[{at}].{field} “{seen}” is not known; wanted is {wanted}",
  },
  LEDGER_BAD_COVERAGE: {
    kind: "asked-wrongly",
    zh: "accounts 第 {at} 项（从 0 起）的 coverage 有区间倒置、重叠或未按时间排列；请按先后排列且互不重叠",
    en: "accounts[{at}].coverage has intervals that run backwards, overlap or are out of order; give them ascending and apart",
  },
  LEDGER_REVERSES_ITSELF: {
    kind: "asked-wrongly",
    zh: "transfers 第 {at} 项（从 0 起）“{seen}”冲正的是它自己；reverses 应填被冲正的另一笔交易",
    en: "transfers[{at}] “{seen}” reverses itself; reverses names the other transfer that is undone",
  },
  LEDGER_TWO_CURRENCIES: {
    kind: "asked-wrongly",
    zh: "transfers 第 {at} 项（从 0 起）“{seen}”的付款方“{payer}”是 {payerCurrency}，收款方“{payee}”是 {payeeCurrency}；一笔交易只能是一种币种，换汇应写成两笔：付出到 exchange 类末端，另一币种再由它付入",
    en: "transfers[{at}] “{seen}”: the payer “{payer}” is in {payerCurrency}, the payee “{payee}” in {payeeCurrency}; a transfer is of one currency, and an exchange is two: out to an exit of kind exchange, and in from it in the other currency",
  },
  LEDGER_UNKNOWN_TRANSFER: {
    kind: "asked-wrongly",
    zh: "没有编号为“{seen}”的交易；请核对编号",
    en: "There is no transfer “{seen}”; check the id",
  },
  LEDGER_UNKNOWN_ACCOUNT: {
    kind: "asked-wrongly",
    zh: "没有账户“{seen}”：交易和账户表中都没有它；请核对账号",
    en: "There is no account “{seen}”: neither the transfers nor the accounts name it; check it",
  },
} as const;
