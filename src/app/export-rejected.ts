import { type RowOutcome, rowOutcomes } from "../flows/derived-ledger.ts";
import type { FileReport, SetAsideRow } from "../flows/file-reading.ts";
import { explainReject } from "../intake/reject-reasons.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { LedgerPlace } from "../storage/ledger-store.ts";
import type { Stores } from "../storage/stores.ts";
import { csvLine } from "../exports/csv.ts";
import { openLedger, placeOf as placeOfWitness, rowId } from "./open-ledger.ts";

/** A csv of rejected rows that share their headings, ready to be corrected and imported again. */
export interface RejectedFile {
  /** A name for the file, unique in one export. */
  readonly name: string;
  readonly rows: number;
  readonly lines: readonly string[];
}

/** Columns added behind the original ones. They tell the import which row a corrected one replaces. */
const placeHeadings = ["源文件SHA256", "源工作表", "源行号", "拒绝原因"] as const;

/**
 * The rows of the ledger that could not be read, with the headings under which they stood, one file a heading row. A
 * person corrects the cells and imports the file: each corrected row then counts in place of the rejected one.
 */
export async function exportRejected(stores: Pick<Stores, "ledger">): Promise<readonly RejectedFile[]> {
  const underived = await underivedFile(stores);
  return [...(await unreadFiles(stores)), ...(underived === null ? [] : [underived])];
}

/** Rows that the intake could not read, cells and headings as they stood. */
async function unreadFiles(stores: Pick<Stores, "ledger">): Promise<readonly RejectedFile[]> {
  const groups = new Map<string, { headings: readonly string[]; layout: string; lines: string[] }>();
  for (const { report } of await stores.ledger.files()) {
    for (const row of await stores.ledger.setAsideRows(report.sha256)) {
      if (row.kind !== "rejected") continue;
      const { headings, layout } = headingsOf(report, row);
      const key = JSON.stringify(headings);
      const group = groups.get(key) ?? { headings, layout, lines: [] };
      group.lines.push(csvLine([...fitted(row.cells, headings), ...placeOf(report, row)]));
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ headings, layout, lines }, index) => ({
    name: `rejected-${index + 1}-${layout || "unknown"}.csv`,
    rows: lines.length,
    lines: [csvLine([...headings, ...placeHeadings]), ...lines],
  }));
}

/** The headings of the row's sheet by column; cells beyond them get none. */
function headingsOf(report: FileReport, row: SetAsideRow): { headings: readonly string[]; layout: string } {
  const sheet = report.sheets.find((candidate) => candidate.sheet === row.place.sheet);
  const headings: string[] = [];
  for (const { column, heading } of sheet?.columns ?? []) headings[column] = heading;
  const width = Math.max(headings.length, row.cells.length);
  return {
    headings: Array.from({ length: width }, (_, column) => headings[column] ?? ""),
    layout: sheet?.layout ?? "",
  };
}

function fitted(cells: readonly string[], headings: readonly string[]): readonly string[] {
  return headings.map((_, column) => cells[column] ?? "");
}

function placeOf(report: FileReport, row: SetAsideRow): readonly string[] {
  const reason = row.reason === "" ? "" : explainReject(row.reason, "zh");
  return [
    report.sha256,
    String(row.place.sheet),
    String(row.place.row),
    row.field === "" ? reason : `${row.field}: ${reason}`,
  ];
}

/**
 * Rows that were read and still are no transfer, since their direction or both their accounts are unknown. They are
 * written under the headings of the control export, in which the missing cell is filled in; `null` when there are none.
 */
async function underivedFile(stores: Pick<Stores, "ledger">): Promise<RejectedFile | null> {
  const { witnesses, derived } = await openLedger(stores);
  const reasons = new Map<string, RowOutcome>();
  const places: LedgerPlace[] = [];
  for (let row = 0; row < witnesses.length; row += 1) {
    const outcome = rowOutcomes[derived.outcome[row] ?? 0];
    if (outcome !== "rejected-direction" && outcome !== "rejected-no-account") continue;
    places.push(placeOfWitness(witnesses, row));
    reasons.set(rowId(witnesses, row), outcome);
  }
  if (places.length === 0) return null;
  const columns = Object.entries(controlColumns);
  const lines = (await stores.ledger.sourceRows(places)).map(({ sha256, row }) => {
    const outcome = reasons.get(`${sha256.slice(0, 12)}-${row.place.sheet}-${row.place.row}`);
    const why = outcome === "rejected-no-account" ? "双方账号均缺失" : "收付方向未知且余额无法证明";
    const place = [sha256, String(row.place.sheet), String(row.place.row), why];
    return csvLine([...columns.map(([, of]) => of(row)), ...place]);
  });
  const heading = csvLine([...columns.map(([name]) => name), ...placeHeadings]);
  return { name: "rejected-underived.csv", rows: lines.length, lines: [heading, ...lines] };
}

const controlColumns: Readonly<Record<string, (row: StatementRow) => string>> = {
  交易卡号: ({ own }) => own.card,
  交易账号: ({ own }) => own.account,
  账户开户名称: ({ own }) => own.name,
  开户人证件号码: ({ own }) => own.idNo,
  交易时间: ({ timeText }) => timeText,
  交易金额: ({ amountMinor, currency }) => formatDecimal(amountMinor, currency),
  交易余额: ({ ownBalanceMinor, currency }) =>
    ownBalanceMinor === null ? "" : formatDecimal(ownBalanceMinor, currency),
  收付标志: ({ direction }) => (direction === "unknown" ? "" : direction === "in" ? "进" : "出"),
  交易对手账卡号: ({ other }) => other.account || other.card,
  对手户名: ({ other }) => other.name,
  对手身份证号: ({ other }) => other.idNo,
  对手开户银行: ({ other }) => other.bank,
  摘要说明: ({ summary }) => summary,
  交易币种: ({ currency }) => currency,
  交易流水号: ({ serial }) => serial,
  备注: ({ remark }) => remark,
};
