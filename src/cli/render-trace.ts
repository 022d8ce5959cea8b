import { doctrineText } from "./doctrine-text.ts";
import type { Language } from "../errors/sluice-error.ts";
import type { ExitKind } from "../flows/exit-kind.ts";
import { percentText } from "../tracing/order-words.ts";
import type { RequestView, TraceView, UnboundClaim, UnboundReason } from "../tracing/trace-view.ts";
import { accountText, countText, instantText, moneyText, timeText } from "./format.ts";
import { renderTable, type TableColumn } from "./render-table.ts";
import { say, type Text } from "./text.ts";

/** The balance sheet: a line a loss, then the totals. */
export function renderBalance(view: TraceView, language: Language): string {
  const title = section(
    {
      zh: "资金平衡表（{losses} 笔损失，规则 {doctrine}）",
      en: "Balance sheet ({losses} losses, doctrine {doctrine})",
    },
    language,
    { losses: countText(view.losses.length), doctrine: doctrineText(view.engine.doctrine, language) },
  );
  if (view.kind === "reach") {
    const marked = new Set(view.flows.map(({ transfer }) => transfer.index)).size;
    const text = {
      zh: "污染法只标记可达的交易，不分配金额：标记了 {marked} 笔交易。",
      en: "poison marks what the money may have reached and allocates no amounts: {marked} transfers are marked.",
    };
    return `${title}${say(text, language, { marked: countText(marked) })}\n`;
  }
  const columns: readonly TableColumn[] = [
    left(language, "损失", "loss"),
    left(language, "被害人", "victim"),
    right(language, "损失金额", "lost"),
    right(language, "卡内资金", "at rest"),
    right(language, "资金末端", "exited"),
    right(language, "断点（待调单）", "lost sight of"),
    right(language, "已返还", "returned"),
    right(language, "零星核销", "written off"),
  ];
  const lines = view.balanceSheet.map((line) => [line.loss.id, line.loss.victim, ...sheetCells(line)]);
  const totals = view.totals.map((line) => [language === "zh" ? "合计" : "total", "", ...sheetCells(line)]);
  const shown = lines.length > 40 ? [...lines.slice(0, 40), moreRow(lines.length - 40, language)] : lines;
  return title + renderTable(columns, [...shown, ...totals]);
}

/** Statements to ask for. */
export function renderRequests(entries: readonly RequestView[], total: number, language: Language): string {
  const title = section(
    { zh: "调单清单（列出 {shown} / {total} 户）", en: "Statement requests ({shown} of {total})" },
    language,
    {
      shown: entries.length,
      total,
    },
  );
  const columns = [
    right(language, "序", "#"),
    left(language, "账户", "account"),
    left(language, "户名", "holder"),
    left(language, "开户行", "bank"),
    right(language, "断点金额", "amount"),
    right(language, "收效估计（反馈数）", "estimated yield (answers)"),
    left(language, "起", "from"),
    left(language, "止", "to"),
    left(language, "原因", "why"),
    left(language, "已调取于", "asked since"),
    left(language, "订单号、流水号", "order or serial numbers"),
  ];
  const rows = entries.map((entry) => [
    String(entry.rank),
    accountText(entry.account),
    entry.account.holder,
    entry.account.bank,
    moneyText(entry.amountMinor, entry.account.currency),
    `${percentText(entry.yieldPpm)} (${entry.answered})`,
    instantText(entry.fromMs),
    entry.toMs === null ? say({ zh: "反馈之日", en: "day of the answer" }, language) : instantText(entry.toMs),
    say(requestReasons[entry.reason], language),
    entry.askedMs === null ? "" : instantText(entry.askedMs),
    numbersText(entry),
  ]);
  return title + renderTable(columns, rows);
}

/** The first number by which the receiver finds what is asked about, and how many more there are. */
function numbersText({ receipts }: RequestView): string {
  const [first] = receipts;
  if (first === undefined) return "";
  const number = first.orderNo || first.serial || first.transfer.id;
  return receipts.length === 1 ? number : `${number} (+${receipts.length - 1})`;
}

/** Money that left for good, summed by kind. */
export function renderExits(view: TraceView, language: Language): string {
  if (view.exits.length === 0) return "";
  const sums = new Map<string, { kind: ExitKind; currency: string; accounts: Set<string>; amountMinor: number }>();
  for (const { account, kind, amountMinor } of view.exits) {
    const key = `${kind} ${account.currency}`;
    const sum = sums.get(key) ?? { kind, currency: account.currency, accounts: new Set(), amountMinor: 0 };
    sum.accounts.add(account.key);
    sum.amountMinor += amountMinor;
    sums.set(key, sum);
  }
  const columns = [left(language, "末端", "exit"), right(language, "处", "places"), right(language, "金额", "amount")];
  const rows = [...sums.values()]
    .sort((a, b) => b.amountMinor - a.amountMinor)
    .map((sum) => [
      say(exitNames[sum.kind], language),
      countText(sum.accounts.size),
      moneyText(sum.amountMinor, sum.currency),
    ]);
  return section({ zh: "资金末端", en: "Exits" }, language, {}) + renderTable(columns, rows);
}

/** Claims that were not traced, with the transfers that would fit; empty when there are none. */
export function renderUnbound(claims: readonly UnboundClaim[], language: Language): string {
  if (claims.length === 0) return "";
  const title = section(
    { zh: "未对上唯一交易的损失（{count} 笔，未追踪）", en: "Losses not bound to one transfer ({count}, not traced)" },
    language,
    { count: claims.length },
  );
  const lines = claims.map((claim) => {
    const head = `${claim.id} ${claim.victim}: ${say(unboundReasons[claim.why], language, { count: claim.candidateCount })}\n`;
    const candidates = claim.candidates.map(
      (transfer) =>
        `    ${transfer.id}  ${timeText(transfer)}  ${accountText(transfer.payer)} → ${accountText(transfer.payee)}  ${moneyText(transfer.amountMinor, transfer.payer.currency)}\n`,
    );
    return head + candidates.join("");
  });
  return title + lines.join("");
}

const unboundReasons: Readonly<Record<UnboundReason, Text>> = {
  "no-transfer-fits": {
    zh: "账户在账本中，但没有符合时间和金额的交易；请核对或放宽误差",
    en: "the account is in the ledger and no transfer fits time and amount; check them or widen the tolerances",
  },
  "several-transfers-fit": {
    zh: "有 {count} 笔交易都符合；请用交易编号指定其一",
    en: "{count} transfers fit; name one by its transfer id",
  },
  "account-not-in-ledger": {
    zh: "付款账户不在账本中；请导入其流水或收款方流水",
    en: "the paying account is not in the ledger; import its statement or the payee's",
  },
  "transfer-not-in-ledger": { zh: "账本中没有所写交易编号的交易", en: "the ledger has no transfer of that id" },
  "transfer-moved-nothing": {
    zh: "所写交易未成功，或付款与收款为同一账户",
    en: "the transfer failed, or goes from an account to itself",
  },
  "transfer-claimed-already": {
    zh: "该交易的金额已被其他损失占满",
    en: "other losses already take the whole of that transfer",
  },
};

const requestReasons: Readonly<Record<RequestView["reason"], Text>> = {
  "lost-sight": { zh: "未持有流水", en: "statement not held" },
  "last-seen": { zh: "流水止于截至时间之前", en: "statement ends too early" },
};

/** The name of an exit kind. */
export function exitKindText(kind: ExitKind, language: Language): string {
  return say(exitNames[kind], language);
}

const exitNames: Readonly<Record<ExitKind, Text>> = {
  cash: { zh: "取现", en: "cash" },
  purchase: { zh: "消费", en: "purchase" },
  abroad: { zh: "转移境外", en: "abroad" },
  "virtual-currency": { zh: "虚拟货币", en: "virtual currency" },
  fee: { zh: "手续费", en: "fee" },
  exchange: { zh: "兑换", en: "exchange" },
  hub: { zh: "枢纽（止追）", en: "hub (stop)" },
  debt: { zh: "抵偿欠款", en: "debt" },
  "another-loss": { zh: "计入他人损失", en: "another loss" },
  unknown: { zh: "不明", en: "unknown" },
  "good-faith": { zh: "善意取得", en: "good faith" },
};

type SheetCells = Omit<TraceView["totals"][number], never>;

function sheetCells(line: SheetCells): readonly string[] {
  const { currency, lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor } = line;
  return [lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor].map((amount) =>
    moneyText(amount, currency),
  );
}

function moreRow(count: number, language: Language): readonly string[] {
  return [
    say({ zh: "…另有 {count} 笔，见 --json 或 --out", en: "… {count} more, see --json or --out" }, language, { count }),
  ];
}

function section(title: Text, language: Language, details: Readonly<Record<string, string | number>>): string {
  return `\n${say(title, language, details)}\n`;
}

function left(language: Language, zh: string, en: string): TableColumn {
  return { heading: language === "zh" ? zh : en, align: "left" };
}

function right(language: Language, zh: string, en: string): TableColumn {
  return { heading: language === "zh" ? zh : en, align: "right" };
}
