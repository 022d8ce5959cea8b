import { randomUUID } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * Writes a file so that at any moment, power cuts included, the path holds either the old content or all of the new:
 * a neighbour is written, synced and renamed, then the folder is synced. Content in pieces is asked for piece by piece.
 */
export async function writeDurably(
  path: string,
  content: Uint8Array | string | Iterable<Uint8Array>,
  // What the system's own mask leaves of it: a secret asks for its owner alone.
  { mode }: { readonly mode: number } = { mode: 0o666 },
): Promise<void> {
  const folder = dirname(path);
  await makeFolder(folder);
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(draft, "wx", mode);
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
  await syncFolder(folder);
}
