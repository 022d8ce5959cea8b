import { SluiceError } from "../errors/sluice-error.ts";
import type { TimePrecision } from "../flows/china-time.ts";
import { cleanText } from "../intake/cells/clean-text.ts";
import { readMoney } from "../intake/cells/read-money.ts";
import { readTime } from "../intake/cells/read-time.ts";
import type { CellSheet } from "../intake/cell-sheet.ts";
import { headingKey, type MoneyUnit, splitUnit } from "../intake/heading-key.ts";
import { intakeLimits } from "../intake/limits.ts";
import { openFile } from "../intake/open-file.ts";
import type { OrderAnswer } from "../recovery/order.ts";
import { type AnswerField, answerFieldOf, outcomeOf } from "./answer-sheet-words.ts";

/** A row of a bank's sheet of answers, as far as it can be read by itself. `null`: the cell is blank. */
export interface AnswerRow {
  /** Sheet, and row in it or line of the file, both from 1. */
  readonly sheet: number;
  readonly row: number;
  readonly task: string;
  readonly outcome: OrderAnswer["outcome"];
  readonly amountMinor: number | null;
  readonly balanceMinor: number | null;
  readonly time: { readonly atMs: number; readonly precision: TimePrecision } | null;
  readonly reason: string;
}

/** A row that is no answer, and which of its cells says so. */
export interface FaultyRow extends Pick<AnswerRow, "sheet" | "row" | "task"> {
  readonly field: AnswerField;
  readonly seen: string;
}

/** Every row below the headings; blank ones are none. */
export interface AnswerSheet {
  readonly rows: readonly AnswerRow[];
  readonly faulty: readonly FaultyRow[];
}

/** Banks answer by the dozen; a file with more was meant for something else. */
const mostRows = 5_000;
/** A heading stands among the first rows. */
const headingReach = 50;

interface Columns {
  readonly at: ReadonlyMap<AnswerField, number>;
  readonly units: ReadonlyMap<AnswerField, MoneyUnit>;
}

/**
 * Reads answers out of an xlsx or a delimited text of any encoding.
 * @throws SluiceError RECOVERY_NO_ANSWER_SHEET, RECOVERY_TOO_MANY_ANSWERS, and the intake's of opening a file
 */
export async function readAnswerSheet(bytes: Uint8Array): Promise<AnswerSheet> {
  const opened = await openFile(bytes, { limits: { ...intakeLimits, ...answerLimits }, parseXls: refuseXls });
  const rows: AnswerRow[] = [];
  const faulty: FaultyRow[] = [];
  let found = false;
  for await (const sheet of opened.sheets) found = (await readSheet(sheet, { rows, faulty })) || found;
  if (!found) throw new SluiceError("RECOVERY_NO_ANSWER_SHEET");
  return { rows, faulty };
}

const answerLimits = { workbookBytes: 64 * 1024 * 1024, markupBytes: 16 * 1024 * 1024, rowsPerSheet: 100_000 };

/** Old workbooks are parsed in a process of their own, which answers do not deserve. */
function refuseXls(): Promise<never> {
  return Promise.reject(new SluiceError("INTAKE_NOT_A_TABLE", { seen: "xls" }));
}

/** Whether the sheet has the headings of answers. */
async function readSheet(
  sheet: CellSheet,
  into: { readonly rows: AnswerRow[]; readonly faulty: FaultyRow[] },
): Promise<boolean> {
  let columns: Columns | undefined;
  for await (const { rows, rowNumbers } of sheet.batches()) {
    for (const [index, cells] of rows.entries()) {
      const row = rowNumbers[index] ?? 0;
      if (columns === undefined) {
        if (row > headingReach) return false;
        columns = columnsOf(cells);
        continue;
      }
      const read = readRow(cells, columns, { sheet: sheet.sheet + 1, row, date1904: sheet.date1904 });
      if (read === undefined) continue;
      if ("field" in read) into.faulty.push(read);
      else into.rows.push(read);
      if (into.rows.length + into.faulty.length > mostRows)
        throw new SluiceError("RECOVERY_TOO_MANY_ANSWERS", { limit: mostRows });
    }
  }
  return columns !== undefined;
}

/** The columns by the headings of a row; `undefined` when it has none for task and result. The first of two alike counts. */
function columnsOf(cells: readonly string[]): Columns | undefined {
  const at = new Map<AnswerField, number>();
  const units = new Map<AnswerField, MoneyUnit>();
  for (const [position, cell] of cells.entries()) {
    const { key, unit } = splitUnit(headingKey(cell));
    const field = answerFieldOf(key);
    if (field === undefined || at.has(field)) continue;
    at.set(field, position);
    units.set(field, unit ?? "major");
  }
  return at.has("task") && at.has("result") ? { at, units } : undefined;
}

function readRow(
  cells: readonly string[],
  { at, units }: Columns,
  { sheet, row, date1904 }: { readonly sheet: number; readonly row: number; readonly date1904: boolean },
): AnswerRow | FaultyRow | undefined {
  if (cells.every((cell) => cleanText(cell) === "")) return undefined;
  const cell = (field: AnswerField): string => cleanText(cells[at.get(field) ?? -1] ?? "");
  const place = { sheet, row, task: cell("task") };
  const fault = (field: AnswerField): FaultyRow => ({ ...place, field, seen: cell(field).slice(0, 100) });
  if (place.task === "") return fault("task");
  const outcome = outcomeOf(cell("result"));
  if (outcome === undefined) return fault("result");
  const [amountMinor, balanceMinor] = (["amount", "balance"] as const).map((field) =>
    cell(field) === "" ? null : readMoney(cell(field), decimals[units.get(field) ?? "major"]),
  );
  if (!isAmount(amountMinor)) return fault("amount");
  if (!isAmount(balanceMinor)) return fault("balance");
  const time = cell("time") === "" ? null : readTime(cell("time"), { date1904, serials: "plausible" });
  // A clock of hours cannot begin on a day.
  if (time === undefined || time?.precision === "day" || time?.precision === "hour") return fault("time");
  return { ...place, outcome, amountMinor, balanceMinor, time, reason: cut(cell("reason")) };
}

/** The first of it, without the half of a character at its end, which no database keeps. */
function cut(text: string): string {
  return text.slice(0, 1_000).replace(/\p{Cs}$/u, "");
}

/** Decimals of each unit down to 分. */
const decimals: Readonly<Record<MoneyUnit, number>> = { major: 2, fen: 0, "ten-thousand": 6 };

function isAmount(value: number | null | undefined): value is number | null {
  return value === null || Number.isSafeInteger(value);
}
