import { rowOutcomes } from "../flows/derived-ledger.ts";
import type { FileReport, SetAsideKind } from "../flows/file-reading.ts";
import type { FileImport, ReportedBreak, ReportedContradiction, ReportedPlace, RowCounts } from "./import-report.ts";
import { type OpenedLedger, placeOf } from "./open-ledger.ts";
import type { OpenReject } from "./rejected-rows.ts";
import { rejectsBetween } from "./report-rejects.ts";

/** How many rows were set aside as rejected, by reason: the file report only knows their sum. */
export type RejectedByReason = ReadonlyMap<string, number>;

/** What became of a file; `whole` when it was read to its end. */
export function stateOf(report: FileReport, whole: FileImport["state"]): FileImport["state"] {
  if (isUnread(report)) return "unreadable";
  return report.error === null ? whole : "partly-read";
}

/** A file without an error may hold no rows; of one with an error no row came before it. */
export function isUnread({ sheets, error }: FileReport): boolean {
  return error === null ? sheets.length === 0 : sheets.every((sheet) => sheet.rows === 0);
}

/** Counts every row of the file once. The rejected of the reading and those of the derivation stand side by side. */
export function countRows(opened: OpenedLedger, report: FileReport, rejectedRows: RejectedByReason): RowCounts {
  const outcomes = outcomesOf(opened, report.sha256);
  const rejected: Record<string, number> = Object.fromEntries(rejectedRows);
  for (const outcome of ["rejected-direction", "rejected-no-account"] as const) {
    const count = outcomes.get(outcome) ?? 0;
    if (count > 0) rejected[outcome] = count;
  }
  const nonTransfers: Partial<Record<Exclude<SetAsideKind, "rejected">, number>> = {};
  for (const sheet of report.sheets) {
    for (const kind of nonTransferKinds) {
      if (sheet.setAside[kind] > 0) nonTransfers[kind] = (nonTransfers[kind] ?? 0) + sheet.setAside[kind];
    }
  }
  return {
    rows: report.sheets.reduce((sum, sheet) => sum + sheet.rows, 0),
    transfers: outcomes.get("transfer") ?? 0,
    secondWitnesses: (outcomes.get("second-witness") ?? 0) + (outcomes.get("wallet-witness") ?? 0),
    duplicates: outcomes.get("duplicate") ?? 0,
    rejected,
    nonTransfers,
  };
}

const nonTransferKinds = ["blank", "title", "heading", "total", "feedback", "record"] as const;

/** The counts of several files together. */
export function sumCounts(all: readonly RowCounts[]): RowCounts {
  const sum = (pick: (counts: RowCounts) => number): number => all.reduce((total, counts) => total + pick(counts), 0);
  return {
    rows: sum((counts) => counts.rows),
    transfers: sum((counts) => counts.transfers),
    secondWitnesses: sum((counts) => counts.secondWitnesses),
    duplicates: sum((counts) => counts.duplicates),
    rejected: sumRecords(all.map((counts) => counts.rejected)),
    nonTransfers: sumRecords(all.map((counts) => counts.nonTransfers)),
  };
}

/** Balance breaks that touch one of the files (SHA-256 → path). */
export function breaksIn(
  opened: OpenedLedger,
  files: ReadonlyMap<string, string>,
  rejects: readonly OpenReject[],
): readonly ReportedBreak[] {
  const { witnesses, derived } = opened;
  const between = rejectsBetween(rejects);
  const place = placeNamer(opened);
  const touches = (row: number): boolean => files.has(placeOf(witnesses, row).sha256);
  return derived.balanceBreaks
    .filter((found) => touches(found.beforeRow) || touches(found.afterRow))
    .map((found) => ({
      account: derived.columns.accounts.keys[found.account] ?? "",
      before: place(found.beforeRow),
      after: place(found.afterRow),
      expectedMinor: found.expectedMinor,
      statedMinor: found.statedMinor,
      rejectedBetween: between(placeOf(witnesses, found.beforeRow), placeOf(witnesses, found.afterRow)),
    }));
}

/** All contradictions of the ledger. */
export function contradictionsOf(opened: OpenedLedger): readonly ReportedContradiction[] {
  const { derived } = opened;
  const place = placeNamer(opened);
  return derived.contradictions.map(({ transfer, account }) => ({
    account: derived.columns.accounts.keys[account] ?? "",
    transferId: opened.transferId(transfer),
    shownBy: place(derived.firstWitness[transfer] ?? 0),
  }));
}

function placeNamer(opened: OpenedLedger): (row: number) => ReportedPlace {
  const pathOf = new Map(opened.files.map((file) => [file.report.sha256, file.report.path]));
  return (row) => {
    const { sha256, sheet, row: line } = placeOf(opened.witnesses, row);
    return { path: pathOf.get(sha256) ?? sha256, sheet, row: line };
  };
}

function outcomesOf(opened: OpenedLedger, sha256: string): ReadonlyMap<string, number> {
  const { witnesses, derived } = opened;
  const counts = new Map<string, number>();
  const file = witnesses.files.indexOf(sha256);
  if (file < 0) return counts;
  // Rows stand by file, so those of one file are neighbours.
  for (let row = witnesses.file.indexOf(file); row >= 0 && witnesses.file[row] === file; row++) {
    const outcome = rowOutcomes[derived.outcome[row] ?? 0] ?? "transfer";
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

/** Counts by name of several files together. */
export function sumRecords(records: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const record of records)
    for (const [key, count] of Object.entries(record)) sums[key] = (sums[key] ?? 0) + (count ?? 0);
  return sums;
}
