import type { ContradictingRow, ContradictionKind, LostSightReason, StopLine } from "./case-findings.ts";
import type { Words } from "./order-words.ts";

/** Why money stopped at an account, or was lost sight of there. */
export const endReasonWords: Readonly<Record<StopLine["why"] | LostSightReason, Words>> = {
  exit: { zh: "本身是资金末端", en: "an exit by itself" },
  listed: { zh: "列入止追账户表", en: "on the list of stops" },
  "hub-limit": { zh: "对手数超过上限", en: "more counterparties than the limit" },
  "no-statement": { zh: "未调取流水", en: "no statement of that time" },
  "stated-balance": { zh: "所载余额容不下", en: "the stated balance is lower" },
};

/** In what statements contradict each other. */
export const contradictionWords: Readonly<Record<ContradictionKind, Words>> = {
  "row-missing": { zh: "对手流水有而本户流水没有", en: "shown by the counterparty, missing here" },
  "amounts-differ": { zh: "双方金额不一致", en: "the two banks' amounts differ" },
  "balances-differ": { zh: "双方所载余额不一致", en: "the two banks' balances differ" },
  "balance-break": { zh: "余额不连续", en: "balances do not follow" },
  "reference-ambiguous": { zh: "单号相同，配对不唯一", en: "one reference, several ways to join" },
  "reference-amounts-differ": { zh: "单号相同，金额不一致", en: "one reference, amounts differ" },
  "reference-times-apart": { zh: "单号相同，时间相差过大", en: "one reference, times too far apart" },
};

/** What a row is to a contradiction. */
export const rowRoleWords: Readonly<Record<ContradictingRow["role"], Words>> = {
  shows: { zh: "载明", en: "shows" },
  before: { zh: "前一行", en: "before" },
  after: { zh: "后一行", en: "after" },
};
