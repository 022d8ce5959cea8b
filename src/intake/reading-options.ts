import { SluiceError } from "../errors/sluice-error.ts";
import { type FieldName, fieldNames, isFieldName } from "./field-table.ts";
import { meaningOf } from "./heading-index.ts";
import { headingKey } from "./heading-key.ts";
import type { Layout } from "./layout.ts";
import { layouts } from "./layouts.ts";

/** Raised whenever the same bytes would be read into other rows than before. */
const parserVersion = 1;

/** A mapping that a person accepted for a bank: canonical field → heading as it stands in the bank's files. */
export interface MappingTemplate {
  readonly bank: string;
  /** A layout's id, or empty: found from the headings. */
  readonly layout: string;
  readonly headings: Readonly<Record<string, string>>;
}

/** What overrules finding out. */
export interface ReadingOptions {
  /** A layout's id; `null`: found from the headings. */
  readonly layout: string | null;
  /** Field → heading, asked for this reading. */
  readonly columns: Readonly<Record<string, string>>;
  /** Mappings saved under a bank's name; one whose headings all occur in a file is used. */
  readonly saved: readonly MappingTemplate[];
}

/** Options that have been checked. */
export interface CheckedOptions {
  readonly layout: Layout | null;
  readonly columns: ReadonlyMap<FieldName, string>;
  readonly saved: readonly MappingTemplate[];
}

/**
 * Checks a request against what there is.
 * @throws SluiceError INTAKE_UNKNOWN_LAYOUT, INTAKE_UNKNOWN_FIELD; both list what there is.
 */
export function checkOptions(options: ReadingOptions): CheckedOptions {
  const columns = new Map<FieldName, string>();
  for (const [name, heading] of Object.entries(options.columns)) columns.set(fieldOf(name), heading);
  return { layout: options.layout === null ? null : layoutOf(options.layout), columns, saved: options.saved };
}

/** A text that changes exactly when the same file would be read otherwise: the parser's version and the options. */
export function readingFingerprint(options: ReadingOptions): string {
  const columns = Object.entries(options.columns).sort(byKey);
  const saved = options.saved.map((one) => [one.bank, one.layout, Object.entries(one.headings).sort(byKey)]);
  return JSON.stringify([parserVersion, options.layout, columns, saved]);
}

/**
 * The layout of an id or name.
 * @throws SluiceError INTAKE_UNKNOWN_LAYOUT
 */
export function layoutOf(id: string): Layout {
  const found = layouts.find((layout) => layout.id === id || layout.name === id);
  if (found !== undefined) return found;
  throw new SluiceError("INTAKE_UNKNOWN_LAYOUT", { seen: id, known: layouts.map((layout) => layout.id).join(", ") });
}

/**
 * The field of an English name, or of a heading that names one.
 * @throws SluiceError INTAKE_UNKNOWN_FIELD
 */
export function fieldOf(name: string): FieldName {
  if (isFieldName(name)) return name;
  const meaning = meaningOf(headingKey(name));
  if (meaning !== undefined) return meaning.field;
  throw new SluiceError("INTAKE_UNKNOWN_FIELD", { seen: name, known: fieldNames.join(", ") });
}

function byKey(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
