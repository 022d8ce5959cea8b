import { createHash } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { makeFolder } from "./make-folder.ts";
import { writeFailure } from "./storage-failure.ts";
import { syncFolder } from "./sync-folder.ts";

/** A file that was received whole and lies on the disk. */
export interface ReceivedFile {
  /** Its name in the spool. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What is received. */
export interface IncomingFile {
  readonly id: string;
  /** With its dot, or empty: readers look at it where the content does not tell. */
  readonly extension: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Uploaded files on their way to being imported: a folder of `ID.xlsx`. A file is there whole and synced, or not at all; while it
 * comes in it is called `….part`, which the next start removes.
 */
export class UploadSpool {
  readonly #folder: string;
  readonly #mostBytes: number;
  /** Files that no job knows of yet. */
  readonly #arriving = new Set<string>();

  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /**
   * Receives a file piece by piece and hands it to `then`, which makes it somebody's; if it is not received whole, or `then`
   * fails, nothing of it stays.
   * @throws SluiceError UPLOAD_TOO_LARGE, UPLOAD_BROKEN_OFF, UPLOAD_EMPTY, STORAGE_DISK_FULL, STORAGE_WRITE_FAILED
   */
  async receive<T>(incoming: IncomingFile, then: (received: ReceivedFile) => Promise<T>): Promise<T> {
    const file = `${incoming.id}${incoming.extension}`;
    this.#arriving.add(file);
    try {
      const written = await this.#write(file, incoming.content);
      return await then({ file, ...written }).catch(async (cause: unknown) => {
        await this.remove(file);
        throw cause;
      });
    } finally {
      this.#arriving.delete(file);
    }
  }

  /** Where a file of the spool lies. */
  pathOf(file: string): string {
    return join(this.#folder, file);
  }

  remove(file: string): Promise<void> {
    return rm(this.pathOf(file), { force: true });
  }

  /** Removes the files of which nobody says any more that they are wanted, by the ids under which they came. */
  async sweep(wanted: () => Promise<readonly string[]>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    // Asked after looking: what has arrived meanwhile is not among the names.
    const idle = names.filter((name) => !this.#arriving.has(name.replace(/\.part$/, "")));
    if (idle.length === 0) return;
    const kept = new Set(await wanted());
    for (const name of idle) if (!kept.has(name.split(".", 1)[0] ?? "")) await this.remove(name);
  }

  async #write(file: string, content: IncomingFile["content"]): Promise<Omit<ReceivedFile, "file">> {
    const path = this.pathOf(file);
    const draft = `${path}.part`;
    try {
      await makeFolder(this.#folder);
      const written = await this.#writeAll(draft, content);
      await rename(draft, path);
      await syncFolder(this.#folder);
      return written;
    } catch (cause) {
      // What stands in the way of removing it, too, is told by the first failure.
      await rm(draft, { force: true }).catch(() => undefined);
      throw writeFailure(`spool (${path})`, cause);
    }
  }

  async #writeAll(path: string, content: IncomingFile["content"]): Promise<Omit<ReceivedFile, "file">> {
    const handle = await open(path, "wx", 0o600);
    try {
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const piece of unbroken(content, () => bytes)) {
        bytes += piece.byteLength;
        if (bytes > this.#mostBytes) throw new SluiceError("UPLOAD_TOO_LARGE", { limit: this.#mostBytes });
        hash.update(piece);
        await handle.writeFile(piece);
      }
      if (bytes === 0) throw new SluiceError("UPLOAD_EMPTY");
      await handle.sync();
      return { sha256: hash.digest("hex"), bytes };
    } finally {
      await handle.close();
    }
  }
}

/** What the sender's side breaks is told apart from what the disk does. */
async function* unbroken(content: AsyncIterable<Uint8Array>, bytesSoFar: () => number): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (cause) {
    throw new SluiceError("UPLOAD_BROKEN_OFF", { bytes: bytesSoFar() }, cause);
  }
}
