import { lstat, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { climbsOut } from "./entry-name.ts";
import { fileKind } from "./file-kind.ts";
import type { IntakeLimits } from "./limits.ts";
import { UnpackingBudget } from "./unpacking-budget.ts";
import { type ZipEntry, zipEntries } from "./zip-archive.ts";

/** One thing found under the paths given: a file to read, a system dropping, or a file that cannot be had. */
export type SourceItem =
  | (FoundThing & { readonly kind: "file"; readonly bytes: Uint8Array })
  | (FoundThing & { readonly kind: "ignored"; readonly reason: string })
  | (FoundThing & { readonly kind: "failed"; readonly error: SluiceError });

interface FoundThing {
  /** Logical path: the path given, then `!/` before each step into a zip. */
  readonly path: string;
  /** The last part of the path: the file's own name, where the bank often is. */
  readonly name: string;
}

/**
 * Walks files, folders and zips (zips in zips too) depth first: folders by name, zips in their own order. One file's
 * bytes are in memory at a time, with those of the zips around it; nothing is written to disk. Nothing is left out:
 * what cannot be read is `failed`, what is no one's data is `ignored`, each with its reason.
 * @throws SluiceError INTAKE_PATH_MISSING, INTAKE_PATH_SPECIAL, INTAKE_FOLDER_EMPTY for a given path.
 */
export async function* walkSources(paths: readonly string[], limits: IntakeLimits): AsyncGenerator<SourceItem> {
  for (const path of paths) await checkGiven(path);
  for (const path of paths) yield* walkPath(path, 0, limits);
}

async function checkGiven(path: string): Promise<void> {
  const seen = await stat(path).catch(() => undefined);
  if (seen === undefined) throw new SluiceError("INTAKE_PATH_MISSING", { path });
  if (!seen.isFile() && !seen.isDirectory()) throw new SluiceError("INTAKE_PATH_SPECIAL", { path });
  if (!seen.isDirectory()) return;
  // A folder that may not be read is reported as such when it is walked.
  const names = await readdir(path).catch(() => undefined);
  if (names?.length === 0) throw new SluiceError("INTAKE_FOLDER_EMPTY", { path });
}

async function* walkPath(path: string, depth: number, limits: IntakeLimits): AsyncGenerator<SourceItem> {
  const thing = { path, name: lastPart(path) };
  const dropping = droppingReason(path);
  if (dropping !== undefined && depth > 0) return yield { ...thing, kind: "ignored", reason: dropping };
  try {
    const seen = await stat(path);
    if (seen.isDirectory()) yield* walkFolder(path, depth, limits);
    else if (!seen.isFile()) yield { ...thing, kind: "ignored", reason: "不是普通文件 / not an ordinary file" };
    else yield* walkLooseFile(path, seen.size, limits);
  } catch (cause) {
    yield { ...thing, kind: "failed", error: asSluiceError(cause, path) };
  }
}

async function* walkFolder(path: string, depth: number, limits: IntakeLimits): AsyncGenerator<SourceItem> {
  if (depth >= limits.folderDepth) throw new SluiceError("INTAKE_FOLDER_TOO_DEEP", { limit: limits.folderDepth });
  if (depth > 0 && (await lstat(path)).isSymbolicLink()) {
    const reason = "指向文件夹的链接，未跟随 / a link to a folder, not followed";
    return yield { path, name: lastPart(path), kind: "ignored", reason };
  }
  const names = await readdir(path);
  for (const name of names.sort()) yield* walkPath(join(path, name), depth + 1, limits);
}

async function* walkLooseFile(path: string, size: number, limits: IntakeLimits): AsyncGenerator<SourceItem> {
  const thing = { path, name: lastPart(path) };
  if (fileKind(await firstBytes(path)).kind === "zip" && (await isArchive(path, thing.name))) {
    const budget = new UnpackingBudget(size, limits);
    return yield* walkZip({ thing, level: 1, source: path, budget }, limits);
  }
  if (size > limits.fileBytes) {
    throw new SluiceError("INTAKE_FILE_TOO_LARGE", { bytes: size, limit: limits.fileBytes });
  }
  yield { ...thing, kind: "file", bytes: await readFile(path) };
}

interface OpenZip {
  readonly thing: FoundThing;
  /** The outermost zip is 1. */
  readonly level: number;
  /** Bytes in memory, or the path of a loose zip. */
  readonly source: Uint8Array | string;
  readonly budget: UnpackingBudget;
}

async function* walkZip(zip: OpenZip, limits: IntakeLimits): AsyncGenerator<SourceItem> {
  let entries = 0;
  try {
    if (zip.level > limits.zipDepth) throw new SluiceError("INTAKE_ZIP_TOO_DEEP", { limit: limits.zipDepth });
    for await (const entry of zipEntries(zip.source)) {
      entries++;
      zip.budget.takeEntry();
      yield* walkEntry(zip, entry, limits);
    }
    if (entries === 0) yield { ...zip.thing, kind: "ignored", reason: "空压缩包 / an empty zip" };
  } catch (cause) {
    yield { ...zip.thing, kind: "failed", error: asSluiceError(cause, zip.thing.path) };
  }
}

async function* walkEntry(zip: OpenZip, entry: ZipEntry, limits: IntakeLimits): AsyncGenerator<SourceItem> {
  const thing = { path: `${zip.thing.path}!/${entry.name}`, name: lastPart(entry.name) };
  if (climbsOut(entry.name)) {
    const error = new SluiceError("INTAKE_UNSAFE_NAME", { name: entry.name.replaceAll("\0", "␀") });
    return yield { ...thing, kind: "failed", error };
  }
  if (entry.isFolder) return;
  const dropping = droppingReason(entry.name);
  if (dropping !== undefined) return yield { ...thing, kind: "ignored", reason: dropping };
  try {
    const bytes = await entry.read(zip.budget);
    if (fileKind(bytes).kind === "zip" && (await isArchive(bytes, thing.name))) {
      yield* walkZip({ thing, level: zip.level + 1, source: bytes, budget: zip.budget }, limits);
    } else {
      yield { ...thing, kind: "file", bytes };
    }
  } catch (cause) {
    yield { ...thing, kind: "failed", error: asSluiceError(cause, thing.path) };
  }
}

/** A document names its contents among its first parts; a zip with a million entries is not looked through. */
const documentEntries = 1_000;

/** A zip that is not itself a document. When the directory is damaged, only the extension is left to tell. */
async function isArchive(source: Uint8Array | string, name: string): Promise<boolean> {
  try {
    let looked = 0;
    for await (const entry of zipEntries(source)) {
      if (entry.name === "[Content_Types].xml" || entry.name === "mimetype") return false;
      if (++looked === documentEntries) return true;
    }
    return true;
  } catch {
    return !/\.(xls[xmb]?|et|docx?|pptx?)$/i.test(name);
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Why a name is nobody's data: what systems and office programs leave lying about. */
function droppingReason(path: string): string | undefined {
  const parts = path.split("/");
  const name = lastPart(path);
  if (parts.includes("__MACOSX") || name === ".DS_Store" || name.startsWith("._")) {
    return "macOS 系统文件 / left by macOS";
  }
  if (/^(thumbs\.db|desktop\.ini)$/i.test(name)) return "Windows 系统文件 / left by Windows";
  if (name.startsWith("~$")) return "Office 临时文件 / an Office lock file";
  return undefined;
}

function lastPart(path: string): string {
  return path.split("/").findLast((part) => part !== "") ?? path;
}

function asSluiceError(cause: unknown, path: string): SluiceError {
  if (cause instanceof SluiceError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SluiceError("INTAKE_PATH_UNREADABLE", { path, reason }, cause);
}
