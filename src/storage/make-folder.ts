import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and the parents it lacks. Not `mkdir` with `recursive`, which never ends where a file system answers
 * ENOENT to a folder whose parent is there, as /proc does.
 * @throws what the file system says: ENOENT, EACCES, EROFS, ENOTDIR, EEXIST for a file of that name, …
 */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  const failure = await attempt(folder);
  if (failure === null) return;
  const parent = dirname(folder);
  if (codeOf(failure) !== "ENOENT" || parent === folder) throw failure;
  await makeFolder(parent);
  const second = await attempt(folder);
  if (second !== null) throw second;
}

/** `null` when the folder is there now; else what stood in the way. */
async function attempt(folder: string): Promise<unknown> {
  try {
    await mkdir(folder);
    return null;
  } catch (cause) {
    const found = await stat(folder).catch(() => null);
    return found?.isDirectory() === true ? null : cause;
  }
}

function codeOf(failure: unknown): unknown {
  return failure instanceof Error && "code" in failure ? failure.code : undefined;
}
