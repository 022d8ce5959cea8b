import { type LegPart, type PartDirectory, type PartPlace, placeOf } from "../../../tracing/leg-part.ts";
import type { KeptAccount } from "../../leg-store.ts";
import { unpackPart } from "./packed-part.ts";

/** A row of packed parts. */
export interface KeptRow {
  readonly row: number;
  /** In row 0 alone. */
  readonly account: KeptAccount | undefined;
  /** Row 0 of an account of several parts has none. */
  readonly part: LegPart | undefined;
}

/** The rows of an answer in RowBinary: place, record, legs. */
export function rowsFrom(bytes: Buffer): readonly KeptRow[] {
  const rows: KeptRow[] = [];
  let at = 0;
  const textOf = (): Buffer => {
    let length = 0;
    for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = bytes[at++]!;
      length += (byte & 0x7f) * factor;
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const { account, row } = placeAt(bytes, at);
    at += 8;
    const [record, legs] = [textOf(), textOf()];
    rows.push({
      row,
      account: record.length === 0 ? undefined : accountFrom(record.toString()),
      part: legs.length === 0 ? undefined : unpackPart(account, legs),
    });
  }
  return rows;
}

/** The directory, of rows of (place, first transfer) in RowBinary, ascending. */
export function directoryFrom(bytes: Buffer): PartDirectory {
  const firsts = new Uint32Array(bytes.length / 12);
  const starts = new Map<number, number>();
  for (let row = 0; row < firsts.length; row++) {
    const { account } = placeAt(bytes, row * 12);
    if (!starts.has(account)) starts.set(account, row);
    firsts[row] = bytes.readUInt32LE(row * 12 + 8);
  }
  const directory = new Map<number, Uint32Array>();
  const ends = [...starts.values(), firsts.length];
  let account = 0;
  for (const [number, start] of starts) directory.set(number, firsts.subarray(start, ends[++account]));
  return directory;
}

/** The place whose number is a UInt64 at `at`. */
function placeAt(bytes: Buffer, at: number): PartPlace {
  return placeOf(bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32);
}

/** An unknown opening is NaN, which JSON writes as null. */
export function accountFrom(record: string): KeptAccount {
  const kept = JSON.parse(record) as KeptAccount & { readonly openingMinor: number | null };
  return { ...kept, openingMinor: kept.openingMinor ?? Number.NaN };
}
