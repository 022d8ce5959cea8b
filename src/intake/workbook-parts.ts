import { SluiceError } from "../errors/sluice-error.ts";
import { type FormatKind, formatKind } from "./cell-text.ts";
import type { IntakeLimits } from "./limits.ts";
import type { UnpackingBudget } from "./unpacking-budget.ts";
import { attribute, XmlFeed, type XmlListener } from "./xml-parts.ts";
import { type ZipEntry, zipEntries } from "./zip-archive.ts";

/** A sheet of an xlsx and the part that holds its cells. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** What an xlsx says beside its cells. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  readonly sharedStrings: readonly string[];
  /** What each cell style shows, by style number. */
  readonly styles: readonly FormatKind[];
}

/**
 * Reads the workbook, its relations, shared strings and styles, in whatever order the zip holds them.
 * @throws SluiceError INTAKE_WORKBOOK_DAMAGED, INTAKE_TOO_MANY_SHEETS and those of the zip.
 */
export async function readWorkbookParts(
  bytes: Uint8Array,
  budget: UnpackingBudget,
  limits: IntakeLimits,
): Promise<WorkbookParts> {
  const workbook = new WorkbookListener();
  const relations = new RelationsListener();
  const strings = new SharedStringsListener(limits.sharedStringChars);
  const styles = new StylesListener();
  const listeners: Readonly<Record<string, XmlListener>> = {
    "xl/workbook.xml": workbook,
    "xl/_rels/workbook.xml.rels": relations,
    "xl/sharedstrings.xml": strings,
    "xl/styles.xml": styles,
  };
  for await (const entry of zipEntries(bytes)) {
    budget.takeEntry();
    const listener = listeners[entry.name.toLowerCase()];
    if (listener !== undefined) await feed(entry, new XmlFeed(listener, limits), budget);
  }
  if (workbook.sheets.length === 0) throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: "no sheets" });
  if (workbook.sheets.length > limits.sheetsPerFile) {
    throw new SluiceError("INTAKE_TOO_MANY_SHEETS", { limit: limits.sheetsPerFile });
  }
  const sheets = workbook.sheets.map(({ name, id }) => ({ name, part: partOf(relations.targets.get(id) ?? "") }));
  return { sheets, date1904: workbook.date1904, sharedStrings: strings.strings, styles: styles.kinds() };
}

async function feed(entry: ZipEntry, xml: XmlFeed, budget: UnpackingBudget): Promise<void> {
  for await (const piece of entry.stream(budget)) xml.write(piece);
  xml.end();
}

/** Targets stand relative to `xl/` or, with a leading slash, to the package. */
function partOf(target: string): string {
  const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
  return path.replace(/^xl\/\.\.\//, "").toLowerCase();
}

class WorkbookListener implements XmlListener {
  readonly sheets: { readonly name: string; readonly id: string }[] = [];
  date1904 = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "workbookPr") this.date1904 = /^(1|true|on)$/.test(attributes["date1904"] ?? "");
    if (name === "sheet") {
      this.sheets.push({ name: attributes["name"] ?? "", id: attribute(attributes, "id") ?? "" });
    }
  }
  text(): void {}
  close(): void {}
}

class RelationsListener implements XmlListener {
  readonly targets: Map<string, string> = new Map();

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name !== "Relationship" || !(attributes["Type"] ?? "").endsWith("/worksheet")) return;
    this.targets.set(attributes["Id"] ?? "", attributes["Target"] ?? "");
  }
  text(): void {}
  close(): void {}
}

/** Runs of rich text are joined; phonetic guides (`rPh`) are not part of the text. */
class SharedStringsListener implements XmlListener {
  readonly strings: string[] = [];
  readonly #limit: number;
  #chars = 0;
  #item = "";
  #inText = false;
  #inPhonetic = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  open(name: string): void {
    if (name === "si") this.#item = "";
    else if (name === "rPh") this.#inPhonetic = true;
    else if (name === "t") this.#inText = !this.#inPhonetic;
  }

  text(text: string): void {
    if (!this.#inText) return;
    this.#item += text;
    this.#chars += text.length;
    if (this.#chars > this.#limit) throw new SluiceError("INTAKE_UNPACKED_TOO_LARGE", { limit: this.#limit });
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "rPh") this.#inPhonetic = false;
    else if (name === "si") this.strings.push(unescaped(this.#item));
  }
}

class StylesListener implements XmlListener {
  readonly #codes: Map<number, string> = new Map();
  readonly #formats: number[] = [];
  #inCellFormats = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "cellXfs") this.#inCellFormats = true;
    else if (name === "numFmt") this.#codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
    else if (name === "xf" && this.#inCellFormats) this.#formats.push(Number(attributes["numFmtId"] ?? 0));
  }
  text(): void {}
  close(name: string): void {
    if (name === "cellXfs") this.#inCellFormats = false;
  }

  kinds(): readonly FormatKind[] {
    return this.#formats.map((id) => formatKind(id, this.#codes.get(id) ?? ""));
  }
}

/** Undoes the `_x000D_` form in which an xlsx writes characters that XML refuses. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
