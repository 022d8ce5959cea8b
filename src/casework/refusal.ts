import type { ErrorDetails, Language } from "../errors/sluice-error.ts";

/** Every refusal of this folder. Codes are never reused for another meaning. */
const texts = {
  "number-missing": {
    zh: "须填写文书编号和日期",
    en: "The document's number and date are wanted",
  },
  "filed-before-accepted": {
    zh: "立案日期早于受案日期（{accepted}），或尚未受案",
    en: "A case is filed after it was accepted (accepted: {accepted})",
  },
  "done-already": {
    zh: "已于 {at} 办理过，不能重复",
    en: "This was done already on {at}",
  },
  "case-closed": {
    zh: "案件已办结：先恢复办理再修改",
    en: "The case is closed: reopen it before changing it",
  },
  "case-open": {
    zh: "案件尚未办结",
    en: "The case is not closed",
  },
  "reason-missing": {
    zh: "须写明理由",
    en: "A reason is wanted",
  },
  "owner-leaves": {
    zh: "{user} 是主办人：先移交主办再移出",
    en: "{user} owns the case: hand it to another owner first",
  },
  "member-already": {
    zh: "{who} 已在其中",
    en: "{who} is in it already",
  },
  "not-a-member": {
    zh: "{who} 不在其中",
    en: "{who} is not in it",
  },
  "differences-not-accepted": {
    zh: "与流水记录不一致（{fields}）：须逐项确认后才能关联",
    en: "The row differs ({fields}): each difference must be accepted by name before the loss is bound",
  },
  "bound-already": {
    zh: "该损失已关联交易“{transfer}”：先解除再关联",
    en: "The loss is bound to transfer “{transfer}”: take it apart first",
  },
  "not-bound": {
    zh: "该损失尚未关联交易",
    en: "The loss is not bound",
  },
  "transfer-used-up": {
    zh: "该交易还有 {left} 分未被认领，少于损失 {amount} 分",
    en: "Of this transfer {left} minor units are not claimed, less than the loss of {amount}",
  },
  "not-now": {
    zh: "任务当前为“{standing}”，不能执行此操作",
    en: "The task stands at “{standing}”: this cannot be done now",
  },
  "not-yours": {
    zh: "此步骤由 {wanted} 办理",
    en: "This step is for {wanted}",
  },
  "deadline-past": {
    zh: "期限 {seen} 已过：须晚于现在",
    en: "The deadline {seen} is past: one in the future is wanted",
  },
  "item-not-noted": {
    zh: "交接单缺少 {count} 项未了事项：{items}",
    en: "The hand-over lacks {count} open items: {items}",
  },
  "signed-already": {
    zh: "{user} 已签字",
    en: "{user} has signed already",
  },
} as const;

export type RefusalCode = keyof typeof texts;

/** Why a step was not carried out: expected, and told to the person who asked. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly details: ErrorDetails;
}

/** What a step comes to: the new state, or the reason against it. */
export type Outcome<State> = { readonly state: State } | { readonly refused: Refusal };

export function refuse(code: RefusalCode, details: ErrorDetails = {}): { readonly refused: Refusal } {
  return { refused: { code, details } };
}

/** The refusal as a sentence. */
export function refusalSentence({ code, details }: Refusal, language: Language): string {
  return texts[code][language].replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
