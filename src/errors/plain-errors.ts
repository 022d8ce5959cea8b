/** The storeless trace's complaints about its plain CSV files. Each names the file and the line. */
export const plainErrors = {
  PLAIN_NOT_UTF8: {
    kind: "asked-wrongly",
    zh: "{file} 不是 UTF-8 文本；请另存为 UTF-8 编码的 CSV 后重试",
    en: "{file} is not UTF-8 text; save it as a CSV in UTF-8 and try again",
  },
  PLAIN_BAD_QUOTES: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：引号没有成对；请检查该行的引号",
    en: "{file}, line {line}: the quotes do not pair up; check the quotes of that line",
  },
  PLAIN_COLUMN_MISSING: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：表头缺少 {column} 列；应有 {wanted}",
    en: "{file}, line {line}: the heading lacks the column {column}; wanted are {wanted}",
  },
  PLAIN_COLUMN_TWICE: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：表头中 {column} 列出现两次；请只留一列",
    en: "{file}, line {line}: the column {column} stands twice in the heading; keep one",
  },
  PLAIN_FIELD_COUNT: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：有 {seen} 个字段，表头有 {wanted} 个；请检查多余或缺少的逗号",
    en: "{file}, line {line}: {seen} fields where the heading has {wanted}; look for a missing or stray comma",
  },
  PLAIN_BLANK: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column} 为空；请补上",
    en: "{file}, line {line}: {column} is blank; fill it in",
  },
  PLAIN_DUPLICATE: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column}“{seen}”在第 {first} 行已经出现；每个只能有一行",
    en: "{file}, line {line}: {column} “{seen}” is there already, on line {first}; each may have one line",
  },
  PLAIN_UNKNOWN_TRANSFER: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column} 所指的交易“{seen}”不在交易文件中；请核对编号",
    en: "{file}, line {line}: {column} names the transfer “{seen}”, which the transfers do not hold; check the id",
  },
  PLAIN_BAD_VALUE: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column}“{seen}”无法识别；应为 {wanted}",
    en: "{file}, line {line}: {column} “{seen}” cannot be read; wanted is {wanted}",
  },
  PLAIN_TOO_MANY_DECIMALS: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column}“{seen}”的小数位过多；{currency} 最多 {decimals} 位",
    en: "{file}, line {line}: {column} “{seen}” has too many decimals; {currency} has {decimals}",
  },
  PLAIN_TOO_LARGE: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column}“{seen}”过大，超出可精确计算的上限（2^53 − 1 个最小货币单位）；请核对原始数据",
    en: "{file}, line {line}: {column} “{seen}” is too large, beyond what can be counted exactly (2^53 − 1 minor units); check the original",
  },
  PLAIN_REVERSES_ITSELF: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：交易“{seen}”冲正的是它自己；{column} 应填被冲正的另一笔交易",
    en: "{file}, line {line}: the transfer “{seen}” reverses itself; {column} names the other transfer that is undone",
  },
  PLAIN_NEGATIVE: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：{column}“{seen}”为负数；方向由付款方和收款方表示，金额不能为负",
    en: "{file}, line {line}: {column} “{seen}” is negative; payer and payee say the direction, an amount may not be negative",
  },
  PLAIN_MIXED_CURRENCIES: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：币种为 {seen}，前面的行为 {wanted}；一次只能追踪一种币种，请分开文件",
    en: "{file}, line {line}: the currency is {seen} where the lines above have {wanted}; one currency a run, split the file",
  },
  PLAIN_LOSS_ON_FAILED: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：交易“{seen}”未成功，没有转走资金，不能作为损失；请核对编号",
    en: "{file}, line {line}: the transfer “{seen}” failed and moved nothing, it cannot be a loss; check the id",
  },
  PLAIN_LOSS_ON_SELF: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：交易“{seen}”的付款方与收款方是同一账户，不能作为损失；请核对编号",
    en: "{file}, line {line}: the transfer “{seen}” is from an account to itself, it cannot be a loss; check the id",
  },
  PLAIN_LOSS_ABOVE_TRANSFER: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：交易“{seen}”上的损失合计比交易金额 {amount} 多出 {over}；请核对金额",
    en: "{file}, line {line}: the losses on the transfer “{seen}” exceed its amount {amount} by {over}; check the amounts",
  },
  PLAIN_TWO_REMAINDERS: {
    kind: "asked-wrongly",
    zh: "{file} 第 {line} 行：交易“{seen}”上有两笔损失没有金额（第 {first} 行也没有）；只能有一笔留空表示余额",
    en: "{file}, line {line}: two losses on the transfer “{seen}” have no amount (line {first} too); one may be blank, the remainder",
  },
} as const;
