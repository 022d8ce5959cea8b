/** Questions about one account, one transfer or one frozen sum. */
export const accountErrors = {
  ACCOUNT_NOT_IN_LEDGER: {
    kind: "asked-wrongly",
    zh: "账本中没有账户“{seen}”；请核对账号，或先导入它或其对手的流水",
    en: "The ledger has no account “{seen}”; check the number, or import its statement or a counterparty's first",
  },
  ACCOUNT_AMBIGUOUS: {
    kind: "asked-wrongly",
    zh: "“{seen}”在账本中是 {count} 个账户（{keys}）；请写出其中一个的完整键",
    en: "“{seen}” is {count} accounts of the ledger ({keys}); give the whole key of one",
  },
  ACCOUNT_IS_A_STOP: {
    kind: "asked-wrongly",
    zh: "账户“{account}”是资金末端或止追账户，其中没有在卡资金可言；请换一个账户，或放宽 --stops、--hub",
    en: "Account “{account}” is an exit or a stop, where no money rests; name another, or relax --stops or --hub",
  },
  TRANSFER_NOT_IN_LEDGER: {
    kind: "asked-wrongly",
    zh: "账本中没有编号为“{seen}”的交易；交易编号见 sluice trace --json",
    en: "The ledger has no transfer “{seen}”; sluice trace --json shows the ids",
  },
  RETURNED_UNKNOWN_VICTIM: {
    kind: "asked-wrongly",
    zh: "返还表 {file} 第 {line} 行：案件中没有名为“{seen}”的被害人或编号如此的损失；请核对",
    en: "Returns file {file}, line {line}: the case has no victim and no loss “{seen}”; check it",
  },
  RETURNED_AMBIGUOUS_VICTIM: {
    kind: "asked-wrongly",
    zh: "返还表 {file} 第 {line} 行：“{seen}”是 {count} 名被害人的姓名；请改写损失编号",
    en: "Returns file {file}, line {line}: “{seen}” is the name of {count} victims; give a loss's id instead",
  },
  RETURNED_ABOVE_FROZEN: {
    kind: "asked-wrongly",
    zh: "从该账户已返还 {returned} 分，超过冻结金额 {frozen} 分；--frozen 应为当初冻结的总额，请核对",
    en: "{returned} minor units were returned out of this account, more than the {frozen} frozen; --frozen is the sum frozen at first, check it",
  },
  PROPOSAL_UNREADABLE: {
    kind: "asked-wrongly",
    zh: "“{path}”不是 sluice attribute 写出的方案，或已残缺（{reason}）；请给出原文件",
    en: "“{path}” is no proposal that sluice attribute wrote, or is damaged ({reason}); give the original file",
  },
  PROPOSAL_DIFFERS: {
    kind: "failed",
    zh: "方案“{path}”重算不一致（{count} 处不同，见上）；请核对账本文件与方案文件",
    en: "The proposal “{path}” does not come out the same ({count} places differ, see above); check the ledger's files and the proposal",
  },
  ANSWER_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有编号为“{seen}”的银行反馈，无可撤销；已记下的编号：{known}",
    en: "No bank's answer has the id “{seen}”: there is nothing to take back; the ids known are: {known}",
  },
  GOOD_FAITH_NOT_MARKED: {
    kind: "asked-wrongly",
    zh: "账户 {account}（案件：{case}）没有有效的善意取得登记，无可撤回；用 sluice good-faith list 查看",
    en: "No mark of good faith is in force for account {account} (case: {case}): there is nothing to take back; see sluice good-faith list",
  },
} as const;
