import { SluiceError } from "../errors/sluice-error.ts";

/** Sector numbers from here on are marks (end of chain, free, table), not places in the file. */
const firstMark = 0xffff_fffa;

/** Where the header of a compound file ends and its own list of table sectors with it. */
const headerBytes = 512;
const headerTables = 109;

const entryBytes = 128;

/**
 * Makes sure that an old workbook is there to its end: every sector that its directory and its streams claim lies in
 * the file (MS-CFB), or, for one without that wrapping, every BOF record has its EOF. A parser reads a file that was
 * cut off as if it held fewer rows, or none.
 * @throws SluiceError INTAKE_WORKBOOK_DAMAGED
 */
export function refuseCutOff(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWrapped = bytes[0] === 0xd0;
  if (isWrapped ? !holdsItsStreams(view) : !holdsItsRecords(view)) {
    throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: "末尾缺失 / its end is missing" });
  }
}

function holdsItsStreams(view: DataView): boolean {
  if (view.byteLength < headerBytes) return false;
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return false;
  const file: CompoundFile = { view, sectorBytes: 1 << shift, tables: [] };
  if (!listTables(file)) return false;
  const directory = chainFrom(file, view.getUint32(48, true));
  if (directory === undefined || !directory.every((sector) => isWhole(file, sector, file.sectorBytes))) return false;
  const smallStream = view.getUint32(56, true);
  for (const sector of directory) {
    for (let at = 0; at < file.sectorBytes; at += entryBytes) {
      const entry = placeOf(file, sector) + at;
      const kind = view.getUint8(entry + 66);
      const size = view.getUint32(entry + 120, true);
      // Streams smaller than the header says lie inside the root's own.
      if (kind !== rootEntry && (kind !== streamEntry || size < smallStream)) continue;
      if (!holdsStream(file, view.getUint32(entry + 116, true), size)) return false;
    }
  }
  return true;
}

const streamEntry = 2;
const rootEntry = 5;

interface CompoundFile {
  readonly view: DataView;
  readonly sectorBytes: number;
  /** The sectors that say which sector follows which. */
  readonly tables: number[];
}

/** Fills `tables` from the header and the chain of further lists; false when a list or a table lies beyond the end. */
function listTables({ view, sectorBytes, tables }: CompoundFile): boolean {
  const file = { view, sectorBytes, tables };
  const count = view.getUint32(44, true);
  for (let i = 0; i < Math.min(count, headerTables); i++) tables.push(view.getUint32(76 + 4 * i, true));
  let list = view.getUint32(68, true);
  while (tables.length < count) {
    if (list >= firstMark || !isWhole(file, list, sectorBytes)) return false;
    const next = placeOf(file, list) + sectorBytes - 4;
    for (let at = placeOf(file, list); at < next && tables.length < count; at += 4)
      tables.push(view.getUint32(at, true));
    list = view.getUint32(next, true);
  }
  return tables.every((sector) => sector >= firstMark || isWhole(file, sector, sectorBytes));
}

/** The sectors of a chain in order; `undefined` when it leaves the tables or goes round. */
function chainFrom(file: CompoundFile, first: number): readonly number[] | undefined {
  const perTable = file.sectorBytes / 4;
  const most = file.view.byteLength / file.sectorBytes + 1;
  const chain: number[] = [];
  for (let sector = first; sector < firstMark; ) {
    const table = file.tables[Math.floor(sector / perTable)];
    if (table === undefined || table >= firstMark || chain.length > most) return undefined;
    chain.push(sector);
    sector = file.view.getUint32(placeOf(file, table) + 4 * (sector % perTable), true);
  }
  return chain;
}

/** Whether all bytes of a stream lie in the file; the padding of its last sector may be missing. */
function holdsStream(file: CompoundFile, first: number, size: number): boolean {
  if (size === 0) return true;
  const chain = chainFrom(file, first);
  if (chain === undefined || chain.length * file.sectorBytes < size) return false;
  return chain.every((sector, i) => isWhole(file, sector, Math.min(file.sectorBytes, size - i * file.sectorBytes)));
}

function isWhole(file: CompoundFile, sector: number, bytes: number): boolean {
  return bytes <= 0 || placeOf(file, sector) + bytes <= file.view.byteLength;
}

function placeOf({ sectorBytes }: CompoundFile, sector: number): number {
  return (sector + 1) * sectorBytes;
}

const beginRecords: ReadonlySet<number> = new Set([0x0009, 0x0209, 0x0409, 0x0809]);
const endRecord = 0x000a;

function holdsItsRecords(view: DataView): boolean {
  let open = 0;
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true);
    if (beginRecords.has(record)) open++;
    if (record === endRecord && --open === 0) return true;
  }
  return false;
}
