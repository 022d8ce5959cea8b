import type { Delimiter } from "./delimiter.ts";

/** One record found in a text. */
export interface SplitRecord {
  readonly cells: string[];
  /** Position after the record and its line end. */
  readonly next: number;
  /** Line ends inside quoted cells. */
  readonly innerLines: number;
  /** Quotes that open a cell, never close, and were taken as ordinary characters. */
  readonly loneQuotes: number;
}

/** How to split, and how far a quote may reach over line ends before it is an ordinary character. */
export interface SplitRules {
  readonly delimiter: Delimiter;
  readonly lineBreak: "\n" | "\r";
  readonly quotedChars: number;
  /** Cells of the commonest line of the file. */
  readonly columns: number;
}

/** Splits one line of text that holds a whole row, as when a csv row was pasted into one cell. */
export function splitLine(text: string, delimiter: Delimiter): readonly string[] {
  const rules: SplitRules = { delimiter, lineBreak: "\n", quotedChars: text.length, columns: Number.MAX_SAFE_INTEGER };
  const record = splitRecord(text, 0, rules);
  return record.next >= text.length ? record.cells : text.split(delimiter);
}

/**
 * Splits the record that begins at `start`, quotes understood as RFC 4180 has them and as banks really write them:
 * blanks around the quotes, text after the closing quote (kept), lone quotes (ordinary characters). A quote that
 * reaches over a line end counts only when it closes within `quotedChars` right before a delimiter or line end, and
 * the lines do not each make a full row by themselves: one stray quote must not swallow the rows below it.
 */
export function splitRecord(text: string, start: number, rules: SplitRules): SplitRecord {
  const cells: string[] = [];
  let innerLines = 0;
  let loneQuotes = 0;
  let at = start;
  const { delimiter, lineBreak } = rules;
  let lineEnd = endOf(text, lineBreak, at);
  for (;;) {
    const open = openingQuote(text, at, delimiter);
    const quoted = open === -1 ? undefined : quotedCell(text, open, lineEnd, rules);
    if (quoted === undefined || (quoted.close > lineEnd && looksLikeFullRows(text, start, quoted.close, rules))) {
      const end = endOfCell(text, at, lineEnd, delimiter);
      if (open !== -1) loneQuotes++;
      cells.push(text.slice(at, end === lineEnd ? withoutReturn(text, at, end, lineBreak) : end));
      at = end;
    } else {
      if (quoted.close > lineEnd) {
        innerLines += countBreaks(text, open, quoted.close, lineBreak);
        lineEnd = endOf(text, lineBreak, quoted.close);
      }
      const end = endOfCell(text, quoted.close + 1, lineEnd, delimiter);
      const stop = end === lineEnd ? withoutReturn(text, quoted.close + 1, end, lineBreak) : end;
      cells.push(quoted.content + text.slice(quoted.close + 1, stop));
      at = end;
    }
    if (at >= lineEnd) return { cells, next: lineEnd + 1, innerLines, loneQuotes };
    at += 1;
  }
}

/** Position of the quote that opens the cell at `at`, after blanks, or -1. */
function openingQuote(text: string, at: number, delimiter: Delimiter): number {
  let i = at;
  while (text[i] === " " || (text[i] === "\t" && delimiter !== "\t")) i++;
  return text[i] === '"' ? i : -1;
}

function quotedCell(text: string, open: number, lineEnd: number, rules: SplitRules): QuotedCell | undefined {
  let doubled = false;
  for (let from = open + 1; ; ) {
    const close = text.indexOf('"', from);
    if (close === -1 || (close > lineEnd && close - open > rules.quotedChars)) return undefined;
    if (text[close + 1] === '"') {
      doubled = true;
      from = close + 2;
      continue;
    }
    if (close > lineEnd && !endsCell(text, close + 1, rules)) return undefined;
    const content = text.slice(open + 1, close);
    return { close, content: doubled ? content.replaceAll('""', '"') : content };
  }
}

interface QuotedCell {
  readonly close: number;
  readonly content: string;
}

function endsCell(text: string, at: number, { delimiter, lineBreak }: SplitRules): boolean {
  let i = at;
  while (text[i] === " " || text[i] === "\r" || (text[i] === "\t" && delimiter !== "\t")) {
    if (text[i] === lineBreak) return true;
    i++;
  }
  return i >= text.length || text[i] === delimiter || text[i] === lineBreak;
}

/** Narrow tables are left out: there a quoted cell with a line end and a delimiter or two looks the same. */
const fewestTellingColumns = 6;

function looksLikeFullRows(text: string, start: number, close: number, rules: SplitRules): boolean {
  if (rules.columns < fewestTellingColumns) return false;
  const lines = text.slice(start, endOf(text, rules.lineBreak, close)).split(rules.lineBreak);
  return lines.every((line) => line.split(rules.delimiter).length === rules.columns);
}

function countBreaks(text: string, from: number, to: number, lineBreak: string): number {
  let count = 0;
  for (let i = text.indexOf(lineBreak, from); i !== -1 && i < to; i = text.indexOf(lineBreak, i + 1)) count++;
  return count;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

/** Bounded by the line, because the next delimiter may be a million characters away. */
function endOfCell(text: string, from: number, lineEnd: number, delimiter: string): number {
  let end = from;
  while (end < lineEnd && text[end] !== delimiter) end++;
  return end;
}

function withoutReturn(text: string, from: number, end: number, lineBreak: string): number {
  return lineBreak === "\n" && end > from && text[end - 1] === "\r" ? end - 1 : end;
}
