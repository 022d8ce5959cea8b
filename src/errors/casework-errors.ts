export const caseworkErrors = {
  CASEWORK_REFUSED: {
    kind: "asked-wrongly",
    zh: "未办理（{code}）：{why}。数据未变，请按提示处理后重试",
    en: "This was not done ({code}): {why}. Nothing was changed; put it right and try again",
  },
  CASEWORK_NO_SUCH_ROW: {
    kind: "asked-wrongly",
    zh: "账本中没有交易“{seen}”，或其流水尚未导入：先导入流水，再从建议中选择",
    en: "The ledger has no transfer “{seen}”, or its statement is not imported yet: import it, then choose among the proposals",
  },
  CASEWORK_PERSON_UNKNOWN: {
    kind: "asked-wrongly",
    zh: "没有可以办案的在用账号“{seen}”：请从人员列表中选择",
    en: "There is no active account “{seen}” of a person who works cases: choose one from the list of people",
  },
  ACCESS_NOT_OPENED: {
    kind: "asked-wrongly",
    zh: "未显示遮蔽内容（{why}）：请填写本人所办案件或任务的编号。此次申请已记入日志",
    en: "What is masked was not shown ({why}): name the case or task for which it is needed, where it is one of yours. The request was logged",
  },
} as const;
