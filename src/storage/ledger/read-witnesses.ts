import { SluiceError } from "../../errors/sluice-error.ts";
import type { WitnessColumns } from "../../flows/witness-columns.ts";
import type { Engine } from "./engine.ts";
import type { FileInForce } from "./files-in-force.ts";
import { noReference, reserveNames, walletNumbers } from "../../flows/reserve-names.ts";
import { ReferenceList } from "./reference-list.ts";
import { StringTable } from "./string-table.ts";

/** Rows fetched by one query: enough to make the query's own cost small, few enough that the answer stays under 25 MB. */
const rowsAtOnce = 100_000;
const readingsAtOnce = 2_000;

/** Everything of a row that has a fixed width, in order; the offsets below follow from it. */
const fixedColumns = [
  "reading",
  "sheet",
  "row",
  "toFloat64(at_ms)",
  "toFloat64(amount_minor)",
  "ifNull(toFloat64(own_balance_minor), nan)",
  "ifNull(toFloat64(other_balance_minor), nan)",
  "if(length(serial) <= 15 AND match(serial, '^[0-9]+$'), toFloat64(toUInt64OrZero(serial)), nan)",
  "if(serial = '', toUInt64(0), cityHash64(serial))",
  "if(reverses_serial = '', toUInt64(0), cityHash64(reverses_serial))",
  // `referencesOf` in SQL.
  ...["order_no", "log_no", "voucher_no"].map(referenceHash),
  "flags",
  "precision",
  "direction",
  "status",
  "movement",
];
const fixedBytes = 8 + 2 + 4 + 5 * 8 + 5 * 8 + 4 + 4;
const [referencesFrom, referencesTo] = [70, 94];

const textColumns = [
  ["own_card", "ownCard"],
  ["own_account", "ownAccount"],
  ["other_card", "otherCard"],
  ["other_account", "otherAccount"],
  ["own_name", "ownName"],
  ["other_name", "otherName"],
  ["own_bank", "ownBank"],
  ["other_bank", "otherBank"],
  ["currency", "currency"],
] as const;

function referenceHash(column: string): string {
  const crosses = `(match(other_name, '${reserveNames}') OR (own_card = '' AND match(own_account, '${walletNumbers}')))`;
  const counts = column === "order_no" ? "" : ` AND ${crosses}`;
  return `if(NOT match(${column}, '${noReference}')${counts}, cityHash64(${column}), toUInt64(0))`;
}

/** Reads the rows of the given files (ascending by SHA-256) straight into typed arrays. */
export async function readWitnesses(engine: Engine, files: readonly FileInForce[]): Promise<WitnessColumns> {
  const columns = allocate(files);
  const table = new StringTable();
  const references = new ReferenceList();
  const next = new Uint32Array(files.length);
  let start = 0;
  for (const [index, file] of files.entries()) {
    next[index] = start;
    start += file.rows;
  }
  const ends = next.map((first, index) => first + (files[index]?.rows ?? 0));
  for await (const { batch, bytes } of fetched(engine, files)) {
    const fileOf = new Map(batch.map((index) => [BigInt(files[index]!.key), index]));
    decode(bytes, { columns, table, references, next, ends, fileOf });
  }
  for (const [index, end] of ends.entries()) if (next[index] !== end) throw miscount(files[index]!, next[index]! - end);
  return { ...columns, strings: table.strings(), references: references.columns() };
}

interface Fetched {
  readonly batch: readonly number[];
  readonly bytes: Buffer;
}

/** The rows of all files, batch by batch; the engine reads the next batch while this one is decoded. */
async function* fetched(engine: Engine, files: readonly FileInForce[]): AsyncGenerator<Fetched> {
  const fetchBatch = async (batch: readonly number[]): Promise<Fetched> => {
    const keys = batch.map((index) => files[index]!.key).join(", ");
    const query =
      `SELECT ${fixedColumns.join(", ")}, ${textColumns.map(([name]) => name).join(", ")} ` +
      `FROM rows WHERE reading IN (${keys}) ORDER BY reading, sheet, row`;
    return { batch, bytes: await engine.rowBinary(query) };
  };
  let ahead: Promise<Fetched> | undefined;
  for (const batch of batches(files)) {
    const fetching = fetchBatch(batch);
    // It is awaited one batch later; until then its failure is nobody's.
    fetching.catch(() => undefined);
    if (ahead !== undefined) yield await ahead;
    ahead = fetching;
  }
  if (ahead !== undefined) yield await ahead;
}

type Columns = Omit<WitnessColumns, "strings" | "references">;

interface Target {
  readonly columns: Columns;
  readonly table: StringTable;
  readonly references: ReferenceList;
  /** Per file: where its next row goes, and where its last must have gone. */
  readonly next: Uint32Array;
  readonly ends: Uint32Array;
  readonly fileOf: ReadonlyMap<bigint, number>;
}

function decode(bytes: Buffer, target: Target): void {
  const { columns, table, next, ends } = target;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let reading = -1n;
  let file = 0;
  let at = 0;
  while (at < bytes.length) {
    const key = view.getBigUint64(at, true);
    if (key !== reading) {
      reading = key;
      file = target.fileOf.get(key) ?? 0;
    }
    const index = next[file]!;
    if (index >= ends[file]!)
      throw new SluiceError("STORAGE_READ_FAILED", { what: "ledger (rows)", reason: "surplus rows" });
    next[file] = index + 1;
    columns.file[index] = file;
    columns.sheet[index] = view.getUint16(at + 8, true);
    columns.row[index] = view.getUint32(at + 10, true);
    columns.atMs[index] = view.getFloat64(at + 14, true);
    columns.amountMinor[index] = view.getFloat64(at + 22, true);
    columns.ownBalanceMinor[index] = view.getFloat64(at + 30, true);
    columns.otherBalanceMinor[index] = view.getFloat64(at + 38, true);
    columns.serialOrder[index] = view.getFloat64(at + 46, true);
    columns.serialLow[index] = view.getUint32(at + 54, true);
    columns.serialHigh[index] = view.getUint32(at + 58, true);
    columns.reversesLow[index] = view.getUint32(at + 62, true);
    columns.reversesHigh[index] = view.getUint32(at + 66, true);
    for (let place = at + referencesFrom; place < at + referencesTo; place += 8) {
      target.references.add(index, view.getUint32(place + 4, true), view.getUint32(place, true));
    }
    columns.flags[index] = view.getUint32(at + 94, true);
    columns.precision[index] = bytes[at + 98]!;
    columns.direction[index] = bytes[at + 99]!;
    columns.status[index] = bytes[at + 100]!;
    columns.movement[index] = bytes[at + 101]!;
    at += fixedBytes;
    at = decodeTexts({ bytes, at, index }, columns, table);
  }
}

/** Reads the texts that follow a row's numbers; returns where they end. */
function decodeTexts(
  { bytes, at: from, index }: { readonly bytes: Buffer; readonly at: number; readonly index: number },
  columns: Columns,
  table: StringTable,
): number {
  let at = from;
  for (const [, field] of textColumns) {
    let length = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[at++]!;
      length += (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    columns[field][index] = table.intern(bytes, at, at + length);
    at += length;
  }
  return at;
}

/** Groups of files, as positions, whose rows are fetched together. */
function* batches(files: readonly FileInForce[]): Generator<readonly number[]> {
  let batch: number[] = [];
  let rows = 0;
  for (const [index, file] of files.entries()) {
    if (file.rows === 0) continue;
    if (batch.length > 0 && (rows + file.rows > rowsAtOnce || batch.length >= readingsAtOnce)) {
      yield batch;
      batch = [];
      rows = 0;
    }
    batch.push(index);
    rows += file.rows;
  }
  if (batch.length > 0) yield batch;
}

function allocate(files: readonly FileInForce[]): Columns {
  const length = files.reduce((sum, file) => sum + file.rows, 0);
  const u32 = (): Uint32Array => new Uint32Array(length);
  const f64 = (): Float64Array => new Float64Array(length);
  return {
    length,
    files: files.map((file) => file.sha256),
    file: u32(),
    sheet: new Uint16Array(length),
    row: u32(),
    ownCard: u32(),
    ownAccount: u32(),
    otherCard: u32(),
    otherAccount: u32(),
    ownName: u32(),
    otherName: u32(),
    ownBank: u32(),
    otherBank: u32(),
    atMs: f64(),
    precision: new Uint8Array(length),
    amountMinor: f64(),
    direction: new Uint8Array(length),
    ownBalanceMinor: f64(),
    otherBalanceMinor: f64(),
    currency: u32(),
    status: new Uint8Array(length),
    movement: new Uint8Array(length),
    flags: u32(),
    serialHigh: u32(),
    serialLow: u32(),
    serialOrder: f64(),
    reversesHigh: u32(),
    reversesLow: u32(),
  };
}

function miscount(file: FileInForce, surplus: number): SluiceError {
  return new SluiceError("STORAGE_LEDGER_MISCOUNT", {
    sha256: file.sha256,
    table: "rows",
    wanted: file.rows,
    seen: file.rows + surplus,
  });
}
