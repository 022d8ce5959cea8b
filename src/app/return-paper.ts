import { mask } from "../access/mask.ts";
import type { ReturnPaperKind } from "../contract/papers.ts";
import type { PaperTable } from "../exports/papers/paper.ts";
import type { PaperValues } from "../exports/papers/paper-template.ts";
import { chineseAmount } from "../money/chinese-amount.ts";
import { CNY } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { ruleAt } from "../recovery/legal-rule.ts";
import { remainderMinor } from "../recovery/plan-return.ts";
import type { VictimReturn } from "../recovery/victim-return.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { findOrder } from "./kept-order.ts";
import { findReturn } from "./kept-return.ts";
import { installedRules } from "./legal-rules.ts";
import type { PaperDraft } from "./paper-draft.ts";
import { dayText, figures, paperValues } from "./paper-values.ts";

/** A paper of a return. In the public notice names and numbers are masked. @throws SluiceError RECORDS_NOT_FOUND */
export async function returnPaper(work: RecordsWork, id: string, kind: ReturnPaperKind): Promise<PaperDraft> {
  const { plan, caseId, unitCode } = await findReturn(work.db, id);
  const { order: freeze, number } = await findOrder(work.db, plan.freezeId);
  const { rules } = await installedRules(work.db);
  const { notice } = plan;
  const act = issuedBy(plan, kind);
  const atMs = act?.atMs ?? plan.planned.atMs;
  const isPublic = kind === "return-notice";
  const values = await paperValues(
    work,
    { kind, caseId, unitCode, atMs, signatures: plan.signatures },
    {
      ...returnAmounts(plan),
      序号: String(Number(number.slice(number.lastIndexOf("-") + 1))),
      户名: isPublic ? mask("name", freeze.account.holder) : freeze.account.holder,
      账号: isPublic ? plan.accountKey.slice(-4) : plan.accountKey,
      开户机构: freeze.account.bank,
      ...(notice === null ? {} : { 公告日期: dayText(notice.atMs), 公告地点: notice.place }),
      公告期限: `${ruleAt(rules, "return-notice", atMs).params.days}日`,
    },
  );
  const row = await work.db.selectFrom("cases").select("number").where("id", "=", caseId).executeTakeFirst();
  return {
    kind,
    values,
    tables: { accounts: { columns: [], rows: [] }, shares: sharesTable(plan, isPublic ? "masked" : "named") },
    signedMs: act !== null && plan.withdrawn === null ? atMs : null,
    name: `${number}-${kind}`,
    purpose: row?.number ?? number,
    row: { order_id: null, return_id: id, case_id: caseId, unit_code: unitCode, bank: "" },
  };
}

/** The act by which a paper goes out; `null`: it has not. */
function issuedBy(plan: VictimReturn, kind: ReturnPaperKind): { readonly atMs: number } | null {
  switch (kind) {
    case "return-report":
      return plan.signatures[0] ?? null;
    case "return-decision":
      return plan.decision;
    case "return-notice":
      return plan.notice;
  }
}

const methodWords: Readonly<Record<VictimReturn["method"], string>> = {
  DIRECT: "单笔资金直接认定（《返还若干规定》第八条第一项）",
  TIMESTAMP: "按时间戳逐笔认定（《返还若干规定》第八条第二项）",
  PRO_RATA: "按比例认定（《返还若干规定》第八条第三项）",
};

/** What papers say of a return's method and amounts. */
export function returnAmounts(plan: VictimReturn): Partial<PaperValues> {
  const total = toMinorUnits(plan.shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  return {
    返还方式: methodWords[plan.method],
    冻结金额大写: chineseAmount(plan.frozenMinor),
    冻结金额数字: figures(plan.frozenMinor),
    返还总额大写: chineseAmount(total),
    返还总额数字: figures(total),
    剩余金额数字: figures(remainderMinor(plan)),
    被害人数: String(plan.shares.length),
    决定文号: plan.decision?.number ?? "",
  };
}

/** Who gets how much, to which account. */
export function sharesTable({ shares }: VictimReturn, names: "named" | "masked"): PaperTable {
  const columns = [
    { heading: "序号", share: 1 },
    { heading: "被害人", share: 3 },
    { heading: "返还金额（元）", share: 3 },
    { heading: "返还金额（大写）", share: 5 },
    ...(names === "named" ? [{ heading: "收款账户", share: 4 }] : []),
  ];
  const rows = shares.map(({ victim, amountMinor, claim }, index) => [
    String(index + 1),
    names === "named" ? victim : mask("name", victim),
    formatGrouped(amountMinor, CNY),
    chineseAmount(amountMinor),
    ...(names === "named" ? [claim === null ? "—" : `${claim.accountKey}${claim.isOriginal ? "（原路）" : ""}`] : []),
  ]);
  return { columns, rows };
}
