import { randomUUID } from "node:crypto";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CanonicalValue } from "../audit/canonical-bytes.ts";
import { makeFolder } from "./make-folder.ts";
import type { RecordsStore } from "./records/records-store.ts";
import { writeFailure } from "./storage-failure.ts";

/** A command that was run on a data folder. */
export interface RunCommand {
  /** The person's name at the operating system. */
  readonly user: string;
  readonly atMs: number;
  readonly purpose: string;
  readonly details: Readonly<Record<string, CanonicalValue>>;
}

/** One that waits for its entry in the log. */
interface JournalLine extends RunCommand {
  readonly id: string;
}

const journalName = "commands.jsonl";

/**
 * Notes a command that opens the stores itself: a synced line beside the records, which become an entry of the log when the
 * records are opened next. Opening them takes seconds that such a command need not spend.
 * @throws SluiceError STORAGE_DISK_FULL, STORAGE_WRITE_FAILED: what cannot be noted is not done
 */
export async function noteCommand(folder: string, run: RunCommand): Promise<void> {
  const path = join(folder, journalName);
  const line: JournalLine = { id: randomUUID(), ...run };
  try {
    await makeFolder(folder);
    const file = await open(path, "a", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(line)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw writeFailure(path, cause);
  }
}

/** Writes an entry of the log for a command. */
export async function logCommand(records: RecordsStore, run: RunCommand, id: string = randomUUID()): Promise<void> {
  const { user, atMs, purpose, details } = run;
  const subject = `command:${id}`;
  await records.asSystem(async ({ db, log }) => {
    const known = await db.selectFrom("audit_entries").select("n").where("subject", "=", subject).executeTakeFirst();
    if (known !== undefined) return;
    const act = { action: "command.run", subject, purpose, details: { ...details, atMs } };
    await log(act, { userId: "", userName: user, unitCode: "" });
  });
}

/** Takes what was noted into the log. A journal is forgotten once the log has it; half a line was never acknowledged. */
export async function takeNotedCommands(folder: string, records: RecordsStore): Promise<void> {
  const path = join(folder, journalName);
  // Whoever notes something meanwhile begins a new journal.
  await rename(path, `${path}.${randomUUID()}`).catch(unlessMissing);
  const taken = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(`${journalName}.`));
  for (const name of taken) {
    const text = await readFile(join(folder, name), "utf8");
    for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
      if (line === "") continue;
      const { id, ...run } = JSON.parse(line) as JournalLine;
      await logCommand(records, run, id);
    }
    await rm(join(folder, name), { force: true });
  }
}

function unlessMissing(cause: unknown): void {
  if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
}
