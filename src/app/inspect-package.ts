import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { intakeLimits } from "../intake/limits.ts";
import { UnpackingBudget } from "../intake/unpacking-budget.ts";
import { zipEntries } from "../intake/zip-archive.ts";
import { isFrameChanged } from "./zip-frame.ts";

/** A file as it lies in a package; `irregular`: a link, a device, or a name that is there twice. */
export type FoundFile = { readonly bytes: number; readonly sha256: string } | "irregular";

/** What a package holds. */
export interface InspectedPackage {
  readonly files: ReadonlyMap<string, FoundFile>;
  /** Of the files that are read, whole. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  /** Of a zip: whether bytes around its files are not as they were written. */
  readonly isFrameChanged: boolean;
  /** Where the proof package in it lies as a folder; it may hold nothing. */
  readonly proofFolder: string;
}

/** How a package is looked through. */
export interface Inspection {
  /** Whether a file is wanted whole. */
  readonly isRead: (name: string) => boolean;
  /** An empty folder for what is unpacked. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** Largest file that is held in memory, bytes. */
const heldAtMost = 256 * 1024 * 1024;

/** Looks through a package, a folder or a zip, once: every file is hashed. What it holds may be hostile. */
export async function inspectPackage(path: string, inspection: Inspection): Promise<InspectedPackage> {
  const found = await lstat(path);
  return found.isDirectory() ? inspectFolder(path, inspection) : inspectZip(path, found.size, inspection);
}

async function inspectFolder(folder: string, inspection: Inspection): Promise<InspectedPackage> {
  const taken = new Taken(inspection);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(join(folder, "/").length).replaceAll("\\", "/");
    if (entry.isDirectory()) continue;
    if (entry.isFile()) await taken.take(name, createReadStream(path));
    else taken.irregular(name);
  }
  return { files: taken.files, texts: taken.texts, isFrameChanged: false, proofFolder: join(folder, "proof") };
}

async function inspectZip(path: string, bytes: number, inspection: Inspection): Promise<InspectedPackage> {
  const taken = new Taken(inspection);
  const proofFolder = join(inspection.scratch, "proof");
  await mkdir(proofFolder, { recursive: true });
  const budget = new UnpackingBudget(bytes, intakeLimits);
  for await (const entry of zipEntries(path)) {
    budget.takeEntry();
    if (entry.isFolder) continue;
    const kept = isOfProof(entry.name) ? "whole" : "as-wanted";
    const held = await taken.take(entry.name, entry.stream(budget), kept).catch((cause: unknown) => {
      if (!(cause instanceof SluiceError) || cause.code !== "INTAKE_ZIP_DAMAGED") throw cause;
      // A byte that was changed may leave nothing to unpack.
      taken.irregular(entry.name);
      return undefined;
    });
    // Names of a proof are plain: nothing is written elsewhere.
    if (held !== undefined && isOfProof(entry.name)) {
      await writeFile(join(proofFolder, entry.name.slice("proof/".length)), held);
    }
  }
  return { files: taken.files, texts: taken.texts, isFrameChanged: await isFrameChanged(path), proofFolder };
}

function isOfProof(name: string): boolean {
  return /^proof\/[\w-][\w.-]*$/.test(name);
}

/** Files as they are gone through. */
class Taken {
  readonly files: Map<string, FoundFile> = new Map();
  readonly texts: Map<string, Uint8Array> = new Map();
  readonly #inspection: Inspection;

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
  }

  irregular(name: string): void {
    this.files.set(name, "irregular");
  }

  async take(
    name: string,
    content: AsyncIterable<Uint8Array>,
    kept: "whole" | "as-wanted" = "as-wanted",
  ): Promise<Uint8Array | undefined> {
    const { isRead, signal } = this.#inspection;
    const isHeld = kept === "whole" || isRead(name);
    const hash = createHash("sha256");
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of content) {
      signal.throwIfAborted();
      hash.update(piece);
      bytes += piece.length;
      if (isHeld && bytes > heldAtMost)
        throw new SluiceError("PACKAGE_UNREADABLE", { file: name, seen: `> ${heldAtMost}` });
      if (isHeld) pieces.push(piece);
    }
    if (this.files.has(name)) {
      this.irregular(name);
      return undefined;
    }
    this.files.set(name, { bytes, sha256: hash.digest("hex") });
    if (!isHeld) return undefined;
    const whole = Buffer.concat(pieces);
    if (isRead(name)) this.texts.set(name, whole);
    return whole;
  }
}
