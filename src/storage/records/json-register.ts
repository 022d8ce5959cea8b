import { readFile } from "node:fs/promises";
import { SluiceError } from "../../errors/sluice-error.ts";
import { readFailure, reasonOf, writeFailure } from "../storage-failure.ts";
import { writeDurably } from "../write-durably.ts";

/** A small register: one JSON file, read whole and replaced whole. */
export interface JsonRegister<T> {
  read(): Promise<T>;
  /** Replaces the content by `change` of it; changes of one process wait for one another. */
  update(change: (content: T) => T): Promise<void>;
}

/**
 * The register at `path`; `empty` until it is first written.
 * @throws SluiceError STORAGE_REGISTER_UNREADABLE from its methods when `isContent` refuses what the file holds.
 */
export function openJsonRegister<T>(
  path: string,
  empty: T,
  isContent: (value: unknown) => value is T,
): JsonRegister<T> {
  let queue: Promise<void> = Promise.resolve();
  const read = async (): Promise<T> => {
    const text = await readFile(path, "utf8").catch((cause: unknown) => {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
      throw readFailure(path, cause);
    });
    return text === null ? empty : parse(path, text, isContent);
  };
  return {
    read,
    update(change) {
      const replace = async (): Promise<void> => {
        const content = JSON.stringify(change(await read()), null, 2);
        await writeDurably(path, `${content}\n`).catch((cause: unknown) => {
          throw writeFailure(path, cause);
        });
      };
      const done = queue.then(replace);
      queue = done.catch(() => undefined);
      return done;
    },
  };
}

function parse<T>(path: string, text: string, isContent: (value: unknown) => value is T): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new SluiceError("STORAGE_REGISTER_UNREADABLE", { path, reason: reasonOf(cause) }, cause);
  }
  if (!isContent(content)) throw new SluiceError("STORAGE_REGISTER_UNREADABLE", { path, reason: "unknown content" });
  return content;
}
