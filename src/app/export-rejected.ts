import type { FileReport, SetAsideRow } from "../flows/file-reading.ts";
import { explainReject } from "../intake/reject-reasons.ts";
import type { Stores } from "../storage/stores.ts";
import { csvLine } from "../exports/csv.ts";

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
