import { constants } from "node:fs";
import { access, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { makeFolder } from "./make-folder.ts";
import { reasonOf } from "./storage-failure.ts";

/** Who holds a data folder: written into its lock file as JSON, which only its owner may read. */
export interface LockHolder {
  readonly pid: number;
  /** What the process is, for a person: the command. */
  readonly holder: string;
  /** Where a server that holds the folder takes commands; `null` for any other process. */
  readonly door: ServerDoor | null;
}

/** Where a server takes commands, and the secret by which it knows that they come from who may read the data folder. */
export interface ServerDoor {
  /** `http://127.0.0.1:4180` */
  readonly address: string;
  readonly token: string;
}

/** A data folder that this process holds. */
export interface HeldFolder {
  /** Lets other processes of the same user find the server in this one. */
  announce(door: ServerDoor): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the folder for this process, made when it is missing. The lock of a process that is no longer alive is taken over.
 * @throws SluiceError STORAGE_IN_USE while another process lives, STORAGE_FOLDER_UNUSABLE
 */
export async function lockDataFolder(folder: string, holder: string): Promise<HeldFolder> {
  const path = join(folder, lockName);
  const us: LockHolder = { pid: process.pid, holder, door: null };
  try {
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Twice: the second time after a dead process's lock is gone.
    if (!(await create(path, us)) && !((await removeStale(folder, path)) && (await create(path, us))))
      throw inUse(folder, await readHolder(path));
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError("STORAGE_FOLDER_UNUSABLE", { folder, reason: reasonOf(cause) }, cause);
  }
  return {
    announce: async (door) => {
      const written = `${path}.${process.pid}`;
      await rm(written, { force: true });
      await create(written, { ...us, door });
      await rename(written, path);
    },
    release: () => rm(path, { force: true }),
  };
}

/** The server that holds a data folder and lives; `undefined` when there is none. */
export async function findServerDoor(folder: string): Promise<ServerDoor | undefined> {
  const found = await readHolder(join(folder, lockName));
  if (found === null || found.door === null || !isAlive(found.pid)) return undefined;
  return found.door;
}

const lockName = "sluice.lock";

async function create(path: string, holder: LockHolder): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(holder)}\n`);
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
  if (!text.endsWith("}\n")) return null;
  const { pid, holder, door } = JSON.parse(text) as Partial<LockHolder>;
  return typeof pid === "number" ? { pid, holder: String(holder), door: door ?? null } : null;
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
