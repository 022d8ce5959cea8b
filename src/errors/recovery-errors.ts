export const recoveryErrors = {
  RECOVERY_NO_RULE: {
    kind: "asked-wrongly",
    zh: "{date} 没有生效的“{code}”规则：请在法律规则表中补充当日有效的一行",
    en: "No rule “{code}” was in force on {date}: add a row valid on that day to the table of legal rules",
  },
  RECOVERY_RULES_OVERLAP: {
    kind: "asked-wrongly",
    zh: "{date} 有 {rows} 行“{code}”规则同时生效：同一日只能有一行，请改正生效日期",
    en: "{rows} rows of the rule “{code}” are in force on {date}: one day may have one; correct the dates",
  },
  RECOVERY_BAD_RULE: {
    kind: "asked-wrongly",
    zh: "“{code}”规则的 {field} 为“{seen}”：应为 {wanted}，请改正该行",
    en: "{field} of the rule “{code}” is “{seen}”: {wanted} is wanted; correct the row",
  },
  RECOVERY_NO_SUCH_DATE: {
    kind: "asked-wrongly",
    zh: "“{seen}”不是有效日期或时刻：应为 2000 年至 2199 年间的时刻，请改正",
    en: "“{seen}” is no valid date or instant: one between the years 2000 and 2199 is wanted; correct it",
  },
  RECOVERY_POSITIONS_DO_NOT_BALANCE: {
    kind: "failed",
    zh: "损失“{loss}”不平：损失 {lossMinor} 分，去向合计 {foundMinor} 分；未记账，请报告此错误",
    en: "Loss “{loss}” does not balance: {lossMinor} minor units lost, {foundMinor} placed; nothing was posted, please report this",
  },
  RECOVERY_REFUSED: {
    kind: "asked-wrongly",
    zh: "未办理（{codes}）：{why}。数据未变，请按提示处理后重试",
    en: "This was not done ({codes}): {why}. Nothing was changed; put it right and try again",
  },
  RECOVERY_ORDER_WITHOUT_CASE: {
    kind: "asked-wrongly",
    zh: "指令须写明案件或警情：请填写 caseId 或 reportId",
    en: "An order belongs to a case or a report: give caseId or reportId",
  },
  RECOVERY_NO_ANSWER_SHEET: {
    kind: "asked-wrongly",
    zh: "文件中没有反馈表：表头须有“任务编号”和“结果”两列，请核对",
    en: "The file holds no sheet of answers: its headings must have 任务编号 (task number) and 结果 (result); check it",
  },
  RECOVERY_TOO_MANY_ANSWERS: {
    kind: "asked-wrongly",
    zh: "反馈表超过 {limit} 行：请拆分后导入；本次未导入",
    en: "The sheet of answers has more than {limit} rows: split it; nothing was imported",
  },
  RECOVERY_ANSWER_ROW: {
    kind: "asked-wrongly",
    zh: "{field} 一栏为“{seen}”，无法识别或缺失：任务编号、结果须填写，已执行的须有金额和精确到分的时间",
    en: "The cell {field} is “{seen}”, which is missing or cannot be read: task number and result are wanted, and for what was done the amount and a time to the minute",
  },
  RECOVERY_ROW_NOT_LISTED: {
    kind: "asked-wrongly",
    zh: "清单中没有账户 {account}：请从案件当前的清单中选择",
    en: "The account {account} is not on the list: choose from the case's list as it is now",
  },
  RECOVERY_ROW_REFUSED: {
    kind: "asked-wrongly",
    zh: "银行已拒绝对账户 {account} 的指令：如仍要办理，请单独选择该账户",
    en: "A bank refused an order on the account {account}: choose it by itself to order it nevertheless",
  },
  RECOVERY_ROW_UNFIT: {
    kind: "asked-wrongly",
    zh: "账户 {account} 没有可作依据的人民币转账：不能据此拟写指令，请另行处理",
    en: "No receipt in CNY justifies an order on the account {account}: treat it by hand",
  },
  RECOVERY_BUDGET_SPENT: {
    kind: "asked-wrongly",
    zh: "已拟写 {budget} 份，其余未拟：需要时请再办一次",
    en: "{budget} orders were drafted and no more: ask again for the rest",
  },
  RECOVERY_ORDERED_ALREADY: {
    kind: "asked-wrongly",
    zh: "账户 {account} 已有相同内容的指令 {number}：不重复拟写",
    en: "The order {number} asks the same of the account {account} already: it is not drafted twice",
  },
} as const;
