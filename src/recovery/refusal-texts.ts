/** Every refusal of this folder: what was seen, what is wanted. Codes are never reused for another meaning. */
export const refusalTexts = {
  "amount-missing": {
    zh: "金额应为大于 0 的整数（分），所填为 {seen}",
    en: "The amount is {seen}: a whole number of minor units above 0 is wanted",
  },
  "receipt-missing": {
    zh: "缺少入账依据：须写明付款人、金额、时间（流水号可后补）",
    en: "The receipt that justifies the order is missing: payer, amount and time are wanted (the serial may follow)",
  },
  "hold-terms-missing": {
    zh: "保护性止付须写明理由和结束时间",
    en: "A protective hold needs its reason and its end",
  },
  "hold-too-long": {
    zh: "保护性止付最长至 {latest}，所填结束时间为 {seen}",
    en: "The hold would end at {seen}: it may last until {latest}, and must end after it begins",
  },
  "target-missing": {
    zh: "没有找到所针对的措施“{target}”",
    en: "The measure “{target}” that this order is about is not known",
  },
  "score-without-sources": {
    zh: "不能仅凭评分（{score}）采取措施：须附来源记录或警情",
    en: "No order may rest on a score alone ({score}): attach the source rows or the report behind it",
  },
  "case-not-filed": {
    zh: "尚未立案，不能冻结：请先立案",
    en: "The case is not filed: no freeze before its filing (立案)",
  },
  "stops-used-up": {
    zh: "该账户已止付 {stops} 次（所有案件合计），最多 {most} 次：请改为冻结",
    en: "This account has had {stops} stop-payments over all cases, of {most} at most: freeze it instead",
  },
  "same-person": {
    zh: "{by} 已拟稿或签名：须由另一人签署",
    en: "{by} drafted or signed it already: another person must sign",
  },
  "level-too-low": {
    zh: "须经 {wanted} 级批准（{reasons}），签署人为 {seen} 级",
    en: "Approval at level {wanted} is wanted ({reasons}); {seen} signed",
  },
  "not-now": {
    zh: "当前状态为“{standing}”，不能执行此操作",
    en: "It stands at “{standing}”: this cannot be done now",
  },
  "review-refused": {
    zh: "复核未通过，不能发送：请撤回或解除",
    en: "Its review was refused: it cannot be sent",
  },
  "answer-out-of-time": {
    zh: "反馈所述时间 {seen} 不在发送（{sent}）与登记（{recorded}）之间，请核对",
    en: "The answer states {seen}, which is not between sending ({sent}) and now ({recorded}); check it",
  },
  "answer-does-not-fit": {
    zh: "反馈结果“{outcome}”、金额 {amount} 与指令（{ordered}）不符，请核对",
    en: "The answer “{outcome}” with {amount} does not fit the order ({ordered}); check it",
  },
  "measure-over": {
    zh: "措施已于 {ended} 终止，不能续期或变更：请重新申请",
    en: "The measure ended at {ended}: it cannot be renewed or changed, a new one is wanted",
  },
  "return-not-decided": {
    zh: "返还“{target}”尚未作出决定",
    en: "The return “{target}” is not decided",
  },
  "task-unknown": {
    zh: "没有任务号为“{task}”的待反馈指令",
    en: "No order with the task number “{task}” awaits an answer",
  },
  "task-twice": {
    zh: "任务号“{task}”对应 {orders} 条指令，请指明是哪一条",
    en: "The task number “{task}” is that of {orders} orders; say which",
  },
} as const;
