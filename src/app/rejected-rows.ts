import { type RowOutcome, rowOutcomes } from "../flows/derived-ledger.ts";
import type { ColumnDecision, FileReport, SetAsideRow } from "../flows/file-reading.ts";
import type { LedgerPlace } from "../storage/ledger-store.ts";
import type { Stores } from "../storage/stores.ts";
import { type OpenedLedger, placeOf, rowId } from "./open-ledger.ts";

/** A row that still waits for someone to correct it. */
export type OpenReject = UnreadReject | UnderivedReject;

/** A row that the intake could not read. */
export interface UnreadReject extends RejectedPlace {
  readonly kind: "unread";
  readonly report: FileReport;
  readonly row: SetAsideRow;
}

/** A row that was read and is no transfer, since its direction or both its accounts are unknown. */
export interface UnderivedReject extends RejectedPlace {
  readonly kind: "underived";
  readonly outcome: RowOutcome;
}

interface RejectedPlace {
  readonly place: LedgerPlace;
}

/**
 * The rejected rows of the ledger that nobody has corrected yet. A row that was exported and imported again is one row
 * with its original: when it was corrected neither is here, when it was not the copy imported last stands for both.
 */
export async function openRejects(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
): Promise<readonly OpenReject[]> {
  const underived = underivedRows(opened);
  const rejects: OpenReject[] = [];
  const origins = new Map<string, string>();
  for (const { report } of opened.files) {
    for (const { row, sheet, of } of report.corrections)
      origins.set(keyOf({ sha256: report.sha256, sheet, row }), keyOf(of));
    if (report.sheets.every(({ setAside }) => setAside.rejected === 0)) continue;
    for (const row of await stores.ledger.setAsideRows(report.sha256)) {
      if (row.kind !== "rejected") continue;
      const place = { sha256: report.sha256, ...row.place };
      const origin = originOf(report, row);
      if (origin !== undefined) origins.set(keyOf(place), keyOf(origin));
      rejects.push({ kind: "unread", place, report, row });
    }
  }
  rejects.push(...underived.values());
  return withoutSettled(rejects, origins);
}

/** How many rejected rows the corrected rows of these files now count for. */
export function countCorrected(opened: OpenedLedger, reports: readonly FileReport[]): number {
  const underived = underivedRows(opened);
  const known = new Set(opened.files.map(({ report }) => report.sha256.slice(0, 12)));
  const corrected = reports.flatMap(({ sha256, corrections }) =>
    corrections
      .filter(({ sheet, row }) => !underived.has(keyOf({ sha256, sheet, row })))
      .filter(({ of }) => known.has(of.sha256.slice(0, 12)))
      .map(({ of }) => keyOf(of)),
  );
  return new Set(corrected).size;
}

function withoutSettled(rejects: readonly OpenReject[], origins: ReadonlyMap<string, string>): readonly OpenReject[] {
  const open = new Set(rejects.map(({ place }) => keyOf(place)));
  const copied = new Set(origins.values());
  const families = new Map<string, Family>();
  for (const key of origins.keys()) {
    const { root, depth } = descent(key, origins);
    const family = families.get(root) ?? { correctedIn: new Set(), deepest: 0, latest: "" };
    if (!open.has(key)) family.correctedIn.add(fileOf(key));
    else if (depth >= family.deepest) [family.deepest, family.latest] = [depth, fileOf(key)];
    families.set(root, family);
  }
  return rejects.filter(({ place }) => {
    const key = keyOf(place);
    const family = families.get(descent(key, origins).root);
    if (family === undefined) return true;
    if (copied.has(key)) return false;
    // A row may be corrected by several: what of its own file is still wrong stays.
    const correctedElsewhere = [...family.correctedIn].some((file) => file !== fileOf(key));
    return !correctedElsewhere && fileOf(key) === family.latest;
  });
}

/** A rejected row and all that was imported in its place. */
interface Family {
  readonly correctedIn: Set<string>;
  /** How often the row was exported and imported again without success, and the file in which it was last. */
  deepest: number;
  latest: string;
}

function descent(key: string, origins: ReadonlyMap<string, string>): { root: string; depth: number } {
  let root = key;
  const seen = new Set<string>();
  while (!seen.has(root)) {
    seen.add(root);
    root = origins.get(root) ?? root;
  }
  return { root, depth: seen.size };
}

/** Rows in force that are no transfer for want of a direction or an account, by key. */
function underivedRows({ witnesses, derived }: OpenedLedger): ReadonlyMap<string, UnderivedReject> {
  const found = new Map<string, UnderivedReject>();
  for (let row = 0; row < witnesses.length; row += 1) {
    const outcome = rowOutcomes[derived.outcome[row] ?? 0];
    if (outcome !== "rejected-direction" && outcome !== "rejected-no-account") continue;
    found.set(rowId(witnesses, row), { kind: "underived", outcome, place: placeOf(witnesses, row) });
  }
  return found;
}

/** Where a rejected row says that it stood before it was exported. */
function originOf({ sheets }: FileReport, row: SetAsideRow): LedgerPlace | undefined {
  const columns = sheets.find(({ sheet }) => sheet === row.place.sheet)?.columns ?? [];
  const cell = (field: string): string => (row.cells[columnOf(columns, field)] ?? "").trim();
  const sha256 = cell("correctionSha256").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { sha256, sheet: Number(cell("correctionSheet")), row: Number(cell("correctionRow")) };
}

function columnOf(columns: readonly ColumnDecision[], field: string): number {
  return columns.find((one) => one.field === field && one.how !== "second-choice")?.column ?? -1;
}

function keyOf({ sha256, sheet, row }: LedgerPlace): string {
  return `${sha256.slice(0, 12)}-${sheet}-${row}`;
}

function fileOf(key: string): string {
  return key.slice(0, 12);
}
