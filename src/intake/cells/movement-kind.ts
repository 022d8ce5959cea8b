import type { MovementKind } from "../../flows/statement-row.ts";

/** The words of a row from which the kind of movement shows, each without outer blanks. */
export interface MovementWords {
  readonly cashFlag: string;
  readonly summary: string;
  readonly transactionType: string;
  readonly merchant: string;
  readonly hasCounterparty: boolean;
}

/**
 * What moved the money, as far as the row itself says: the cash flag first, then whole words of summary and type, then a
 * merchant. A counterparty account without any of these is a transfer.
 */
export function movementKind(words: MovementWords): MovementKind {
  if (cashFlags.has(words.cashFlag)) return "cash";
  const bySummary = kindOfWords(words.summary);
  if (bySummary !== "unknown") return bySummary;
  const byType = kindOfWords(words.transactionType);
  if (byType !== "unknown") return byType;
  if (words.merchant !== "") return "purchase";
  return words.hasCounterparty || transferFlags.has(words.cashFlag) ? "transfer" : "unknown";
}

/** Whether the wording says that the row undoes another. */
export function saysReversal(text: string): boolean {
  return text.length >= 2 && reversalWords.test(text);
}

const kindCache = new Map<string, MovementKind>();

/** Summaries repeat by the thousand; the cache is emptied when a file makes them all different. */
function kindOfWords(text: string): MovementKind {
  if (text === "") return "unknown";
  const cached = kindCache.get(text);
  if (cached !== undefined) return cached;
  const kind = classify(text);
  if (kindCache.size >= 10_000) kindCache.clear();
  kindCache.set(text, kind);
  return kind;
}

function classify(text: string): MovementKind {
  for (const [kind, words] of wordLists) if (words.test(text)) return kind;
  return "unknown";
}

const cashFlags: ReadonlySet<string> = new Set(["现金", "现", "现钞", "1现金", "CASH", "现金交易"]);
const transferFlags: ReadonlySet<string> = new Set(["转账", "转", "非现金", "其他", "TRANSFER"]);
const reversalWords = /冲正|抹账|抹帐|退汇|撤销|冲账|冲销|红冲|reversal/i;
/** First list that fits wins: `转账手续费` is a fee, `ATM转账` a transfer, `ATM取款` cash. */
const wordLists: readonly (readonly [MovementKind, RegExp])[] = [
  ["fee", /手续费|工本费|年费|短信费|服务费|管理费|汇费|邮电费|利息税|扣费|小额账户/],
  ["interest", /^(?:个人活期)?(?:结息|利息|付息|季度结息|存款利息|利息收入|计息|派息|批量结息)|结息$/],
  ["transfer", /转账|转帐|汇款|汇入|汇出|转存|转入|转出|网转|代发|工资|零钱充值|代付|提现|红包|跨行|电汇|还款|转支/],
  ["cash", /取现|取款|现金|现存|现取|存现|ATM|CRS|柜面存|柜台存|支取|无卡存|无卡取|CASH/i],
  ["purchase", /消费|快捷支付|网上支付|购物|POS|缴费|商户|网购|付款码|扫二维码|扫码付|无卡支付|充值|PURCHASE/i],
];
