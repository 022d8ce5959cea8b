import type { CellBatch, CellSheet } from "./cell-sheet.ts";
import { isSpoiled, storedNumberText } from "./cell-text.ts";
import type { IntakeLimits } from "./limits.ts";
import { RowGatherer } from "./row-gatherer.ts";
import { attribute, XmlFeed, type XmlListener } from "./xml-parts.ts";

/** Sheets of an "XML spreadsheet 2003", which is often named `.xls`; small enough in practice to be read at once. */
export function readSpreadsheetMl(bytes: Uint8Array, limits: IntakeLimits): readonly CellSheet[] {
  const listener = new SpreadsheetMlListener(limits);
  const xml = new XmlFeed(listener, limits);
  xml.write(bytes);
  xml.end();
  return listener.sheets.map(({ name, gatherer, spoiledNumbers }, sheet) => ({
    sheet,
    name,
    date1904: false,
    spoiledNumbers,
    batches: () => batchesOf(gatherer),
  }));
}

async function* batchesOf(gatherer: RowGatherer): AsyncGenerator<CellBatch> {
  yield* gatherer.take();
}

interface MarkupSheet {
  readonly name: string;
  readonly gatherer: RowGatherer;
  readonly spoiledNumbers: Set<string>;
}

class SpreadsheetMlListener implements XmlListener {
  readonly sheets: MarkupSheet[] = [];
  readonly #limits: IntakeLimits;
  #row = 0;
  #cells: string[] = [];
  #column = 0;
  #type = "";
  #value = "";
  #inData = false;

  constructor(limits: IntakeLimits) {
    this.#limits = limits;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "Worksheet") {
      this.sheets.push({
        name: attribute(attributes, "Name") ?? "",
        gatherer: new RowGatherer(this.#limits),
        spoiledNumbers: new Set(),
      });
      this.#row = 0;
    } else if (name === "Row") {
      this.#row = indexOf(attributes) ?? this.#row + 1;
      this.#cells = [];
      this.#column = 0;
    } else if (name === "Cell") {
      this.#column = Math.min((indexOf(attributes) ?? this.#column + 1) - 1, this.#limits.columnsPerRow);
      while (this.#cells.length < this.#column) this.#cells.push("");
      this.#value = "";
      this.#cells.push("");
    } else if (name === "Data") {
      this.#type = attribute(attributes, "Type") ?? "String";
      this.#inData = true;
    }
  }

  text(text: string): void {
    if (this.#inData) this.#value += text;
  }

  close(name: string): void {
    if (name === "Data") {
      this.#inData = false;
      this.#cells[this.#column] = this.#dataText();
    } else if (name === "Cell") this.#column++;
    else if (name === "Row") this.sheets.at(-1)?.gatherer.addWorkbookRow(this.#row, this.#cells);
  }

  #dataText(): string {
    if (this.#type === "Number") {
      const text = storedNumberText(this.#value);
      if (isSpoiled(text)) this.sheets.at(-1)?.spoiledNumbers.add(text);
      return text;
    }
    if (this.#type === "DateTime") return this.#value.replace("T", " ").replace(/\.0+$/, "");
    return this.#value;
  }
}

function indexOf(attributes: Readonly<Record<string, string>>): number | undefined {
  const index = Number(attribute(attributes, "Index"));
  return Number.isSafeInteger(index) && index > 0 ? index : undefined;
}
