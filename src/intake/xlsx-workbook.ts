import { SluiceError } from "../errors/sluice-error.ts";
import type { CellBatch, CellSheet, OpenedFile } from "./cell-sheet.ts";
import { dateText, isSpoiled, storedNumberText } from "./cell-text.ts";
import type { IntakeLimits } from "./limits.ts";
import { RowGatherer } from "./row-gatherer.ts";
import { UnpackingBudget } from "./unpacking-budget.ts";
import { readWorkbookParts, unescaped, type WorkbookParts } from "./workbook-parts.ts";
import { XmlFeed, type XmlListener } from "./xml-parts.ts";
import { zipEntries } from "./zip-archive.ts";

/**
 * Opens an xlsx (xlsm, et). Cells are read as the file stores them, which a general spreadsheet library does not hand
 * on: 19 digits written out stay 19 digits. Sheets are unpacked as they are read, never to disk.
 * @throws SluiceError INTAKE_WORKBOOK_DAMAGED, INTAKE_NOT_A_TABLE and those of the zip.
 */
export async function openXlsx(bytes: Uint8Array, limits: IntakeLimits): Promise<OpenedFile> {
  const workbookLimits = { ...limits, fileBytes: limits.workbookBytes, unpackedBytes: limits.workbookBytes };
  const budget = new UnpackingBudget(bytes.length, workbookLimits);
  try {
    await refuseOtherDocuments(bytes);
    const workbook = await readWorkbookParts(bytes, budget, limits);
    return { container: "xlsx", encoding: "", notes: [], sheets: eachSheet({ bytes, workbook, budget, limits }) };
  } catch (cause) {
    throw asWorkbookError(cause);
  }
}

async function refuseOtherDocuments(bytes: Uint8Array): Promise<void> {
  for await (const { name } of zipEntries(bytes)) {
    const seen = otherDocuments.find(([part]) => name.startsWith(part))?.[1];
    if (seen !== undefined) throw new SluiceError("INTAKE_NOT_A_TABLE", { seen });
  }
}

const otherDocuments: readonly (readonly [part: string, seen: string])[] = [
  ["word/", "Word"],
  ["ppt/", "PowerPoint"],
  ["mimetype", "OpenDocument"],
  ["xl/workbook.bin", "xlsb"],
];

interface OpenWorkbook {
  readonly bytes: Uint8Array;
  readonly workbook: WorkbookParts;
  readonly budget: UnpackingBudget;
  readonly limits: IntakeLimits;
}

async function* eachSheet(opened: OpenWorkbook): AsyncGenerator<CellSheet> {
  const { sheets, date1904 } = opened.workbook;
  for (const [sheet, { name, part }] of sheets.entries()) {
    const spoiledNumbers = new Set<string>();
    yield { sheet, name, date1904, spoiledNumbers, batches: () => readSheet(opened, part, spoiledNumbers) };
  }
}

/** A chart sheet has no worksheet part and no rows. */
async function* readSheet(opened: OpenWorkbook, part: string, spoiled: Set<string>): AsyncGenerator<CellBatch> {
  const { bytes, workbook, budget, limits } = opened;
  const gatherer = new RowGatherer(limits);
  try {
    for await (const entry of zipEntries(bytes)) {
      if (entry.name.toLowerCase() !== part) continue;
      const xml = new XmlFeed(new SheetListener({ workbook, gatherer, limits, spoiled }), limits);
      for await (const piece of entry.stream(budget)) {
        xml.write(piece);
        if (gatherer.isFull) yield* gatherer.take();
      }
      xml.end();
      break;
    }
  } catch (cause) {
    yield* gatherer.take();
    throw asWorkbookError(cause);
  }
  yield* gatherer.take();
}

interface SheetSinks {
  readonly workbook: WorkbookParts;
  readonly gatherer: RowGatherer;
  readonly limits: IntakeLimits;
  readonly spoiled: Set<string>;
}

class SheetListener implements XmlListener {
  readonly #spoiled: Set<string>;
  readonly #workbook: WorkbookParts;
  readonly #gatherer: RowGatherer;
  readonly #limits: IntakeLimits;
  #row = 0;
  #column = -1;
  #cells: string[] = [];
  #type = "n";
  #style = 0;
  #value = "";
  #inValue = false;
  #inPhonetic = false;

  constructor({ workbook, gatherer, limits, spoiled }: SheetSinks) {
    this.#spoiled = spoiled;
    this.#workbook = workbook;
    this.#gatherer = gatherer;
    this.#limits = limits;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "c") {
      this.#column = columnOf(attributes["r"]) ?? this.#column + 1;
      this.#type = attributes["t"] ?? "n";
      this.#style = Number(attributes["s"] ?? 0);
      this.#value = "";
    } else if (name === "v" || name === "t") this.#inValue = !this.#inPhonetic;
    else if (name === "rPh") this.#inPhonetic = true;
    else if (name === "row") {
      const stated = Number(attributes["r"]);
      this.#row = Number.isSafeInteger(stated) && stated > this.#row ? stated : this.#row + 1;
      this.#column = -1;
      this.#cells = [];
    }
  }

  text(text: string): void {
    if (!this.#inValue) return;
    this.#value += text;
    if (this.#value.length > this.#limits.recordChars) {
      throw new SluiceError("INTAKE_RECORD_TOO_LONG", { row: this.#row, limit: this.#limits.recordChars });
    }
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "rPh") this.#inPhonetic = false;
    else if (name === "c") this.#keepCell();
    else if (name === "row") this.#gatherer.addWorkbookRow(this.#row, this.#cells);
  }

  #keepCell(): void {
    if (this.#value === "") return;
    if (this.#column >= this.#limits.columnsPerRow) {
      throw new SluiceError("INTAKE_TOO_MANY_COLUMNS", { row: this.#row, limit: this.#limits.columnsPerRow });
    }
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = this.#cellText();
  }

  #cellText(): string {
    const value = this.#value;
    switch (this.#type) {
      case "s":
        return this.#workbook.sharedStrings[Number(value)] ?? "";
      case "inlineStr":
      case "str":
        return unescaped(value);
      case "b":
        return value === "1" ? "TRUE" : "FALSE";
      case "e":
        return value;
      case "d":
        return value.replace("T", " ").replace(/(\.0+)?Z?$/, "");
    }
    const kind = this.#workbook.styles[this.#style] ?? "number";
    if (kind !== "number") return dateText(Number(value), kind, this.#workbook.date1904);
    const text = storedNumberText(value);
    if (isSpoiled(text)) this.#spoiled.add(text);
    return text;
  }
}

/** Column, from 0, of a reference such as `AB12`. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let i = 0; i < reference.length && i < 8; i++) {
    const letter = reference.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? undefined : column - 1;
}

/** A RangeError is a string beyond what the engine can hold: an attribute of half a gigabyte. */
function asWorkbookError(cause: unknown): unknown {
  if (cause instanceof RangeError) return new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: cause.message }, cause);
  if (!(cause instanceof SluiceError) || cause.code !== "INTAKE_ZIP_DAMAGED") return cause;
  return new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: String(cause.details["reason"]) }, cause);
}
