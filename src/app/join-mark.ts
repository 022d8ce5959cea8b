import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { OpenRecords, Stores } from "../storage/stores.ts";
import { writeDurably } from "../storage/write-durably.ts";
import { JoinedRegisters } from "./joined-registers.ts";

type Marked = Pick<Stores, "recordsFolder">;

/** Says that a server works on the records of this folder: until it ends by itself, the registers may lie behind them. */
export function markServed(stores: Marked): Promise<void> {
  return writeDurably(markOf(stores), "");
}

/** Says that records and registers are joined. */
export function unmarkServed(stores: Marked): Promise<void> {
  return rm(markOf(stores), { force: true });
}

/**
 * Joins what a server that was killed did not. A command that no server carries out reads the registers alone, and does not
 * open the records without need.
 */
export async function joinAfterCrash(
  stores: Pick<Stores, "recordsFolder" | "losses" | "orders"> & {
    openRecords(): Promise<Pick<OpenRecords, "records">>;
  },
): Promise<void> {
  const marked = await stat(markOf(stores)).catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw cause;
  });
  if (marked === null) return;
  const { records } = await stores.openRecords();
  await new JoinedRegisters(records, stores).settleAll();
  await unmarkServed(stores);
}

function markOf({ recordsFolder }: Marked): string {
  return join(recordsFolder, "served");
}
