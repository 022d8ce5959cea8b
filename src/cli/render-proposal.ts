import { doctrineText } from "./doctrine-text.ts";
import type { AttributionProposal } from "../app/attribute-account.ts";
import type { ShareChange } from "../app/compare-proposals.ts";
import type { Replay } from "../app/replay-proposal.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { ReturnMethod } from "../tracing/attribution.ts";
import { accountText, instantText, moneyText } from "./format.ts";
import { renderMethodReasons } from "./render-method-reasons.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** A proposal: the method and why, who is to get what, what stays frozen. */
export function renderProposal(proposal: AttributionProposal, language: Language): string {
  const { attribution, account, request, json } = proposal;
  const money = (amountMinor: number): string => moneyText(amountMinor, account.currency);
  const details = {
    account: `${accountText(account)}${account.holder === "" ? "" : ` ${account.holder}`}`,
    frozen: money(attribution.frozenMinor),
    at: instantText(request.frozenAtMs),
    returned: money(attribution.returnedHereMinor),
    remainder: money(attribution.remainderMinor),
    epsilon: money(request.epsilonMinor),
    doctrine: doctrineText(request.doctrine, language),
    orders: attribution.orders,
    digest: json.digest.slice(0, 12),
    unbound: proposal.unbound.length,
  };
  const line = (text: Text): string => `${say(text, language, details)}\n`;
  return [
    line(words.title),
    `${say(words.method, language)}${say(methods[attribution.method], language)}\n`,
    renderMethodReasons(proposal, language),
    attribution.victims.length === 0 ? "" : renderTable(headings(language), rowsOf(proposal, money)),
    attribution.returnedHereMinor === 0 ? "" : line(words.returnedHere),
    line(words.remainder),
    ...attribution.victims
      .filter(({ returnedBeyondMinor }) => returnedBeyondMinor > 0)
      .map(({ name, returnedBeyondMinor }) => {
        return `${say(words.beyond, language, { victim: name, beyond: money(returnedBeyondMinor) })}\n`;
      }),
    ...cautions(proposal).map(line),
    line(words.measure),
    line(words.decides),
  ].join("");
}

/** What a new proposal changes beside an older one. */
export function renderChangedShares(changes: readonly ShareChange[], currency: string, language: Language): string {
  const money = (amountMinor: number | null): string => (amountMinor === null ? "–" : moneyText(amountMinor, currency));
  const columns = [
    left(language, "被害人", "victim"),
    right(language, "先前方案", "earlier proposal"),
    right(language, "其后已返还", "returned since"),
    right(language, "本方案", "this proposal"),
    right(language, "超出应得", "beyond the share"),
  ];
  const rows = changes.map((change) => [
    change.victim,
    money(change.beforeMinor),
    money(change.returnedSinceMinor),
    money(change.nowMinor),
    change.returnedBeyondMinor === 0 ? "" : money(change.returnedBeyondMinor),
  ]);
  return `${say(words.beside, language)}\n${renderTable(columns, rows)}`;
}

/** Whether a replay gave the same, and where not. */
export function renderReplay(replay: Replay, language: Language): string {
  const line = (text: Text): string =>
    `${say(text, language, { digest: replay.digest, later: replay.laterFiles, missing: replay.missingFiles.length })}\n`;
  return [
    replay.matches ? line(words.matches) : line(words.differs),
    replay.intact ? "" : line(words.altered),
    replay.missingFiles.length === 0 ? "" : line(words.missing),
    replay.laterFiles === 0 ? "" : line(words.later),
    ...replay.differences.map(({ path, recorded, now }) => `  ${path}: ${recorded} → ${now}\n`),
  ].join("");
}

function rowsOf({ attribution, request }: AttributionProposal, money: (amountMinor: number) => string): string[][] {
  return attribution.victims.map((victim) => [
    victim.name,
    victim.losses.join(" "),
    money(victim.lossMinor),
    money(victim.returnedMinor),
    money(victim.enteredMinor[request.doctrine]),
    money(victim.capMinor),
    money(victim.shareMinor),
  ]);
}

function headings(language: Language): readonly TableColumn[] {
  return [
    left(language, "被害人", "victim"),
    left(language, "损失编号", "losses"),
    right(language, "损失", "lost"),
    right(language, "已返还", "returned"),
    right(language, "流入本账户", "entered"),
    right(language, "上限", "cap"),
    right(language, "拟返还", "share"),
  ];
}

/** What an officer has to weigh because the ledger does not know it. */
function cautions({ attribution, coverage, unbound }: AttributionProposal): readonly Text[] {
  return [
    ...(attribution.openingKnown ? [] : [words.openingUnknown]),
    ...(coverage.reachesFreeze ? [] : [words.coverage]),
    ...(unbound.length === 0 ? [] : [words.unbound]),
  ];
}

function left(language: Language, zh: string, en: string): TableColumn {
  return { heading: language === "zh" ? zh : en, align: "left" };
}

function right(language: Language, zh: string, en: string): TableColumn {
  return { heading: language === "zh" ? zh : en, align: "right" };
}

const methods: Readonly<Record<ReturnMethod, Text>> = {
  DIRECT: { zh: "直接返还（DIRECT，第八条第一项）", en: "direct return (DIRECT, Art. 8 (1))" },
  TIMESTAMP: { zh: "按时间戳返还（TIMESTAMP，第八条第二项）", en: "by time stamps (TIMESTAMP, Art. 8 (2))" },
  PRO_RATA: {
    zh: "按比例返还（PRO_RATA，第八条第三项；须公告 30 日）",
    en: "in proportion (PRO_RATA, Art. 8 (3); needs a public notice of 30 days)",
  },
  NONE: { zh: "无：没有被害人资金追踪到该账户", en: "none: no victim's money was traced into this account" },
};

const words = {
  title: {
    zh: "返还方案（供决定）：账户 {account}，{at} 冻结 {frozen}",
    en: "Return proposal (for decision): account {account}, {frozen} frozen at {at}",
  },
  method: { zh: "方法：", en: "Method: " },
  returnedHere: { zh: "此前已从该冻结款返还 {returned}", en: "Returned out of this frozen sum before: {returned}" },
  remainder: { zh: "继续冻结 {remainder}", en: "Stays frozen: {remainder}" },
  beyond: {
    zh: "注意：{victim} 此前从该账户得到的比现在全额重算应得的多 {beyond}；已返还的不作改动，请决定如何处理",
    en: "Note: {victim} was returned {beyond} more out of this account than the whole sum would give today; what was returned stays, decide what follows",
  },
  openingUnknown: {
    zh: "注意：该账户期初余额未知，按 0 计（T5）",
    en: "Note: the account's opening balance is unknown and counted as 0 (T5)",
  },
  coverage: {
    zh: "注意：所持该账户流水未覆盖到冻结时刻，其间可能另有进出",
    en: "Note: the statement held of this account does not reach to the freeze; other money may have come or gone",
  },
  unbound: {
    zh: "注意：案件中有 {unbound} 笔损失未对上交易，未计入",
    en: "Note: {unbound} losses of the case fit no one transfer and have no part",
  },
  measure: {
    zh: "计算口径：ε = {epsilon}，流入按 {doctrine} 计，试过 {orders} 种次序；按比例时以各被害人权重之和为分母。方案编号 {digest}",
    en: "Reckoned with ε = {epsilon}, entries by {doctrine}, {orders} order(s) tried; in proportion, the denominator is the sum of the weights. Proposal {digest}",
  },
  decides: { zh: "以上为程序建议，由具名民警审核决定。", en: "This is a proposal: a named officer decides." },
  beside: { zh: "与先前方案对照（两份方案都保留）：", en: "Beside the earlier proposal (both stay):" },
  matches: { zh: "一致：重算结果与方案相同（{digest}）", en: "match: running it again gives the same ({digest})" },
  differs: { zh: "不一致：重算结果为 {digest}", en: "differs: running it again gives {digest}" },
  altered: {
    zh: "方案文件被改动过：内容与其摘要不符",
    en: "the file was altered: its content does not fit its digest",
  },
  missing: { zh: "账本缺少方案所用的 {missing} 个文件", en: "the ledger lacks {missing} files that the proposal used" },
  later: {
    zh: "账本后来增加的 {later} 个文件未计入",
    en: "{later} files that the ledger has gained since were left out",
  },
} as const satisfies Readonly<Record<string, Text>>;
