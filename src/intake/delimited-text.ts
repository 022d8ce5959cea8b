import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch } from "./cell-sheet.ts";
import type { DelimitedShape } from "./delimiter.ts";
import type { IntakeLimits } from "./limits.ts";
import { splitRecord, type SplitRules } from "./split-record.ts";

const batchRows = 2_000;

/**
 * Rows of delimited text that arrives in pieces of any length. Row numbers are the physical line on which the record
 * begins. Lines without a quote, nearly all of them, take the engine's own `split`, which was measured to be as fast
 * as the fastest csv library and, unlike that, cannot merge a short row with the next one.
 * @throws SluiceError INTAKE_RECORD_TOO_LONG, INTAKE_TOO_MANY_COLUMNS, INTAKE_TOO_MANY_ROWS.
 */
export function* splitDelimited(
  pieces: Iterable<string>,
  shape: DelimitedShape,
  limits: IntakeLimits,
): Generator<CellBatch> {
  const rules: SplitRules = { ...shape, quotedChars: limits.quotedChars };
  const state: SplitState = { shape, limits, rules, line: 1, rows: 0, batch: emptyBatch() };
  let held = "";
  for (const piece of pieces) {
    const text = held + piece;
    const done = yield* splitWhole(text, limits.quotedChars, state);
    held = text.slice(done);
    if (held.length > limits.recordChars + limits.quotedChars) throw recordTooLong(state);
  }
  const done = yield* splitWhole(held, 0, state);
  if (done < held.length) yield* splitWhole(held.slice(done) + shape.lineBreak, 0, state);
  if (state.batch.rows.length > 0) yield state.batch;
}

interface SplitState {
  readonly shape: DelimitedShape;
  readonly limits: IntakeLimits;
  readonly rules: SplitRules;
  line: number;
  rows: number;
  batch: GrowingBatch;
}

interface GrowingBatch {
  readonly rowNumbers: number[];
  readonly rows: (readonly string[])[];
  readonly notes: string[];
}

function emptyBatch(): GrowingBatch {
  return { rowNumbers: [], rows: [], notes: [] };
}

/** Splits the records that are whole in `text` and answers where the first that is not begins. */
function* splitWhole(text: string, lookahead: number, state: SplitState): Generator<CellBatch, number> {
  const { lineBreak, delimiter } = state.shape;
  let at = 0;
  let quote = text.indexOf('"');
  for (;;) {
    const end = text.indexOf(lineBreak, at);
    if (end === -1) return at;
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
    if (quote === -1 || quote > end) {
      const stop = lineBreak === "\n" && text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end;
      keep(text.slice(at, stop).split(delimiter, state.limits.columnsPerRow + 1), end + 1 - at, state);
      state.line += 1;
      at = end + 1;
    } else {
      const record = splitRecord(text, at, state.rules);
      if (record.next + lookahead > text.length) return at;
      if (record.loneQuotes > 0) {
        const note = `第 ${state.line} 行的引号没有配对，按普通字符读入 / line ${state.line}: a lone quote was read as a character`;
        state.batch.notes.push(note);
      }
      keep(record.cells, record.next - at, state);
      state.line += 1 + record.innerLines;
      at = record.next;
    }
    if (state.batch.rows.length === batchRows) {
      yield state.batch;
      state.batch = emptyBatch();
    }
  }
}

function keep(cells: string[], chars: number, state: SplitState): void {
  const { limits, shape, batch } = state;
  if (chars > limits.recordChars) throw recordTooLong(state);
  if (cells.length > limits.columnsPerRow) {
    throw new SluiceError("INTAKE_TOO_MANY_COLUMNS", { row: state.line, limit: limits.columnsPerRow });
  }
  if (++state.rows > limits.rowsPerSheet) {
    throw new SluiceError("INTAKE_TOO_MANY_ROWS", { limit: limits.rowsPerSheet });
  }
  batch.rowNumbers.push(state.line);
  batch.rows.push(shape.framed ? withoutFrame(cells) : cells);
}

function withoutFrame(cells: readonly string[]): readonly string[] {
  if (cells.length < 2 || cells[0]?.trim() !== "") return cells;
  return cells.slice(1, cells.at(-1)?.trim() === "" ? -1 : undefined);
}

function recordTooLong(state: SplitState): SluiceError {
  return new SluiceError("INTAKE_RECORD_TOO_LONG", { row: state.line, limit: state.limits.recordChars });
}
