import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch } from "./cell-sheet.ts";
import type { DelimitedShape } from "./delimiter.ts";
import type { IntakeLimits } from "./limits.ts";
import { RowGatherer } from "./row-gatherer.ts";
import { RecordSplitter } from "./split-record.ts";

/**
 * Rows of delimited text that arrives in pieces of any length. Row numbers are the physical line on which the record
 * begins. Lines without a quote, nearly all of them, take the engine's own `split`, which was measured to be as fast
 * as the fastest csv library and, unlike that, cannot merge a short row with the next one. The rows before an error are all handed out before it is thrown.
 * @throws SluiceError INTAKE_RECORD_TOO_LONG, INTAKE_TOO_MANY_COLUMNS, INTAKE_TOO_MANY_ROWS.
 */
export function* splitDelimited(
  pieces: Iterable<string>,
  shape: DelimitedShape,
  limits: IntakeLimits,
): Generator<CellBatch> {
  const state: SplitState = { shape, limits, line: 1, gatherer: new RowGatherer(limits) };
  try {
    yield* splitPieces(pieces, state);
  } catch (cause) {
    yield* state.gatherer.take();
    throw cause;
  }
  yield* state.gatherer.take();
}

function* splitPieces(pieces: Iterable<string>, state: SplitState): Generator<CellBatch> {
  const { shape, limits } = state;
  let held = "";
  for (const piece of pieces) {
    const text = held + piece;
    const done = yield* splitWhole(text, limits.quotedChars, state);
    held = text.slice(done);
    if (held.length > limits.recordChars + limits.quotedChars) throw recordTooLong(state);
  }
  const done = yield* splitWhole(held, 0, state);
  if (done < held.length) yield* splitWhole(held.slice(done) + shape.lineBreak, 0, state);
}

interface SplitState {
  readonly shape: DelimitedShape;
  readonly limits: IntakeLimits;
  readonly gatherer: RowGatherer;
  line: number;
}

/**
 * Splits the records that are whole in `text` and answers where the first that is not begins. A record with quotes is
 * whole when `lookahead` characters follow it: as far as a quote may reach.
 */
function* splitWhole(text: string, lookahead: number, state: SplitState): Generator<CellBatch, number> {
  const { shape, limits, gatherer } = state;
  const splitter = new RecordSplitter(text, { ...shape, quotedChars: limits.quotedChars });
  let at = 0;
  let quote = text.indexOf('"');
  for (;;) {
    const end = text.indexOf(shape.lineBreak, at);
    if (end === -1) return at;
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
    if (quote === -1 || quote > end) {
      const stop = shape.lineBreak === "\n" && end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
      keep(text.slice(at, stop).split(shape.delimiter, limits.columnsPerRow + 1), end - at, state);
      state.line += 1;
      at = end + 1;
    } else {
      const record = splitter.recordAt(at);
      if (record.next + lookahead > text.length) return at;
      if (record.loneQuotes > 0) gatherer.note(loneQuoteNote(state.line));
      keep(record.cells, record.next - at, state);
      state.line += 1 + record.innerLines;
      at = record.next;
    }
    if (gatherer.isFull) yield* gatherer.take();
  }
}

function keep(cells: readonly string[], chars: number, state: SplitState): void {
  if (chars > state.limits.recordChars) throw recordTooLong(state);
  state.gatherer.add(state.line, state.shape.framed ? withoutFrame(cells) : cells);
}

function withoutFrame(cells: readonly string[]): readonly string[] {
  if (cells.length < 2 || cells[0]?.trim() !== "") return cells;
  return cells.slice(1, cells.at(-1)?.trim() === "" ? -1 : undefined);
}

function loneQuoteNote(line: number): string {
  return `第 ${line} 行的引号没有配对，按普通字符读入 / line ${line}: a lone quote was read as an ordinary character`;
}

function recordTooLong(state: SplitState): SluiceError {
  return new SluiceError("INTAKE_RECORD_TOO_LONG", { row: state.line, limit: state.limits.recordChars });
}
