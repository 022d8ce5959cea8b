import type { PaperTable } from "../exports/papers/paper.ts";
import type { PaperKind, PaperValues } from "../exports/papers/paper-template.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { chineseAmount } from "../money/chinese-amount.ts";
import { CNY } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { type LegalRule, ruleAt } from "../recovery/legal-rule.ts";
import { endOfMeasure } from "../recovery/measure.ts";
import { signaturesWanted } from "../recovery/order-standing.ts";
import type { Order, OrderKind, ReleaseReason } from "../recovery/order.ts";
import type { VictimReturn } from "../recovery/victim-return.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { findOrder, type KeptOrder, keptOrder, purposeOf } from "./kept-order.ts";
import { installedRules } from "./legal-rules.ts";
import { amountValues, figures, minuteInWords, paperValues } from "./paper-values.ts";
import type { PaperDraft } from "./paper-draft.ts";
import { returnAmounts, sharesTable } from "./return-paper.ts";

const noTable: PaperTable = { columns: [], rows: [] };

const kindOfOrder: Readonly<Record<OrderKind, PaperKind>> = {
  query: "query",
  "stop-payment": "stop-payment",
  "protective-hold": "protective-hold",
  freeze: "freeze",
  renewal: "renewal",
  release: "release",
  return: "return-order",
};

/** The paper of an order, filled with what is known of it. @throws SluiceError RECORDS_NOT_FOUND */
export async function orderPaper(work: RecordsWork, id: string): Promise<PaperDraft> {
  const kept = await findOrder(work.db, id);
  const { order, number } = kept;
  const kind = kindOfOrder[order.kind];
  const signed = order.signatures.at(-1);
  const atMs = signed?.atMs ?? order.drafted.atMs;
  const isSigned = order.signatures.length >= signaturesWanted(order.kind) && order.withdrawn === null;
  const caseId = order.caseId === "" ? null : order.caseId;
  const { unitCode, signatures } = order;
  const { rules } = await installedRules(work.db);
  const paid = await returnOf(work, order);
  const values = await paperValues(
    work,
    { kind, caseId, unitCode, atMs, signatures },
    {
      ...orderValues(kept, rules, atMs),
      ...(await targetValues(work, order)),
      ...(paid === undefined ? {} : returnAmounts(paid)),
    },
  );
  return {
    kind,
    values,
    tables: { accounts: accountsTable(order), shares: paid === undefined ? noTable : sharesTable(paid, "named") },
    signedMs: isSigned ? atMs : null,
    name: number,
    purpose: await purposeOf(work, order, number),
    row: { order_id: id, return_id: null, case_id: caseId, unit_code: unitCode, bank: order.account.bank },
  };
}

function orderValues({ order, number }: KeptOrder, rules: readonly LegalRule[], atMs: number): Partial<PaperValues> {
  const { account, amountMinor, basis, hold, sent } = order;
  const receipt = basis.receipt;
  return {
    序号: String(Number(number.slice(number.lastIndexOf("-") + 1))),
    收文机关: account.bank,
    指令编号: number,
    任务编号: sent?.taskNumber ?? "",
    户名: account.holder,
    账号: account.key,
    开户机构: account.bank,
    ...amountValues(amountMinor),
    ...(receipt === null
      ? {}
      : {
          付款账号: receipt.payer,
          交易金额: formatGrouped(receipt.amountMinor, CNY),
          交易时间: formatChinaTime(receipt.atMs, "second"),
          交易流水号: receipt.serial,
        }),
    措施期限: termText(order, rules, atMs),
    ...(hold === null ? {} : { 止付原因: hold.reason, 截止时间: minuteInWords(hold.endMs) }),
    ...(hold === null || hold.livingMinor === 0
      ? {}
      : { 生活费大写: chineseAmount(hold.livingMinor), 生活费数字: figures(hold.livingMinor) }),
  };
}

/** How long the measure lasts by the rule of its day. */
function termText({ kind, term }: Order, rules: readonly LegalRule[], atMs: number): string {
  if (kind === "stop-payment") return `${ruleAt(rules, "stop-payment", atMs).params.hours}小时`;
  if (kind === "freeze" || kind === "renewal") return `${ruleAt(rules, "freeze", atMs).params[term]}个月`;
  return "";
}

const releaseWords: Readonly<Record<ReleaseReason, string>> = {
  "review-refused": "复核未予同意",
  "holder-asked": "账户持有人要求解除",
  unconnected: "经查明与案件无关",
  "grievance-upheld": "申诉成立",
  "case-closed": "案件办结",
};

/** What a renewal or release says of the measure that it is about. */
async function targetValues({ beyondRights }: RecordsWork, order: Order): Promise<Partial<PaperValues>> {
  if (order.kind !== "renewal" && order.kind !== "release") return {};
  const row = await beyondRights((free) =>
    free.selectFrom("orders").selectAll().where("id", "=", order.targetId).executeTakeFirst(),
  );
  if (row === undefined) return {};
  const { order: target, number } = keptOrder(row);
  const own = target.measure?.periods.find(({ orderId }) => orderId === order.id);
  const due = target.releaseDue;
  return {
    原措施文号: number,
    ...(target.measure === null ? {} : { 起始时间: minuteInWords(own?.fromMs ?? endOfMeasure(target.measure)) }),
    ...(due === null ? {} : { 解除原因: releaseWords[due.reason] }),
    ...(due === null || due.keepMinor === 0
      ? {}
      : { 保留金额: `${chineseAmount(due.keepMinor)}（${figures(due.keepMinor)}）` }),
  };
}

function accountsTable({ account, amountMinor }: Order): PaperTable {
  const columns = [
    { heading: "户名", share: 3 },
    { heading: "账号", share: 5 },
    { heading: "开户机构", share: 5 },
    { heading: "金额（元）", share: 3 },
  ];
  const amount = amountMinor === null ? "—" : formatGrouped(amountMinor, CNY);
  return { columns, rows: [[account.holder, account.key, account.bank, amount]] };
}

/** The return that an order pays; what a bank's liaison reads of it stands on the order. */
async function returnOf({ beyondRights }: RecordsWork, order: Order): Promise<VictimReturn | undefined> {
  if (order.kind !== "return") return undefined;
  const row = await beyondRights((free) =>
    free.selectFrom("returns").select("body").where("id", "=", order.targetId).executeTakeFirst(),
  );
  return row?.body;
}
