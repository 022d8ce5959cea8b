import { SluiceError } from "../errors/sluice-error.ts";

/** A plain CSV file as it is given: its name for messages, and its bytes. */
export interface PlainFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One record of a plain CSV: trimmed values by column name, and the line on which it begins, from 1. */
export interface PlainRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** A plain CSV with its records; `column` answers the position of a heading, or -1. */
export interface PlainTable {
  readonly file: string;
  readonly records: readonly PlainRecord[];
  column(name: string): number;
}

/**
 * Reads a UTF-8 CSV with a heading row (RFC 4180, BOM and either line end allowed, blank lines skipped).
 * @throws SluiceError PLAIN_NOT_UTF8, PLAIN_BAD_QUOTES, PLAIN_COLUMN_MISSING, PLAIN_COLUMN_TWICE, PLAIN_FIELD_COUNT.
 */
export function readPlainTable(file: PlainFile, required: readonly string[]): PlainTable {
  const [heading, ...records] = splitRecords(file.name, decode(file));
  const line = heading?.line ?? 1;
  const columns = new Map<string, number>();
  for (const [position, name] of (heading?.values ?? []).entries()) {
    if (columns.has(name)) throw new SluiceError("PLAIN_COLUMN_TWICE", { file: file.name, line, column: name });
    columns.set(name, position);
  }
  for (const column of required) {
    if (columns.has(column)) continue;
    throw new SluiceError("PLAIN_COLUMN_MISSING", { file: file.name, line, column, wanted: required.join(",") });
  }
  for (const record of records) {
    if (record.values.length === columns.size) continue;
    const counts = { seen: record.values.length, wanted: columns.size };
    throw new SluiceError("PLAIN_FIELD_COUNT", { file: file.name, line: record.line, ...counts });
  }
  return { file: file.name, records, column: (name) => columns.get(name) ?? -1 };
}

function decode(file: PlainFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch (cause) {
    throw new SluiceError("PLAIN_NOT_UTF8", { file: file.name }, cause);
  }
}

function splitRecords(file: string, text: string): PlainRecord[] {
  const records: PlainRecord[] = [];
  let line = 1;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf("\n", from);
    const to = newline === -1 ? text.length : newline;
    const plain = text.slice(from, to);
    if (!plain.includes('"')) {
      if (plain.trim() !== "") records.push({ line, values: plain.split(",").map((value) => value.trim()) });
      line += 1;
      from = to + 1;
      continue;
    }
    const quoted = readQuotedRecord(text, from);
    if (quoted === undefined) throw new SluiceError("PLAIN_BAD_QUOTES", { file, line });
    records.push({ line, values: quoted.values });
    line += text.slice(from, quoted.next).split("\n").length - 1;
    from = quoted.next;
  }
  return records;
}

/** Reads a record that holds quotes; `undefined` when they do not pair up. */
function readQuotedRecord(text: string, from: number): { values: string[]; next: number } | undefined {
  const values: string[] = [];
  const field = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",\r\n]*))(,|\r?\n|\r?$)/y;
  field.lastIndex = from;
  for (;;) {
    const match = field.exec(text);
    if (match === null) return undefined;
    values.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
    if (match[3] !== ",") return { values, next: field.lastIndex === text.length ? text.length : field.lastIndex };
  }
}
