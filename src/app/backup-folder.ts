import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import { writeDurably } from "../storage/write-durably.ts";

/** One file of a backup. */
export interface BackupPart {
  /** Below the backup's folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a backup consists of. It is written last: a folder without it is no backup. */
export interface BackupManifest {
  readonly format: "sluice-backup-1";
  /** The program's. */
  readonly version: string;
  /** How many migrations the records had seen. */
  readonly structure: number;
  readonly atMs: number;
  readonly parts: readonly BackupPart[];
}

const manifestName = "manifest.json";

/** Writes the parts of a backup into a new or empty folder, and its manifest at the end. */
export class BackupWriter {
  readonly #folder: string;
  readonly #parts: BackupPart[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws SluiceError BACKUP_FOLDER_NOT_EMPTY */
  static async into(folder: string): Promise<BackupWriter> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) throw new SluiceError("BACKUP_FOLDER_NOT_EMPTY", { path: folder });
    return new BackupWriter(folder);
  }

  /** How many parts there are so far. */
  get count(): number {
    return this.#parts.length;
  }

  async write(
    path: string,
    content: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
  ): Promise<void> {
    const target = join(this.#folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const hash = createHash("sha256");
    let bytes = 0;
    const hashed = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        const block = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
        hash.update(block);
        bytes += block.length;
        yield block;
      }
    };
    await pipeline(Readable.from(hashed()), createWriteStream(target, { mode: 0o600, flush: true }));
    this.#parts.push({ path, sha256: hash.digest("hex"), bytes });
  }

  async finish(facts: Pick<BackupManifest, "version" | "structure" | "atMs">): Promise<BackupManifest> {
    const manifest: BackupManifest = { format: "sluice-backup-1", ...facts, parts: this.#parts };
    await writeDurably(join(this.#folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    return manifest;
  }
}

/**
 * The manifest of a backup, every part of which was read and found to be what it says.
 * @throws SluiceError BACKUP_NOT_A_BACKUP, BACKUP_DAMAGED
 */
export async function checkBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  for (const { path, sha256, bytes } of manifest.parts) {
    if (path.split("/").some((step) => step === "" || step === "." || step === ".."))
      throw new SluiceError("BACKUP_DAMAGED", { path, reason: "path" });
    const seen = await hashOf(join(folder, path)).catch((cause: unknown) => {
      throw new SluiceError("BACKUP_DAMAGED", { path, reason: String(cause) }, cause);
    });
    if (seen.sha256 !== sha256 || seen.bytes !== bytes)
      throw new SluiceError("BACKUP_DAMAGED", { path, reason: `SHA-256 ${seen.sha256}, ${seen.bytes} B` });
  }
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestName), "utf8")) as Partial<BackupManifest>;
    if (manifest.format === "sluice-backup-1" && Array.isArray(manifest.parts)) return manifest as BackupManifest;
  } catch (cause) {
    throw new SluiceError("BACKUP_NOT_A_BACKUP", { path: folder }, cause);
  }
  throw new SluiceError("BACKUP_NOT_A_BACKUP", { path: folder });
}

async function hashOf(path: string): Promise<Pick<BackupPart, "sha256" | "bytes">> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest("hex"), bytes };
}
