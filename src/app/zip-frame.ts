import { type FileHandle, open } from "node:fs/promises";

/** What the frame of a zip says of one entry; the rest is the same in all that `packZip` writes. */
interface FramedEntry {
  readonly name: Buffer;
  readonly crc32: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** Headers as `packZip` writes them: UTF-8 names, sizes behind the data, 1980-01-01 (APPNOTE 4.3.7, 4.3.9, 4.3.12, 4.3.16). */
const localStart = Buffer.from("504b03041400080808000000210000000000000000000000000000000000", "hex");
const centralStart = Buffer.from("504b01023f0314000808080000002100", "hex");
const wide = 0xffffffff;

/**
 * Whether the bytes of a zip that are no file's are those that `packZip` writes around these files. A zip that somebody packed
 * anew has another frame throughout, and one beyond 4 GB a longer one: of those this says nothing.
 */
export async function isFrameChanged(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const end = await bytesAt(file, size - 22, 22);
    if (size >= wide || end.length < 22) return false;
    const [length, at] = [end.readUInt32LE(12), end.readUInt32LE(16)];
    const directory = at + length > size ? Buffer.alloc(0) : await bytesAt(file, at, length);
    const first = await bytesAt(file, 0, 14);
    // One changed byte leaves one of the two as it was.
    const isOurs = first.equals(localStart.subarray(0, 14)) || directory.subarray(0, 16).equals(centralStart);
    if (!isOurs) return false;
    const entries = entriesIn(directory);
    const { central, endOffset } = centralOf(entries);
    const isWhole = central.equals(directory) && endOffset === at && at + length + 22 === size;
    return !isWhole || !endOf(entries.length, length, at).equals(end) || !(await isLocalWhole(file, entries));
  } finally {
    await file.close();
  }
}

function entriesIn(directory: Buffer): readonly FramedEntry[] {
  const entries: FramedEntry[] = [];
  for (let at = 0; at + 46 <= directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const more = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    entries.push({
      name: directory.subarray(at + 46, at + 46 + nameLength),
      crc32: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
    });
    at += 46 + nameLength + more;
  }
  return entries;
}

/** Whether the headers before the files' data and the descriptors behind it are as expected. */
async function isLocalWhole(file: FileHandle, entries: readonly FramedEntry[]): Promise<boolean> {
  let at = 0;
  for (const { name, crc32, packed, unpacked } of entries) {
    const header = Buffer.concat([localStart, name]);
    header.writeUInt16LE(name.length, 26);
    const descriptor = Buffer.alloc(16);
    for (const [index, value] of [0x08074b50, crc32, packed, unpacked].entries()) {
      descriptor.writeUInt32LE(value, index * 4);
    }
    const behind = at + header.length + packed;
    if (!header.equals(await bytesAt(file, at, header.length))) return false;
    if (!descriptor.equals(await bytesAt(file, behind, 16))) return false;
    at = behind + 16;
  }
  return true;
}

function centralOf(entries: readonly FramedEntry[]): { readonly central: Buffer; readonly endOffset: number } {
  let offset = 0;
  const headers = entries.map(({ name, crc32, packed, unpacked }) => {
    const header = Buffer.alloc(46);
    centralStart.copy(header);
    for (const [index, value] of [crc32, packed, unpacked].entries()) header.writeUInt32LE(value, 16 + index * 4);
    header.writeUInt16LE(name.length, 28);
    // A plain file, readable by all: rw-r--r--.
    header.writeUInt32LE(0o100644 * 0x10000, 38);
    header.writeUInt32LE(offset, 42);
    offset += 30 + name.length + packed + 16;
    return Buffer.concat([header, name]);
  });
  return { central: Buffer.concat(headers), endOffset: offset };
}

function endOf(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at < 0) return Buffer.alloc(0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
