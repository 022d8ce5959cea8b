import { doctrineText } from "./doctrine-text.ts";
import type { AttributionProposal } from "../app/attribute-account.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { DirectFailure } from "../tracing/direct-return.ts";
import type { TimestampFailure } from "../tracing/timestamp-return.ts";
import { moneyText, timeText } from "./format.ts";
import { say, type Text } from "./text.ts";

/** Why the methods tried first did not hold, a line a failed test, with its figures. */
export function renderMethodReasons(proposal: AttributionProposal, language: Language): string {
  const { direct, timestamp, method } = proposal.attribution;
  if (method === "NONE") return "";
  const lines = [
    ...direct.map((failure) => `  ${say(words.notDirect, language)}${directText(failure, proposal, language)}\n`),
    ...(method === "PRO_RATA"
      ? timestamp.map((failure) => `  ${say(words.notTimestamp, language)}${stampText(failure, proposal, language)}\n`)
      : []),
  ];
  const held = method === "DIRECT" ? words.directHolds : method === "TIMESTAMP" ? words.stampsHold : null;
  return lines.join("") + (held === null ? "" : `  ${say(held, language)}\n`);
}

function directText(failure: DirectFailure, { names, account }: AttributionProposal, language: Language): string {
  const money = (amountMinor: number): string => moneyText(amountMinor, account.currency);
  const at = (transfer: number): string => `${timeText(names.transfer(transfer))} ${names.transfer(transfer).id}`;
  switch (failure.why) {
    case "no-deposit":
      return say(words.noDeposit, language);
    case "several-deposits":
      return say(words.severalDeposits, language, {
        count: failure.transfers.length,
        transfers: failure.transfers
          .slice(0, 5)
          .map(at)
          .join(language === "zh" ? "、" : ", "),
      });
    case "not-one-victims":
      return say(words.mixedDeposit, language, {
        at: at(failure.transfer),
        amount: money(failure.amountMinor),
        victim: money(failure.victimMinor),
      });
    case "balance-before":
      return say(words.balanceBefore, language, {
        at: at(failure.transfer),
        balance: money(failure.balanceMinor),
        epsilon: money(failure.epsilonMinor),
      });
    case "later-receipt":
      return say(words.laterReceipt, language, { at: at(failure.transfer), amount: money(failure.amountMinor) });
    case "unexplained-money":
      return say(words.unexplainedMoney, language, { at: at(failure.transfer), amount: money(failure.amountMinor) });
    case "more-than-known":
      return say(words.moreThanKnown, language, {
        frozen: money(failure.frozenMinor),
        balance: money(failure.balanceMinor),
        epsilon: money(failure.epsilonMinor),
      });
  }
}

function stampText(failure: TimestampFailure, proposal: AttributionProposal, language: Language): string {
  const { names, account, attribution } = proposal;
  const money = (amountMinor: number): string => moneyText(amountMinor, account.currency);
  const nameOf = (victim: number): string => attribution.victims[victim]?.name ?? "";
  switch (failure.why) {
    case "doctrines-differ":
      return say(words.doctrinesDiffer, language, {
        victim: nameOf(failure.victim),
        least: money(failure.least.amountMinor),
        leastBy: doctrineText(failure.least.doctrine, language),
        most: money(failure.most.amountMinor),
        mostBy: doctrineText(failure.most.doctrine, language),
      });
    case "orders-differ":
      return say(words.ordersDiffer, language, {
        victim: nameOf(failure.victim),
        doctrine: doctrineText(failure.doctrine, language),
        least: money(failure.leastMinor),
        most: money(failure.mostMinor),
      });
    case "guessed-day": {
      const { id } = names.transfer(failure.transfer);
      return say(words.guessedDay, language, { transfer: `${timeText(names.transfer(failure.transfer))} ${id}` });
    }
    case "frozen-below-held":
      return say(words.frozenBelow, language, { held: money(failure.heldMinor), open: money(failure.openMinor) });
  }
}

const words = {
  directHolds: {
    zh: "仅一笔进账，全部为一名被害人的资金；此前余额不超过 ε，此后至冻结无其他进账",
    en: "one deposit, all of it one victim's money; the balance before it is at most ε and nothing else came in before the freeze",
  },
  stampsHold: {
    zh: "五种分配规则对每名被害人的在卡金额结论完全一致",
    en: "all five allocating doctrines leave every victim the same amount",
  },
  notDirect: { zh: "不能直接返还：", en: "not DIRECT: " },
  notTimestamp: { zh: "时间戳不能区分：", en: "not TIMESTAMP: " },
  noDeposit: { zh: "没有被害人资金进账", en: "no deposit of a victim's money" },
  severalDeposits: { zh: "有 {count} 笔涉案进账（{transfers}）", en: "{count} deposits of traced money ({transfers})" },
  mixedDeposit: {
    zh: "进账 {at} 共 {amount}，其中一名被害人至多确定 {victim}",
    en: "of the deposit {at}, {amount} in all, no more than {victim} is one victim's for certain",
  },
  balanceBefore: {
    zh: "进账 {at} 之前余额 {balance}，大于 ε = {epsilon}",
    en: "the balance before the deposit {at} was {balance}, above ε = {epsilon}",
  },
  laterReceipt: { zh: "冻结前另有进账 {at} {amount}", en: "another receipt before the freeze: {at} {amount}" },
  unexplainedMoney: {
    zh: "冻结前 {at} 之后的余额比账本所知多 {amount}：另有来源不明的资金",
    en: "the balance after {at} was {amount} more than the ledger knows of: other money came in before the freeze",
  },
  moreThanKnown: {
    zh: "冻结 {frozen}，账本所知余额仅 {balance}（ε = {epsilon}）：另有来源不明的资金",
    en: "{frozen} frozen where the ledger knows of {balance} (ε = {epsilon}): other money came in unseen",
  },
  doctrinesDiffer: {
    zh: "{victim} 在卡金额从 {least}（{leastBy}）到 {most}（{mostBy}）不等",
    en: "{victim} has from {least} ({leastBy}) to {most} ({mostBy}) there",
  },
  ordersDiffer: {
    zh: "{victim} 在卡金额随同刻交易的次序从 {least} 到 {most} 不等（{doctrine}）",
    en: "{victim} has from {least} to {most} there, by the order of tied rows ({doctrine})",
  },
  guessedDay: {
    zh: "交易 {transfer} 只知日期，其先后只能猜测",
    en: "transfer {transfer} is known to the day alone and its place was guessed",
  },
  frozenBelow: {
    zh: "尚冻结 {open}，少于各被害人在卡合计 {held}，无法区分被支用的是谁的部分",
    en: "{open} is still frozen, less than the {held} that the victims have there: whose part was spent is not told",
  },
} as const satisfies Readonly<Record<string, Text>>;
