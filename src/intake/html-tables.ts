import { Parser } from "htmlparser2";
import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch } from "./cell-sheet.ts";
import type { IntakeLimits } from "./limits.ts";
import { MarkupDepth } from "./markup-depth.ts";
import { RowGatherer } from "./row-gatherer.ts";

/**
 * Rows of the tables of an HTML page, as banks name `.xls`: all tables in the page's order make one sheet, rows
 * numbered by it. Text between tables is a row of one cell: the account's number often stands there.
 * @throws SluiceError INTAKE_TOO_MANY_COLUMNS, INTAKE_TOO_MANY_ROWS, INTAKE_RECORD_TOO_LONG, INTAKE_NESTED_TOO_DEEP,
 * INTAKE_PAGE_CUT after the last row of a page that ends inside a table
 */
export function* readHtmlTables(pieces: Iterable<string>, limits: IntakeLimits): Generator<CellBatch> {
  const gatherer = new RowGatherer(limits);
  const page = new PageListener(gatherer, limits);
  const depth = new MarkupDepth(limits.markupDepth);
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth.enter();
      page.open(name, attributes);
    },
    ontext: (text) => page.text(text),
    onclosetag: (name) => {
      depth.leave();
      page.close(name);
    },
  });
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += sliceChars) {
        parser.write(piece.slice(at, at + sliceChars));
        if (gatherer.isFull) yield* gatherer.take();
      }
    }
    const isCut = page.isInTable;
    parser.end();
    page.endRow();
    if (isCut) throw new SluiceError("INTAKE_PAGE_CUT", { row: page.rowNumber });
  } catch (cause) {
    yield* gatherer.take();
    throw cause;
  }
  yield* gatherer.take();
}

const sliceChars = 64 * 1024;
const unseen: ReadonlySet<string> = new Set(["script", "style", "title", "xml"]);
const breaking: ReadonlySet<string> = new Set([
  "p",
  "div",
  "br",
  "li",
  "h1",
  "h2",
  "h3",
  "h4",
  "caption",
  "table",
  "body",
]);

class PageListener {
  readonly #gatherer: RowGatherer;
  readonly #limits: IntakeLimits;
  #rowNumber = 0;
  #cells: string[] = [];
  #cell = "";
  #span = 1;
  #isRow = false;
  #isCell = false;
  #unseenDepth = 0;
  #tables = 0;

  constructor(gatherer: RowGatherer, limits: IntakeLimits) {
    this.#gatherer = gatherer;
    this.#limits = limits;
  }

  /** Whether a table has begun that has not ended. */
  get isInTable(): boolean {
    return this.#tables > 0;
  }

  /** Rows so far. */
  get rowNumber(): number {
    return this.#rowNumber;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (unseen.has(name)) this.#unseenDepth++;
    if (name === "table") this.#tables++;
    if (name === "tr") {
      this.endRow();
      this.#isRow = true;
    } else if (name === "td" || name === "th") {
      this.#endCell();
      this.#isCell = true;
      const span = Number(attributes["colspan"] ?? 1);
      this.#span = span >= 1 && span <= this.#limits.columnsPerRow ? Math.floor(span) : 1;
    } else if (breaking.has(name)) this.#break();
  }

  text(text: string): void {
    if (this.#unseenDepth > 0) return;
    this.#cell += text;
    if (this.#cell.length > this.#limits.recordChars) {
      throw new SluiceError("INTAKE_RECORD_TOO_LONG", { row: this.#rowNumber + 1, limit: this.#limits.recordChars });
    }
  }

  close(name: string): void {
    if (unseen.has(name)) this.#unseenDepth = Math.max(0, this.#unseenDepth - 1);
    if (name === "table") this.#tables = Math.max(0, this.#tables - 1);
    if (name === "td" || name === "th") this.#endCell();
    else if (name === "tr" || name === "table") this.endRow();
    else if (breaking.has(name)) this.#break();
  }

  endRow(): void {
    this.#endCell();
    if (this.#isRow || this.#cells.length > 0) this.#gatherer.add(++this.#rowNumber, this.#cells);
    this.#cells = [];
    this.#isRow = false;
  }

  #endCell(): void {
    const text = this.#cell.replace(/[ \t\r\n]+/g, " ").trim();
    if (this.#isCell || text !== "") this.#cells.push(text);
    if (this.#isCell && this.#cells.length <= this.#limits.columnsPerRow)
      for (let i = 1; i < this.#span; i++) this.#cells.push("");
    this.#cell = "";
    this.#isCell = false;
    this.#span = 1;
  }

  /** Inside a cell a line end is a blank; outside it ends a row of loose text. */
  #break(): void {
    if (this.#isRow) this.#cell += " ";
    else this.endRow();
  }
}
