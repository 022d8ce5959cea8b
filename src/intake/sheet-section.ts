import { SluiceError } from "../errors/sluice-error.ts";
import type { ColumnDecision, HolderTable, ReadingSink, SetAsideKind, StatedPeriod } from "../flows/file-reading.ts";
import { chooseLayout, tableOfName } from "./choose-layout.ts";
import type { Cells } from "./column-reader.ts";
import type { FieldName } from "./field-table.ts";
import { findHeading, type FoundHeading, splitSingleCell } from "./find-heading.ts";
import { headingKey } from "./heading-key.ts";
import { holderReader } from "./holder-reader.ts";
import { keyValueSection } from "./key-value-section.ts";
import { type Layout, usualRules } from "./layout.ts";
import { mapColumns } from "./map-columns.ts";
import { ownDefault } from "./own-default.ts";
import { readPreamble } from "./preamble.ts";
import { fieldOf, layoutOf, type MappingTemplate } from "./reading-options.ts";
import type { RejectReason } from "./reject-reasons.ts";
import { isBlankRow, nonTransferKind } from "./row-kinds.ts";
import type { SheetReading } from "./sheet-reader.ts";
import { statementSection } from "./statement-section.ts";

/** What became of one row. A rejection names the reason and the heading at fault. */
export type RowOutcome =
  | "accepted"
  | "new-heading"
  | SetAsideKind
  | { readonly reason: RejectReason; readonly field: string };

/** The rows of a sheet under one heading row. */
export interface Section {
  readonly layout: string;
  readonly why: string;
  /** As a person counts it, from 1; 0 when there is none. */
  readonly headerRow: number;
  readonly columns: readonly ColumnDecision[];
  readonly notes: readonly string[];
  readonly period: StatedPeriod | null;
  /** How many rows of those it was opened on stand above its data, the heading row included. */
  readonly skip: number;
  kindAbove(row: Cells, index: number): SetAsideKind;
  read(row: Cells, number: number, sink: ReadingSink): RowOutcome;
}

/** Rows to open a section on. */
export interface SectionRows {
  readonly rows: readonly Cells[];
  readonly numbers: readonly number[];
  /** `null`: the top of a sheet, to be searched for its heading; else the first row is one, and these stood above it. */
  readonly preamble: readonly Cells[] | null;
}

/** Finds out what the rows are and compiles the reader for them. */
export function openSection(reading: SheetReading, above: SectionRows): Section {
  const keyValue = keyValueSection(reading, above.rows);
  if (keyValue !== undefined) return keyValue;
  const saved = fittingTemplate(reading.options.saved, above.rows);
  const asked =
    reading.options.columns.size > 0 ? [...reading.options.columns.values()] : Object.values(saved?.headings ?? {});
  const found =
    findHeading(above.preamble === null ? above.rows : above.rows.slice(0, 1), asked) ??
    headingByName(reading, above.rows);
  if (found === undefined) return unknownSection("no-heading");
  const chosen = layoutFor(reading, found, saved);
  if (chosen === undefined) return unknownSection("no-required-column", found, above);
  const opening: Opening = {
    reading,
    above,
    found,
    ...chosen,
    columns: columnsOf(reading, saved),
    how: reading.options.columns.size > 0 ? "asked" : "saved",
  };
  const { table } = chosen.layout;
  if (table === "statement") return openStatement(opening);
  return holderSection(opening, table);
}

interface Opening {
  readonly reading: SheetReading;
  readonly above: SectionRows;
  readonly found: FoundHeading;
  readonly layout: Layout;
  readonly why: string;
  readonly note: string | null;
  readonly columns: ReadonlyMap<FieldName, string>;
  readonly how: "asked" | "saved";
}

function openStatement(opening: Opening): Section {
  const { reading, above, found, layout, why, note } = opening;
  if (opening.how === "asked") checkAsked(opening.columns, found.headings);
  const sample = sampleBelow(above.rows, found);
  const map = mapColumns({ headings: found.headings, layout, asked: opening.columns, askedHow: opening.how, sample });
  if (!hasRequired(map.column)) return unknownSection("no-required-column", found, above);
  const preamble = readPreamble(above.preamble ?? above.rows.slice(0, found.index));
  const { own, number } = ownDefault(reading, preamble);
  const period = preamble.period === null ? null : { accountNumber: number, ...preamble.period };
  const rules = { ...usualRules, ...layout.rules };
  const isAbsolute = map.column.has("payer") && map.column.has("payee");
  const sheet = {
    map,
    rules: isAbsolute ? { ...rules, sides: "absolute" as const } : { ...rules, sides: "own" as const },
    sheet: reading.sheet.sheet,
    spoiled: reading.sheet.spoiledNumbers,
    date1904: reading.sheet.date1904,
    sample,
    ownDefault: own,
    currency: preamble.currency,
  };
  return {
    ...placeOf(opening),
    columns: map.decisions,
    notes: note === null ? [] : [note],
    why,
    period,
    read: statementSection(sheet, found),
  };
}

function holderSection(opening: Opening, table: HolderTable | "log"): Section {
  const { reading, found } = opening;
  const read = table === "log" ? null : holderReader(table, found.headings);
  const columns = found.headings.map((text, column) => unmapped(text, column, opening.layout.table));
  return {
    ...placeOf(opening),
    columns,
    notes: opening.note === null ? [] : [opening.note],
    period: null,
    read(raw, number, sink) {
      const row = found.splitBy === null ? raw : splitSingleCell(raw).cells;
      if (isBlankRow(row)) return "blank";
      const kind = nonTransferKind(row, "something");
      if (kind !== undefined) return kind === "heading" ? "new-heading" : kind;
      if (read !== null) sink.holder(read(row, { sheet: reading.sheet.sheet, row: number }));
      return "record";
    },
  };
}

/** Rows without a meaning: titles are titles, every other row is rejected and says why. */
export function unknownSection(reason: RejectReason, found?: FoundHeading, above?: SectionRows): Section {
  return {
    layout: "",
    why: reason,
    headerRow: found === undefined ? 0 : (above?.numbers[found.index] ?? 0),
    columns: (found?.headings ?? []).map((text, column) => unmapped(text, column, "")),
    notes: [],
    period: null,
    skip: found === undefined ? 0 : found.index + 1,
    kindAbove: (row, index) => kindAbove(row, index, found),
    read(row) {
      const kind = nonTransferKind(row, "nothing");
      return kind === "heading" ? "new-heading" : (kind ?? { reason, field: "" });
    },
  };
}

function unmapped(heading: string, column: number, why: string): ColumnDecision {
  return { heading, column, field: "", how: "unmapped", why };
}

function placeOf({ above, found, layout, why }: Opening): Omit<Section, "columns" | "notes" | "period" | "read"> {
  return {
    layout: layout.id,
    why: `${why}; ${found.why}`,
    headerRow: above.numbers[found.index] ?? 0,
    skip: found.index + 1,
    kindAbove: (row, index) => kindAbove(row, index, found),
  };
}

function kindAbove(row: Cells, index: number, found: FoundHeading | undefined): SetAsideKind {
  if (index === found?.index) return "heading";
  return isBlankRow(row) ? "blank" : "title";
}

function layoutFor(
  reading: SheetReading,
  found: FoundHeading,
  saved: MappingTemplate | undefined,
): { layout: Layout; why: string; note: string | null } | undefined {
  const { options } = reading;
  if (options.layout !== null) return { layout: options.layout, why: "asked for", note: null };
  if (saved !== undefined && saved.layout !== "")
    return { layout: layoutOf(saved.layout), why: `saved for ${saved.bank}`, note: null };
  const chosen = chooseLayout(found.headings, nameOf(reading));
  if (chosen !== undefined && (chosen.layout.table === "statement" || options.columns.size === 0)) return chosen;
  const columns = columnsOf(reading, saved);
  if (columns.size === 0)
    return chosen ?? { layout: layoutOf("other-statement"), why: "columns by likeness", note: null };
  const isPlain = columns.has("payer") && columns.has("payee");
  return {
    layout: layoutOf(isPlain ? "plain-transfers" : "other-statement"),
    why: "columns named by hand",
    note: null,
  };
}

function columnsOf({ options }: SheetReading, saved: MappingTemplate | undefined): ReadonlyMap<FieldName, string> {
  if (options.columns.size > 0 || saved === undefined) return options.columns;
  return new Map(Object.entries(saved.headings).map(([field, text]) => [fieldOf(field), text]));
}

/** The saved mapping with the most headings, all of which stand in one row. */
function fittingTemplate(saved: readonly MappingTemplate[], rows: readonly Cells[]): MappingTemplate | undefined {
  const fitting = saved.filter((one) => {
    const headings = Object.values(one.headings);
    return headings.length > 0 && findHeading(rows, headings)?.why === "the headings asked for";
  });
  return fitting.sort((a, b) => Object.keys(b.headings).length - Object.keys(a.headings).length)[0];
}

/** A table whose headings nobody has published is taken as found when its file says what it is. */
function headingByName(reading: SheetReading, rows: readonly Cells[]): FoundHeading | undefined {
  const table = tableOfName(nameOf(reading));
  if (table === null || table === "statement") return undefined;
  const index = rows.findIndex((row) => row.filter((cell) => cell.trim() !== "").length >= 2);
  const headings = rows[index];
  return headings === undefined ? undefined : { index, headings, splitBy: null, why: "first row with two cells" };
}

/** @throws SluiceError INTAKE_UNKNOWN_HEADING for a heading asked for that the heading row lacks. */
function checkAsked(columns: ReadonlyMap<FieldName, string>, headings: Cells): void {
  const keys = new Set(headings.map(headingKey));
  for (const seen of columns.values())
    if (!keys.has(headingKey(seen)))
      throw new SluiceError("INTAKE_UNKNOWN_HEADING", { seen, known: headings.join(", ") });
}

function hasRequired(column: ReadonlyMap<FieldName, number>): boolean {
  const hasTime = column.has("time") || column.has("date") || column.has("timeFallback");
  return hasTime && (column.has("amount") || column.has("amountIn") || column.has("amountOut"));
}

function sampleBelow(rows: readonly Cells[], found: FoundHeading): readonly Cells[] {
  const below = rows.slice(found.index + 1).filter((row) => !isBlankRow(row));
  const cells = found.splitBy === null ? below : below.map((row) => splitSingleCell(row).cells);
  return cells.filter((row) => row.filter((cell) => cell.trim() !== "").length > 2);
}

function nameOf({ file, sheet }: SheetReading): string {
  return `${file.path.slice(file.path.lastIndexOf("/") + 1)} ${sheet.name}`;
}
