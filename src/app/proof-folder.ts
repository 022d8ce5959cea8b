import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { SluiceError } from "../errors/sluice-error.ts";

/** The files of a folder that may hold anything: nothing is opened but plain files, and by names the folder itself gives. */
export class ProofFolder {
  readonly #folder: string;
  readonly #bytes: ReadonlyMap<string, number>;

  private constructor(folder: string, bytes: ReadonlyMap<string, number>) {
    this.#folder = folder;
    this.#bytes = bytes;
  }

  /** @throws SluiceError PROOF_NOT_A_PACKAGE when there is no manifest; COMMAND_FILE_NOT_FOUND by way of the system's error. */
  static async open(folder: string): Promise<ProofFolder> {
    const names = (await readdir(folder)).sort();
    if (!names.includes("manifest.json")) throw new SluiceError("PROOF_NOT_A_PACKAGE", { path: folder });
    const bytes = new Map<string, number>();
    for (const name of names) {
      const found = await lstat(join(folder, name));
      bytes.set(name, found.isFile() ? found.size : Number.NaN);
    }
    return new ProofFolder(folder, bytes);
  }

  /** What stands in the folder, plain files or not, ascending. */
  get names(): readonly string[] {
    return [...this.#bytes.keys()];
  }

  /** Length of a plain file; NaN of a link, a folder or a device; `undefined` of what is not there. */
  bytesOf(name: string): number | undefined {
    return this.#bytes.get(name);
  }

  /** SHA-256 of a plain file, lower-case hex, however large it is. */
  async sha256Of(name: string, signal: AbortSignal): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(createReadStream(join(this.#folder, name)), hash, { signal });
    return hash.digest("hex");
  }

  /** The text of a plain file. @throws SluiceError PROOF_TOO_LARGE, PROOF_BAD_TABLE when it is no UTF-8. */
  async text(name: string, limit: number): Promise<string> {
    const bytes = this.#bytes.get(name) ?? Number.NaN;
    if (!(bytes <= limit)) throw new SluiceError("PROOF_TOO_LARGE", { file: name, bytes, limit });
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        await readFile(join(this.#folder, name)),
      );
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw new SluiceError("PROOF_BAD_TABLE", { file: name, line: 1, seen: "≠ UTF-8", wanted: "UTF-8" }, cause);
    }
  }
}
