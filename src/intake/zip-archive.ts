import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { SluiceError } from "../errors/sluice-error.ts";
import { entryName } from "./entry-name.ts";
import type { UnpackingBudget } from "./unpacking-budget.ts";

/** One entry of a zip's directory. Nothing is unpacked before `read`. */
export interface ZipEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /**
   * Unpacks the entry into memory, its size and checksum verified.
   * @throws SluiceError INTAKE_NEEDS_PASSWORD, INTAKE_ZIP_METHOD, INTAKE_ZIP_DAMAGED and those of the budget.
   */
  read(budget: UnpackingBudget): Promise<Uint8Array>;
  /**
   * The entry's bytes piece by piece, its size verified but not its checksum; to be drained while the walk stands here.
   * @throws SluiceError as `read` does.
   */
  stream(budget: UnpackingBudget): AsyncIterable<Uint8Array>;
}

const deflate = 8;
const stored = 0;

/**
 * Walks the directory of a zip that lies in memory or, as a path, on disk.
 * @throws SluiceError INTAKE_ZIP_DAMAGED, INTAKE_NEEDS_PASSWORD
 */
export async function* zipEntries(source: Uint8Array | string): AsyncGenerator<ZipEntry> {
  const zip = await openZip(source);
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      yield {
        name,
        isFolder: name.endsWith("/"),
        read: (budget) => readEntry(zip, entry, budget),
        stream: (budget) => streamEntry(zip, entry, budget),
      };
    }
  } catch (cause) {
    throw asZipError(cause);
  } finally {
    if (zip.isOpen) zip.close();
  }
}

async function openZip(source: Uint8Array | string): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
  try {
    if (typeof source === "string") return await yauzl.openPromise(source, options);
    return await yauzl.fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options);
  } catch (cause) {
    throw asZipError(cause);
  }
}

async function readEntry(zip: ZipFile, entry: Entry, budget: UnpackingBudget): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of streamEntry(zip, entry, budget)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  if (crc32(bytes) !== entry.crc32) throw new SluiceError("INTAKE_ZIP_DAMAGED", { reason: "checksum differs" });
  return bytes;
}

async function* streamEntry(zip: ZipFile, entry: Entry, budget: UnpackingBudget): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new SluiceError("INTAKE_NEEDS_PASSWORD");
  if (entry.compressionMethod !== deflate && entry.compressionMethod !== stored) {
    throw new SluiceError("INTAKE_ZIP_METHOD", { method: entry.compressionMethod });
  }
  budget.takeBytes(entry.uncompressedSize, entry.compressedSize);
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw asZipError(cause);
  }
}

function asZipError(cause: unknown): SluiceError {
  if (cause instanceof SluiceError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/encrypt/i.test(reason)) return new SluiceError("INTAKE_NEEDS_PASSWORD", {}, cause);
  return new SluiceError("INTAKE_ZIP_DAMAGED", { reason }, cause);
}
