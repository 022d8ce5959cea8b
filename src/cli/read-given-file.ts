import { readFile, stat } from "node:fs/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import { nodeCode } from "./node-reason.ts";

/** Pipes that the shell has opened already: `… | sluice` and `<(…)`. */
const openedByShell = /^\/dev\/(stdin|fd\/\d+)$/;

/**
 * Reads a file that an option or an argument names. A named pipe is refused: it may wait for its writer without end.
 * @throws SluiceError COMMAND_FILE_NOT_FOUND, COMMAND_NOT_A_FILE, COMMAND_INPUT_UNREADABLE.
 */
export async function readGivenFile(path: string): Promise<Uint8Array> {
  try {
    if (!openedByShell.test(path) && !(await stat(path)).isFile())
      throw new SluiceError("COMMAND_NOT_A_FILE", { path });
    return await readFile(path);
  } catch (thrown) {
    const reason = nodeCode(thrown);
    if (thrown instanceof SluiceError || reason === undefined) throw thrown;
    if (reason === "ENOENT") throw new SluiceError("COMMAND_FILE_NOT_FOUND", { path }, thrown);
    if (reason === "EISDIR") throw new SluiceError("COMMAND_NOT_A_FILE", { path }, thrown);
    throw new SluiceError("COMMAND_INPUT_UNREADABLE", { path, reason }, thrown);
  }
}
