import { crc32, deflateRawSync } from "node:zlib";

/** An entry to write, with whatever lies about itself a test wants. */
export interface ZipEntryToWrite {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array | string;
  readonly flags?: number;
  /** Size to claim instead of the true one. */
  readonly claimedBytes?: number;
  readonly claimedCrc?: number;
  readonly method?: 0 | 8 | 12;
}

/** Writes a zip by hand, because honest libraries refuse what tests of hostile input need. */
export function writeZip(entries: readonly ZipEntryToWrite[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const bytes = Buffer.from(entry.bytes as string);
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const described = Buffer.alloc(26);
    described.writeUInt16LE(20, 0);
    described.writeUInt16LE(entry.flags ?? 0, 2);
    described.writeUInt16LE(method, 4);
    described.writeUInt32LE(entry.claimedCrc ?? crc32(bytes), 10);
    described.writeUInt32LE(packed.length, 14);
    described.writeUInt32LE(entry.claimedBytes ?? bytes.length, 18);
    described.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), described, name, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("504b01021400", "hex"), described, place, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
