import { createHash } from "node:crypto";
import { close, closeSync, fstat, open, read, readSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { SluiceError } from "../../errors/sluice-error.ts";
import { writeDurably } from "../write-durably.ts";

/** The types of columns that a file can hold. */
type ColumnType = "Uint8Array" | "Uint16Array" | "Uint32Array" | "Float64Array";

/** Of one of the types that a file can hold. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Named columns. */
export type Columns = Readonly<Record<string, Column>>;

/** Columns by when they are read: those that every use of the file needs, and those that are read at their first use. */
export interface FiledColumns {
  readonly first: Columns;
  readonly later: Columns;
}

/** Begins every file; the last byte is the layout's version. */
const magic = Buffer.from("SLUICOL\u0002");
const hashBytes = 32;
/** The directory's hash and length, which end the file. */
const endBytes = hashBytes + 4;
const pieceBytes = 16 * 2 ** 20;

interface ColumnEntry {
  readonly name: string;
  readonly type: ColumnType;
  readonly length: number;
  /** Where its bytes begin in the file. */
  readonly at: number;
  /** Of its bytes and of those that fill up to the next multiple of 8; hexadecimal. */
  readonly sha256: string;
  readonly read: keyof FiledColumns;
}

/** What stands behind the columns, as JSON. */
interface Directory {
  /** What the columns were made from: another key is another ledger. */
  readonly key: string;
  readonly columns: readonly ColumnEntry[];
}

/**
 * Writes columns into one file: magic, every column, little-endian, each at a multiple of 8 bytes, the directory with each
 * column's SHA-256, the directory's SHA-256 and its length (uint32). At any moment the path holds the old file or all of the new.
 */
export async function writeColumnFile(path: string, key: string, columns: FiledColumns): Promise<void> {
  await writeDurably(path, content(key, columns));
}

function* content(key: string, { first, later }: FiledColumns): Generator<Uint8Array> {
  yield magic;
  const columns: ColumnEntry[] = [];
  let at = magic.length;
  for (const [when, group] of [
    ["first", first],
    ["later", later],
  ] as const) {
    for (const [name, column] of Object.entries(group)) {
      const hash = createHash("sha256");
      for (const piece of piecesOf(column)) {
        hash.update(piece);
        yield piece;
      }
      columns.push({ name, type: typeOf(column), length: column.length, at, sha256: hash.digest("hex"), read: when });
      at += aligned(column.byteLength);
    }
  }
  const directory: Directory = { key, columns };
  const text = Buffer.from(JSON.stringify(directory));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  yield* [text, createHash("sha256").update(text).digest(), length];
}

function* piecesOf(column: Column): Generator<Uint8Array> {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  yield new Uint8Array(aligned(bytes.length) - bytes.length);
}

/** Files that nobody can ask for a column any more; until then a file that was replaced can still be read. */
const forgotten = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** What is wanted of a column file. */
export interface ColumnFileOpening {
  readonly key: string;
  /** A file of at most so many bytes is read whole at once. */
  readonly wholeUpToBytes: number;
}

/**
 * Opens a column file and reads its `first` columns. Every column's hash is checked when it is read, the directory's at once.
 * @throws SluiceError STORAGE_SNAPSHOT_DAMAGED when a byte of what is read differs from what was written, or the key from the one wanted.
 */
export async function openColumnFile(path: string, { key, wholeUpToBytes }: ColumnFileOpening): Promise<ColumnFile> {
  const descriptor = await promisify(open)(path, "r");
  try {
    const { size } = await promisify(fstat)(descriptor);
    const directory = await readDirectory(descriptor, { path, size });
    if (directory.key !== key) throw damaged(path, "key");
    const file = new ColumnFile(path, descriptor, directory.columns);
    const now = directory.columns.filter((entry) => entry.read === "first" || size <= wholeUpToBytes);
    await file.readAhead(now);
    if (now.length < directory.columns.length) forgotten.register(file, descriptor);
    else await promisify(close)(descriptor);
    return file;
  } catch (cause) {
    await promisify(close)(descriptor);
    throw cause;
  }
}

/** A column file that is open. The columns lie in shared memory, so that worker threads take them without a copy. */
export class ColumnFile {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #entries: ReadonlyMap<string, ColumnEntry>;
  readonly #read = new Map<string, Column>();
  #damaged = false;

  /** For `openColumnFile`. */
  constructor(path: string, descriptor: number, entries: readonly ColumnEntry[]) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** Whether a column that was wanted was found damaged. */
  get damaged(): boolean {
    return this.#damaged;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** How many values a column has. @throws RangeError when there is no such column. */
  lengthOf(name: string): number {
    return this.#entry(name).length;
  }

  /**
   * Hands a column over, read before or now; it is not kept here.
   * @throws RangeError when there is no such column; SluiceError STORAGE_SNAPSHOT_DAMAGED_LATER when a byte of it was changed:
   *   the file is removed, so that the next use makes it anew.
   */
  take(name: string): Column {
    const known = this.#read.get(name);
    this.#read.delete(name);
    return known ?? this.#readNow(this.#entry(name));
  }

  /** Reads columns that will be taken; the next piece is read while one is hashed. For `openColumnFile`. */
  async readAhead(entries: readonly ColumnEntry[]): Promise<void> {
    const readPiece = promisify(read);
    const places = entries.flatMap((entry) => placesIn(entry, memoryFor(entry)));
    const begin = async (at: number): Promise<boolean> => {
      const place = places[at];
      if (place === undefined) return true;
      let done = 0;
      while (done < place.bytes.length) {
        const left = place.bytes.length - done;
        const { bytesRead } = await readPiece(this.#descriptor, place.bytes, done, left, place.at + done);
        if (bytesRead === 0) return false;
        done += bytesRead;
      }
      return true;
    };
    let hash = createHash("sha256");
    let ahead = begin(0);
    for (const [at, { entry, bytes, memory, isLast }] of places.entries()) {
      if (!(await ahead)) throw damaged(this.#path, "truncated");
      ahead = begin(at + 1);
      hash.update(bytes);
      if (!isLast) continue;
      if (hash.digest("hex") !== entry.sha256) {
        await ahead;
        throw damaged(this.#path, `SHA-256 ${entry.name}`);
      }
      hash = createHash("sha256");
      this.#read.set(entry.name, columnOf(entry, memory));
    }
  }

  #readNow(entry: ColumnEntry): Column {
    const memory = memoryFor(entry);
    const hash = createHash("sha256");
    for (const { at, bytes } of placesIn(entry, memory)) {
      let done = 0;
      while (done < bytes.length) {
        const bytesRead = readSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
        if (bytesRead === 0) throw this.#removed("truncated");
        done += bytesRead;
      }
      hash.update(bytes);
    }
    if (hash.digest("hex") !== entry.sha256) throw this.#removed(`SHA-256 ${entry.name}`);
    return columnOf(entry, memory);
  }

  #removed(reason: string): SluiceError {
    this.#damaged = true;
    rmSync(this.#path, { force: true });
    return new SluiceError("STORAGE_SNAPSHOT_DAMAGED_LATER", { path: this.#path, reason });
  }

  #entry(name: string): ColumnEntry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new RangeError(`no column ${name}`);
    return entry;
  }
}

async function readDirectory(
  descriptor: number,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<Directory> {
  if (size < magic.length + endBytes) throw damaged(path, "truncated");
  const begin = await readAt(descriptor, 0, magic.length);
  if (!magic.equals(begin)) throw damaged(path, "layout");
  const end = await readAt(descriptor, size - endBytes, endBytes);
  const length = end.readUInt32LE(hashBytes);
  const at = size - endBytes - length;
  if (at < magic.length) throw damaged(path, "SHA-256");
  const text = await readAt(descriptor, at, length);
  const hash = createHash("sha256").update(text).digest();
  if (!hash.equals(end.subarray(0, hashBytes))) throw damaged(path, "SHA-256");
  const directory = JSON.parse(text.toString()) as Directory;
  const last = directory.columns.at(-1);
  const columnsEnd = last === undefined ? magic.length : last.at + bytesOf(last);
  if (columnsEnd !== at) throw damaged(path, "truncated");
  return directory;
}

async function readAt(descriptor: number, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await promisify(read)(descriptor, Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** A piece of a column: where it stands in the file, and where it is read to. */
interface PiecePlace {
  readonly entry: ColumnEntry;
  readonly memory: SharedArrayBuffer;
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

function placesIn(entry: ColumnEntry, memory: SharedArrayBuffer): PiecePlace[] {
  const places: PiecePlace[] = [];
  const size = memory.byteLength;
  for (let from = 0; from < Math.max(1, size); from += pieceBytes) {
    const bytes = new Uint8Array(memory, from, Math.min(pieceBytes, size - from));
    places.push({ entry, memory, at: entry.at + from, bytes, isLast: from + pieceBytes >= size });
  }
  return places;
}

function memoryFor(entry: ColumnEntry): SharedArrayBuffer {
  return new SharedArrayBuffer(bytesOf(entry));
}

const widths = { Uint8Array: 1, Uint16Array: 2, Uint32Array: 4, Float64Array: 8 } as const;

function bytesOf({ type, length }: ColumnEntry): number {
  return aligned(widths[type] * length);
}

function columnOf({ type, length }: ColumnEntry, memory: SharedArrayBuffer): Column {
  switch (type) {
    case "Uint8Array":
      return new Uint8Array(memory, 0, length);
    case "Uint16Array":
      return new Uint16Array(memory, 0, length);
    case "Uint32Array":
      return new Uint32Array(memory, 0, length);
    case "Float64Array":
      return new Float64Array(memory, 0, length);
  }
}

function typeOf(column: Column): ColumnType {
  if (column instanceof Uint8Array) return "Uint8Array";
  if (column instanceof Uint16Array) return "Uint16Array";
  return column instanceof Uint32Array ? "Uint32Array" : "Float64Array";
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function damaged(path: string, reason: string): SluiceError {
  return new SluiceError("STORAGE_SNAPSHOT_DAMAGED", { path, reason });
}
