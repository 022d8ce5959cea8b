import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerOwner } from "./ledger/ledger-owner.ts";
import { reasonOf } from "./storage-failure.ts";
import { writeDurably } from "./write-durably.ts";

const idName = "folder-id";

/** The data folder as the owner of a ledger on servers. Its id is made once and moves with the folder. */
export async function ownerIn(folder: string): Promise<LedgerOwner> {
  const path = join(folder, idName);
  const place = `${hostname()}:${resolve(folder)}`;
  const known = await readFile(path, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw new SluiceError("STORAGE_FOLDER_UNUSABLE", { folder, reason: reasonOf(cause) }, cause);
  });
  const id = known.trim();
  if (/^[0-9a-f]{32}$/.test(id)) return { id, folder: place };
  const made = randomBytes(16).toString("hex");
  await writeDurably(path, `${made}\n`);
  return { id: made, folder: place };
}
