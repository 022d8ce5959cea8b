import { csvLine } from "../exports/csv.ts";
import type { ColumnDecision, FileReport, SetAsideRow } from "../flows/file-reading.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import { beyondHeading, isBeyondHeading } from "../intake/correction-reader.ts";
import { explainReject } from "../intake/reject-reasons.ts";
import { formatDecimal } from "../money/format-money.ts";
import type { LedgerPlace } from "../storage/ledger-store.ts";
import type { Stores } from "../storage/stores.ts";
import { type LedgerSource, openLedger } from "./open-ledger.ts";
import { openRejects, type UnderivedReject, type UnreadReject } from "./rejected-rows.ts";

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
 * person corrects the cells and imports the file: each corrected row then counts in place of the rejected one, which is
 * not exported again. `of`: only the rows of these originals, by their SHA-256.
 */
export async function exportRejected(stores: LedgerSource, of?: ReadonlySet<string>): Promise<readonly RejectedFile[]> {
  const all = await openRejects(stores, await openLedger(stores));
  const rejects = of === undefined ? all : all.filter(({ place }) => of.has(place.sha256));
  const underived = await underivedFile(
    stores,
    rejects.filter((reject) => reject.kind === "underived"),
  );
  return [...unreadFiles(rejects.filter((reject) => reject.kind === "unread")), ...underived];
}

interface RejectedGroup {
  readonly headings: readonly string[];
  readonly layout: string;
  readonly rows: SplitReject[];
}

/** Rows that the intake could not read, cells and headings as they stood. */
function unreadFiles(rejects: readonly UnreadReject[]): readonly RejectedFile[] {
  const groups = new Map<string, RejectedGroup>();
  for (const reject of rejects) {
    const row = splitReject(reject);
    const key = JSON.stringify(row.headings);
    const group = groups.get(key) ?? { headings: row.headings, layout: row.layout, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ headings, layout, rows }, index) => {
    const extras = Math.max(...rows.map(({ beyond }) => beyond.length));
    const filler = (cells: readonly string[]): readonly string[] =>
      Array.from({ length: extras }, (_, at) => cells[at] ?? "");
    const beyond = Array.from({ length: extras }, (_, at) => `${beyondHeading}${at + 1}`);
    return {
      name: `rejected-${index + 1}-${layout || "unknown"}.csv`,
      rows: rows.length,
      lines: [
        csvLine([...headings, ...beyond, ...placeHeadings]),
        ...rows.map((row) => csvLine([...row.cells, ...filler(row.beyond), ...row.place])),
      ],
    };
  });
}

/** A rejected row as it is exported. */
interface SplitReject {
  readonly layout: string;
  readonly headings: readonly string[];
  /** One for each heading. */
  readonly cells: readonly string[];
  /** Filled cells behind the last heading: those of a shifted row. */
  readonly beyond: readonly string[];
  readonly place: readonly string[];
}

/** A row without any heading keeps its cells in place. What an earlier export added is left out. */
function splitReject({ report, row }: UnreadReject): SplitReject {
  const sheet = report.sheets.find((candidate) => candidate.sheet === row.place.sheet);
  const decisions = sheet?.columns ?? [];
  const width = decisions.reduce((most, { column }) => Math.max(most, column + 1), 0) || row.cells.length;
  const headings = Array.from({ length: width }, () => "");
  for (const { column, heading } of decisions) headings[column] = heading;
  const added = new Set(decisions.filter(isAdded).map(({ column }) => column));
  const kept = headings.map((_, column) => column).filter((column) => !added.has(column));
  const shifted = decisions
    .filter(({ heading }) => isBeyondHeading(heading))
    .map(({ column }) => row.cells[column] ?? "");
  const beyond = [...shifted, ...row.cells.slice(width)];
  while (beyond.length > 0 && beyond.at(-1)?.trim() === "") beyond.pop();
  return {
    layout: sheet?.layout ?? "",
    headings: kept.map((column) => headings[column] ?? ""),
    cells: kept.map((column) => row.cells[column] ?? ""),
    beyond,
    place: placeCells(report, row),
  };
}

function isAdded({ field, heading }: ColumnDecision): boolean {
  return field.startsWith("correction") || isBeyondHeading(heading);
}

function placeCells(report: FileReport, row: SetAsideRow): readonly string[] {
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
 * written under the headings of the control export, in which the missing cell is filled in.
 */
async function underivedFile(
  stores: Pick<Stores, "ledger">,
  rejects: readonly UnderivedReject[],
): Promise<readonly RejectedFile[]> {
  if (rejects.length === 0) return [];
  const columns = Object.entries(controlColumns);
  const keyOf = ({ sha256, sheet, row }: LedgerPlace): string => `${sha256} ${sheet} ${row}`;
  const outcomes = new Map(rejects.map(({ place, outcome }) => [keyOf(place), outcome]));
  const stored = await stores.ledger.sourceRows(rejects.map(({ place }) => place));
  const lines = stored.map(({ sha256, row }) => {
    const outcome = outcomes.get(keyOf({ sha256, ...row.place }));
    const why = outcome === "rejected-no-account" ? "双方账号均缺失" : "收付方向未知且余额无法证明";
    const place = [sha256, String(row.place.sheet), String(row.place.row), why];
    return csvLine([...columns.map(([, of]) => of(row)), ...place]);
  });
  const heading = csvLine([...columns.map(([name]) => name), ...placeHeadings]);
  return [{ name: "rejected-underived.csv", rows: lines.length, lines: [heading, ...lines] }];
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
