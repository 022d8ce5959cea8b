import { SluiceError } from "../errors/sluice-error.ts";
import type { FileReport, ReadingSink, SetAsideKind, SheetReport } from "../flows/file-reading.ts";
import type { CellSheet } from "./cell-sheet.ts";
import type { Cells } from "./column-reader.ts";
import { headingReach, isHeadingRow } from "./find-heading.ts";
import { readPreamble } from "./preamble.ts";
import type { FileIdentity } from "./read-file.ts";
import type { CheckedOptions } from "./reading-options.ts";
import { headingKey } from "./heading-key.ts";
import { isBlankRow, nonTransferKind } from "./row-kinds.ts";
import { openSection, type Section, unknownSection } from "./sheet-section.ts";

/** A sheet to be read, and what it stands in. */
export interface SheetReading {
  readonly sheet: CellSheet;
  readonly file: FileIdentity;
  readonly options: CheckedOptions;
  readonly container: FileReport["container"];
}

/** What became of a sheet; `error` when its rest could not be read. */
export interface SheetOutcome {
  readonly report: SheetReport;
  readonly notes: readonly string[];
  readonly error: SluiceError | null;
}

/** Rows looked at before anything is decided: the heading may stand far down, and columns are judged by their values. */
const sampleRows = 200;

/** Different heading rows in one sheet that are looked into. */
const mostSections = 64;

/** Titles between two statements of one sheet that are kept to read the account from. */
const mostTitles = 40;

/** Reads one sheet: waits for enough rows to know what it is, then reads batch by batch. */
export async function readSheet(reading: SheetReading, sink: ReadingSink): Promise<SheetOutcome> {
  const walk = new SheetWalk(reading, sink);
  let error: SluiceError | null = null;
  try {
    for await (const batch of reading.sheet.batches()) {
      walk.take(batch.rows, batch.rowNumbers);
      walk.notes.push(...batch.notes);
      await sink.drain?.();
    }
    walk.finish();
  } catch (thrown) {
    if (!(thrown instanceof SluiceError) || thrown.kind === "asked-wrongly") throw thrown;
    error = thrown;
    walk.finish();
  }
  return { report: walk.report(), notes: walk.notes, error };
}

/** The walk through one sheet: rows wait until its first section is open, then each goes to the section it stands in. */
class SheetWalk {
  readonly notes: string[] = [];
  readonly #reading: SheetReading;
  readonly #sink: ReadingSink;
  readonly #setAside: Record<SetAsideKind, number> = {
    blank: 0,
    title: 0,
    heading: 0,
    total: 0,
    feedback: 0,
    record: 0,
    rejected: 0,
  };
  #waiting: Cells[] = [];
  #waitingNumbers: number[] = [];
  #first: Section | undefined;
  #section: Section | undefined;
  /** Titles above the section at hand, and those since its last transfer. */
  #preamble: readonly Cells[] = [];
  #titles: Cells[] = [];
  readonly #sections = new Map<string, Section>();
  #rows = 0;
  #accepted = 0;

  constructor(reading: SheetReading, sink: ReadingSink) {
    this.#reading = reading;
    this.#sink = sink;
  }

  take(rows: readonly Cells[], numbers: readonly number[]): void {
    if (this.#section !== undefined) {
      this.#read(rows, numbers, 0);
      return;
    }
    for (const row of rows) this.#waiting.push(row);
    for (const number of numbers) this.#waitingNumbers.push(number);
    if (this.#waiting.length >= headingReach + sampleRows) this.#open();
  }

  finish(): void {
    if (this.#section === undefined && this.#waiting.length > 0) this.#open();
  }

  report(): SheetReport {
    const { sheet } = this.#reading;
    return {
      sheet: sheet.sheet,
      name: sheet.name,
      layout: this.#first?.layout ?? "",
      layoutWhy: this.#first?.why ?? "",
      headerRow: this.#first?.headerRow ?? 0,
      columns: this.#first?.columns ?? [],
      rows: this.#rows,
      accepted: this.#accepted,
      setAside: this.#setAside,
    };
  }

  #open(): void {
    const [rows, numbers] = [this.#waiting, this.#waitingNumbers];
    [this.#waiting, this.#waitingNumbers] = [[], []];
    const section = openSection(this.#reading, { rows, numbers, preamble: null });
    if (this.#reading.container === "delimited" && section.why === "no-heading" && isProse(rows))
      throw new SluiceError("INTAKE_NO_TABLE");
    this.#first = section;
    this.#enter(section);
    if (section.period !== null) this.#sink.period(section.period);
    for (let index = 0; index < section.skip; index++) {
      const row = rows[index] ?? [];
      this.#put(row, numbers[index] ?? 0, section.kindAbove(row, index));
    }
    this.#preamble = rows.slice(0, Math.max(0, section.skip - 1));
    this.#titles = [];
    this.#read(rows, numbers, section.skip);
  }

  /** Headings that were met before, for the same account, are known; a sheet with ever new ones is no statement. */
  #enterBelow(rows: readonly Cells[], numbers: readonly number[], index: number): void {
    if (this.#titlesName()) this.#preamble = this.#titles;
    this.#titles = [];
    const headings = (rows[index] ?? []).map(headingKey);
    const key = JSON.stringify([headings, readPreamble(this.#preamble).number]);
    const known = this.#sections.get(key);
    if (known !== undefined) {
      this.#section = known;
      return;
    }
    if (this.#sections.size >= mostSections) return this.#enter(unknownSection("no-heading"));
    const until = index + sampleRows;
    const below = { rows: rows.slice(index, until), numbers: numbers.slice(index, until), preamble: this.#preamble };
    const section = openSection(this.#reading, below);
    this.#sections.set(key, section);
    this.#enter(section);
  }

  /** Whether the titles since the last transfer name an account: a new statement begins in the same sheet. */
  #titlesName(): boolean {
    return this.#titles.length > 0 && readPreamble(this.#titles).number !== "";
  }

  #enter(section: Section): void {
    this.#section = section;
    this.notes.push(...section.notes);
  }

  #read(rows: readonly Cells[], numbers: readonly number[], from: number): void {
    for (let index = from; index < rows.length; index++) {
      const row = rows[index] ?? [];
      const number = numbers[index] ?? 0;
      const outcome = this.#section?.read(row, number, this.#sink);
      if (outcome === undefined) continue;
      if (outcome === "accepted") {
        this.#rows++;
        this.#accepted++;
        if (this.#titles.length > 0) this.#titles = [];
      } else if (outcome === "new-heading" || (outcome === "heading" && this.#titlesName())) {
        this.#put(row, number, "heading");
        this.#enterBelow(rows, numbers, index);
      } else if (typeof outcome === "string") this.#put(row, number, outcome);
      else this.#reject(row, number, outcome);
    }
  }

  #put(row: Cells, number: number, kind: SetAsideKind): void {
    this.#rows++;
    this.#setAside[kind]++;
    if (kind === "title" && this.#section !== undefined && this.#titles.length < mostTitles) this.#titles.push(row);
    const place = { sheet: this.#reading.sheet.sheet, row: number };
    this.#sink.setAside({ place, kind, reason: "", field: "", cells: row });
  }

  #reject(row: Cells, number: number, fault: { readonly reason: string; readonly field: string }): void {
    this.#rows++;
    this.#setAside.rejected++;
    const place = { sheet: this.#reading.sheet.sheet, row: number };
    this.#sink.setAside({ place, kind: "rejected", reason: fault.reason, field: fault.field, cells: row });
  }
}

/** Whether rows without a heading are a text and no table: most are one cell, and none is a bank's answer. */
function isProse(rows: readonly Cells[]): boolean {
  const filled = rows.filter((row) => !isBlankRow(row));
  if (filled.some((row) => isHeadingRow(row) || nonTransferKind(row, "nothing") === "feedback")) return false;
  const wide = filled.filter((row) => row.filter((cell) => cell.trim() !== "").length > 1);
  return filled.length > 0 && wide.length * 2 < filled.length;
}
