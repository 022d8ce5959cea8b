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
  "bank-missing": {
    zh: "未填写开户银行或支付机构，指令无从送达：请先补填",
    en: "No bank or payment institution is named, so the order reaches nobody: fill it in first",
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
  "words-missing": {
    zh: "须写明理由或答复内容",
    en: "The reason or the answer in words is missing",
  },
  "nothing-to-return": {
    zh: "没有可返还的金额：被害人份额为 0，或冻结款已被异议、预留占用",
    en: "Nothing can be returned: no victim has a share, or the frozen sum is reserved or claimed by its holder",
  },
  "freeze-not-in-force": {
    zh: "冻结未生效或已终止，不能返还",
    en: "The freeze is not in force: nothing can be returned out of it",
  },
  "renewal-first": {
    zh: "须先续冻：公告与银行办理须至 {needed}，冻结于 {ends} 到期",
    en: "Renew the freeze first: the notice and the bank's days run until {needed}, the freeze ends at {ends}",
  },
  "notice-missing": {
    zh: "按比例返还须先公告",
    en: "A proportional return needs its public notice first",
  },
  "notice-running": {
    zh: "公告期未满：{from} 起方可返还",
    en: "The notice still runs: payment from {from} on",
  },
  "good-faith-open": {
    zh: "善意取得主张等占用后，可返还 {available} 分，少于 {wanted} 分：请先审查或重新拟订",
    en: "With the holder's claim and what is reserved, {available} minor units can be returned, not {wanted}: examine the claim or plan anew",
  },
  "good-faith-unexamined": {
    zh: "{holder} 的善意取得主张尚未审查，不能作出决定",
    en: "The good-faith claim of {holder} has not been examined: it comes before any decision",
  },
  "objection-open": {
    zh: "{victim} 的份额有异议未处理或异议成立",
    en: "An objection to the share of {victim} is open or was upheld",
  },
  "claim-missing": {
    zh: "{victim} 尚未提交返还申请（本人账户）",
    en: "{victim} has not claimed yet: an own account is wanted",
  },
  "checks-missing": {
    zh: "{victim} 的核对未完成：{missing}",
    en: "The checks of {victim} are not complete: {missing}",
  },
  "not-own-account": {
    zh: "{victim} 的收款账户不是原汇出账户：须记录例外理由",
    en: "The account of {victim} is not the one that was paid from: the exception must be recorded",
  },
  "above-loss": {
    zh: "损失“{loss}”尚可返还 {room} 分，少于 {wanted} 分",
    en: "Of loss “{loss}” {room} minor units are still unreturned, less than {wanted}",
  },
  "loss-below-returned": {
    zh: "损失“{loss}”已返还 {paid} 分，不能改为 {wanted} 分：请人工核对",
    en: "{paid} minor units were returned of loss “{loss}”: it cannot become {wanted}; somebody has to look",
  },
  "link-in-message": {
    zh: "给被害人的通知不得含有链接（{seen}）：请删去",
    en: "A message to a victim holds no link ({seen}): take it out",
  },
  "nobody-due": {
    zh: "没有到期应删除的人员",
    en: "Nobody falls due for deletion",
  },
  "sources-missing": {
    zh: "缺少来源记录：须写明可供核对的流水行、判决或警情",
    en: "The source rows are missing: name the rows, the judgment or the reports that anybody can open",
  },
  "fact-to-come": {
    zh: "事实或判决的日期晚于现在，请核对",
    en: "The date of the fact or judgment is in the future: check it",
  },
  "ground-not-in-rule": {
    zh: "事实发生时有效的惩戒规定没有“{ground}”这一情形",
    en: "The rule in force at the date of the fact knows no sanction by “{ground}”",
  },
  "below-number": {
    zh: "数量为 {count}，未达 {wanted}：须属影响较大，并报省级公安机关认定",
    en: "The count is {count}, below {wanted}: it must have had a large effect, and the province decides",
  },
  "foreign-number": {
    zh: "给被害人的通知不得含有非本中心的电话号码（{seen}），本中心号码为 {centre}：请改写",
    en: "Words to a victim hold no telephone number but the centre's ({centre}): take {seen} out",
  },
  "officers-missing": {
    zh: "须由两名民警持证前往银行",
    en: "Two officers, not the same person twice, carry the order to the bank",
  },
  "papers-missing": {
    zh: "受理单位移送的材料未收齐：{missing}",
    en: "Papers from the accepting unit are missing: {missing}",
  },
  "victim-unknown": {
    zh: "返还方案中没有“{victim}”，或其份额已付或在付",
    en: "“{victim}” has no share in this return that is unpaid",
  },
  "objection-unknown": {
    zh: "没有编号为“{id}”的待处理事项",
    en: "No open matter with the id “{id}”",
  },
  "receipt-differs": {
    zh: "回执金额或账户（{seen}）与指令（{ordered}）不符，请核对",
    en: "The receipt ({seen}) differs from the order ({ordered}); check it",
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
