import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "../storage/make-folder.ts";

/** Writes files into one folder, each beside its name first and then put in place: no half file under a finished name. */
export class FolderWriter {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #written: string[] = [];

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Paths written so far, in order. */
  get written(): readonly string[] {
    return this.#written;
  }

  /** Writes pieces of text. */
  async text(name: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    await this.stream(name, (file) => pipeline(Readable.from(pieces), file, { signal: this.#signal }));
  }

  /** Writes what `content` puts into the stream; it must end it. */
  async stream(name: string, content: (file: Writable) => Promise<void>): Promise<void> {
    this.#signal.throwIfAborted();
    await makeFolder(this.#folder);
    const path = join(this.#folder, name);
    const file = createWriteStream(`${path}.part`);
    const closed = new Promise<void>((resolve, reject) => {
      file.once("close", resolve);
      file.once("error", reject);
    });
    await Promise.all([content(file), closed]);
    await rename(`${path}.part`, path);
    this.#written.push(path);
  }
}
