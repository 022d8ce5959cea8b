import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { SluiceError } from "../../errors/sluice-error.ts";
import { writeDurably } from "../write-durably.ts";

/** The types of columns that a file can hold. */
type ColumnType = "Uint8Array" | "Uint16Array" | "Uint32Array" | "Float64Array";

/** Of one of the types that a file can hold. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Named columns. */
export type Columns = Readonly<Record<string, Column>>;

/** Begins every file; the last byte is the layout's version. */
const magic = Buffer.from("SLUICOL\u0001");
const hashBytes = 32;
const pieceBytes = 16 * 2 ** 20;

/** What stands before the columns, as JSON. */
interface Header {
  /** What the columns were made from: another key is another ledger. */
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly length: number }[];
}

/**
 * Writes columns into one file: magic, length of the header (uint32), header, then every column, little-endian, each at a
 * multiple of 8 bytes, and the SHA-256 of all that. At any moment the path holds the old file or all of the new.
 */
export async function writeColumnFile(path: string, key: string, columns: Columns): Promise<void> {
  await writeDurably(path, hashed(pieces(key, columns)));
}

/** The pieces, and after them the SHA-256 of all. */
function* hashed(content: Iterable<Uint8Array>): Iterable<Uint8Array> {
  const hash = createHash("sha256");
  for (const piece of content) {
    hash.update(piece);
    yield piece;
  }
  yield hash.digest();
}

/**
 * Reads a column file whole and checks its hash; the next piece is read while one is hashed. The columns lie in shared
 * memory, so that worker threads take them without a copy.
 * @throws SluiceError STORAGE_SNAPSHOT_DAMAGED when a byte differs from what was written, or the key from the one wanted.
 */
export async function readColumnFile(path: string, key: string): Promise<Columns> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size < magic.length + 4 + hashBytes) throw damaged(path, "truncated");
    const bytes = new SharedArrayBuffer(size);
    const found = await readAndHash(file, bytes);
    if (found?.equals(new Uint8Array(bytes, size - hashBytes)) !== true) throw damaged(path, "SHA-256");
    return columnsIn(bytes, { path, key });
  } finally {
    await file.close();
  }
}

/**
 * Fills the bytes, which may be more than one array can view. Answers the SHA-256 of all but the last, which are one;
 * `undefined` when the file ends early.
 */
async function readAndHash(file: FileHandle, bytes: SharedArrayBuffer): Promise<Buffer | undefined> {
  const size = bytes.byteLength;
  const end = size - hashBytes;
  const hash = createHash("sha256");
  const read = async (from: number): Promise<number> => {
    const length = Math.min(pieceBytes, size - from);
    const piece = new Uint8Array(bytes, from, length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await file.read(piece, done, length - done, from + done);
      if (bytesRead === 0) return -1;
      done += bytesRead;
    }
    return length;
  };
  let ahead = read(0);
  for (let at = 0; at < size; at += pieceBytes) {
    if ((await ahead) < 0) return undefined;
    if (at + pieceBytes < size) ahead = read(at + pieceBytes);
    if (at < end) hash.update(new Uint8Array(bytes, at, Math.min(pieceBytes, end - at)));
  }
  return hash.digest();
}

function columnsIn(bytes: SharedArrayBuffer, { path, key }: { readonly path: string; readonly key: string }): Columns {
  if (!magic.equals(new Uint8Array(bytes, 0, magic.length))) throw damaged(path, "layout");
  const headerBytes = new DataView(bytes).getUint32(magic.length, true);
  const begin = magic.length + 4;
  const header = JSON.parse(Buffer.from(bytes, begin, headerBytes).toString()) as Header;
  if (header.key !== key) throw damaged(path, "key");
  let at = aligned(begin + headerBytes);
  const columns: Record<string, Column> = {};
  for (const { name, type, length } of header.columns) {
    const column = columnAt(bytes, { type, at, length });
    columns[name] = column;
    at = aligned(at + column.byteLength);
  }
  return columns;
}

interface ColumnPlace {
  readonly type: ColumnType;
  readonly at: number;
  readonly length: number;
}

function columnAt(buffer: ArrayBufferLike, { type, at, length }: ColumnPlace): Column {
  switch (type) {
    case "Uint8Array":
      return new Uint8Array(buffer, at, length);
    case "Uint16Array":
      return new Uint16Array(buffer, at, length);
    case "Uint32Array":
      return new Uint32Array(buffer, at, length);
    case "Float64Array":
      return new Float64Array(buffer, at, length);
  }
}

/** The file's content but for the hash, piece by piece. */
function* pieces(key: string, columns: Columns): Generator<Uint8Array> {
  const header: Header = {
    key,
    columns: Object.entries(columns).map(([name, column]) => ({ name, type: typeOf(column), length: column.length })),
  };
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(aligned(magic.length + 4 + text.length));
  magic.copy(start);
  start.writeUInt32LE(text.length, magic.length);
  text.copy(start, magic.length + 4);
  yield start;
  for (const column of Object.values(columns)) {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    yield new Uint8Array(aligned(bytes.length) - bytes.length);
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
