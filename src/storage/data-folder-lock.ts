import { constants } from "node:fs";
import { access, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { reasonOf } from "./storage-failure.ts";

/** Who holds a data folder: written into its lock file as JSON. */
export interface LockHolder {
  readonly pid: number;
  /** What the process is, for a person: the command, and for a server its address. */
  readonly holder: string;
}

/**
 * Takes the folder for this process, made when it is missing. The lock of a process that is no longer alive is taken over.
 * Answers how to let go.
 * @throws SluiceError STORAGE_IN_USE while another process lives, STORAGE_FOLDER_UNUSABLE
 */
export async function lockDataFolder(folder: string, holder: string): Promise<() => Promise<void>> {
  const path = join(folder, "sluice.lock");
  const content = `${JSON.stringify({ pid: process.pid, holder } satisfies LockHolder)}\n`;
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Twice: the second time after a dead process's lock is gone.
    if (!(await create(path, content)) && !((await removeStale(folder, path)) && (await create(path, content))))
      throw inUse(folder, await readHolder(path));
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError("STORAGE_FOLDER_UNUSABLE", { folder, reason: reasonOf(cause) }, cause);
  }
  return () => rm(path, { force: true });
}

async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  }
}

/** @throws SluiceError STORAGE_IN_USE when the holder lives */
async function removeStale(folder: string, path: string): Promise<boolean> {
  const found = await readHolder(path);
  if (found !== null && isAlive(found.pid)) throw inUse(folder, found);
  await rm(path, { force: true });
  return true;
}

/** `null` when there is no lock or it was cut off while being written: its process was killed then. */
async function readHolder(path: string): Promise<LockHolder | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  const match = /^\{"pid":(\d+),"holder":(".*")\}\s*$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { pid: Number(match[1]), holder: String(JSON.parse(match[2])) };
}

/** A process of another user counts as alive: it may not be signalled, and it is there. Our own pid is a second opening. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

function inUse(folder: string, found: LockHolder | null): SluiceError {
  return new SluiceError("STORAGE_IN_USE", { folder, pid: found?.pid ?? 0, holder: found?.holder ?? "?" });
}
