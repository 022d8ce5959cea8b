import type { Delimiter } from "./delimiter.ts";

/** One record found in a text. */
export interface SplitRecord {
  readonly cells: readonly string[];
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
  const rules: SplitRules = { delimiter, lineBreak: "\n", quotedChars: text.length, columns: 0 };
  const record = new RecordSplitter(text, rules).recordAt(0);
  return record.next >= text.length ? record.cells : text.split(delimiter);
}

interface QuotedCell {
  readonly close: number;
  readonly content: string;
}

/** Narrow tables are left out: there a quoted cell with a line end and a delimiter or two looks like two rows. */
const fewestTellingColumns = 6;

/**
 * Splits records with quotes, understood as RFC 4180 has them and as banks really write them: blanks around the
 * quotes, text after the closing quote (kept), lone quotes (ordinary characters). A quote that reaches over a line end
 * counts only when it closes within `quotedChars` right before a delimiter or line end, and the lines do not each make
 * a full row by themselves: one stray quote must not swallow the rows below it.
 */
export class RecordSplitter {
  readonly #text: string;
  readonly #rules: SplitRules;

  constructor(text: string, rules: SplitRules) {
    this.#text = text;
    this.#rules = rules;
  }

  /** The record that begins at `start`. */
  recordAt(start: number): SplitRecord {
    const cells: string[] = [];
    let innerLines = 0;
    let loneQuotes = 0;
    let lineEnd = this.#lineEndFrom(start);
    for (let at = start; ; at++) {
      const open = this.#openingQuote(at);
      const quoted = open === -1 ? undefined : this.#quotedCell(open, lineEnd);
      if (
        quoted === undefined ||
        (innerLines === 0 && quoted.close > lineEnd && this.#areFullRows(start, quoted.close))
      ) {
        const end = this.#cellEnd(at, lineEnd);
        if (open !== -1) loneQuotes++;
        cells.push(this.#plain(at, end));
        at = end;
      } else {
        if (quoted.close > lineEnd) {
          innerLines += quoted.content.split(this.#rules.lineBreak).length - 1;
          lineEnd = this.#lineEndFrom(quoted.close);
        }
        const end = this.#cellEnd(quoted.close + 1, lineEnd);
        cells.push(quoted.content + this.#plain(quoted.close + 1, end));
        at = end;
      }
      if (at >= lineEnd) return { cells, next: lineEnd + 1, innerLines, loneQuotes };
    }
  }

  /** Position of the quote that opens the cell at `at`, after blanks, or -1. */
  #openingQuote(at: number): number {
    let i = at;
    while (this.#isBlank(i)) i++;
    return this.#text[i] === '"' ? i : -1;
  }

  #quotedCell(open: number, lineEnd: number): QuotedCell | undefined {
    const text = this.#text;
    let doubled = false;
    for (let from = open + 1; ; ) {
      const close = text.indexOf('"', from);
      if (close === -1 || (close > lineEnd && close - open > this.#rules.quotedChars)) return undefined;
      if (text[close + 1] === '"') {
        doubled = true;
        from = close + 2;
        continue;
      }
      const content = text.slice(open + 1, close);
      if (!this.#endsCell(close + 1) && (close > lineEnd || this.#opensNext(close))) return undefined;
      return { close, content: doubled ? content.replaceAll('""', '"') : content };
    }
  }

  #endsCell(at: number): boolean {
    let i = at;
    while (this.#isBlank(i) || (this.#text[i] === "\r" && this.#rules.lineBreak === "\n")) i++;
    const char = this.#text[i];
    return char === undefined || char === this.#rules.delimiter || char === this.#rules.lineBreak;
  }

  /** A "closing" quote right after a delimiter and before text opens the next cell: the quote before it stood alone. */
  #opensNext(close: number): boolean {
    let before = close - 1;
    while (this.#text[before] === " ") before--;
    return this.#text[before] === this.#rules.delimiter;
  }

  #isBlank(at: number): boolean {
    const char = this.#text[at];
    return char === " " || (char === "\t" && this.#rules.delimiter !== "\t");
  }

  #areFullRows(start: number, close: number): boolean {
    const { columns, lineBreak, delimiter } = this.#rules;
    if (columns < fewestTellingColumns) return false;
    const lines = this.#text.slice(start, this.#lineEndFrom(close)).split(lineBreak);
    return lines.every((line) => line.split(delimiter).length === columns);
  }

  #lineEndFrom(from: number): number {
    const found = this.#text.indexOf(this.#rules.lineBreak, from);
    return found === -1 ? this.#text.length : found;
  }

  /** Bounded by the line, because the next delimiter may be a million characters away. */
  #cellEnd(from: number, lineEnd: number): number {
    let end = from;
    while (end < lineEnd && this.#text[end] !== this.#rules.delimiter) end++;
    return end;
  }

  /** The text of a cell; at the end of a line without the return of a CRLF. */
  #plain(from: number, end: number): string {
    const isReturn = this.#rules.lineBreak === "\n" && this.#text[end] !== this.#rules.delimiter;
    return this.#text.slice(from, isReturn && end > from && this.#text[end - 1] === "\r" ? end - 1 : end);
  }
}
