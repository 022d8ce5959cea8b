import type { Language } from "../errors/sluice-error.ts";

const texts = {
  "roles-conflict": {
    zh: "您的角色互相排斥（审计、管理员、网格员、银行与运营商联络员不得兼任他职）：请联系管理员",
    en: "Your roles exclude each other (auditor, administrator, grid worker and liaison stand alone): ask the administrator",
  },
  "no-role-for-it": {
    zh: "您的角色不能进行此操作",
    en: "None of your roles may do this",
  },
  "not-yours": {
    zh: "此记录不在您的单位、案件或职责范围内",
    en: "This record is not of your unit, your cases or what was given to you",
  },
  "second-person": {
    zh: "您已拟稿或签名：须由另一人批准",
    en: "You drafted or signed it: another person must approve it",
  },
  "purpose-missing": {
    zh: "查看未遮蔽的内容须填写案件编号或任务编号",
    en: "To see what is masked, state the number of the case or task for which it is needed",
  },
  "purpose-unknown": {
    zh: "没有这个案件或任务，或您无权处理：请核对编号",
    en: "There is no such case or task, or it is not yours: check the number",
  },
  "not-of-this-purpose": {
    zh: "此人或账户与所填案件或任务无关",
    en: "This person or account has nothing to do with the case or task stated",
  },
  "untouched-by-trace": {
    zh: "没有任何追踪到达此人：其信息保持遮蔽，并在案件办结后到期删除",
    en: "No trace reaches this person: they stay masked, and fall due for deletion after the case closes",
  },
} as const;

/** Why something is not allowed. */
export type Denial = keyof typeof texts;

/** The denial as a sentence. */
export function denialSentence(denial: Denial, language: Language): string {
  return texts[denial][language];
}
