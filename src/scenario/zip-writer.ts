import { crc32, deflateRawSync } from "node:zlib";
import iconv from "iconv-lite";

/** A file to be packed. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Packs files as old Chinese Windows tools do: names in GBK without the UTF-8 flag, one fixed time (1980-01-01), so
 * that equal entries give equal bytes. Written here because zip libraries write names in UTF-8 only.
 * Format: PKWARE APPNOTE 4.3.7, 4.3.12 and 4.3.16.
 */
export function zipWithGbkNames(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = iconv.encode(entry.name, "gbk");
    const packed = deflateRawSync(entry.bytes, { level: 3 });
    const fields = commonFields(entry.bytes, packed.length, name.length);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, name]);
    parts.push(local, packed);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fields, trailer, name]));
    offset += local.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}

/** Version needed, flags, method, time, date, checksum, sizes and name length: alike in both headers. */
function commonFields(bytes: Uint8Array, packedLength: number, nameLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packedLength, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(nameLength, 22);
  return fields;
}
