import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { noteCommand, takeNotedCommands } from "./command-journal.ts";
import type { RecordsStore } from "./records/records-store.ts";

let folder: string;
let records: RecordsStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-journal-"));
  records = await openMemoryRecords({ nowMs: 5_000 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = { user: "wang", atMs: 1_000, purpose: "甲案", details: { command: "trace", over: [], options: ["case"] } };

test("a noted command is an entry of the log once, whoever takes it and however often; half a line never was", async () => {
  await takeNotedCommands(join(folder, "none"), records);
  await noteCommand(folder, run);
  const journal = await readFile(join(folder, "commands.jsonl"));
  await appendFile(join(folder, "commands.jsonl"), '{"id":"cut o');
  await takeNotedCommands(folder, records);
  // A process that died before it could forget the journal.
  await writeFile(join(folder, "commands.jsonl.taken"), journal);
  await takeNotedCommands(folder, records);
  const entries = await records.asSystem(({ db }) =>
    db
      .selectFrom("audit_entries")
      .select(["action", "user_id", "user_name", "purpose", "details"])
      .where("action", "=", "command.run")
      .execute(),
  );
  const details = { ...run.details, atMs: 1_000 };
  expect(entries).toEqual([{ action: "command.run", user_id: null, user_name: "wang", purpose: "甲案", details }]);
  expect(await readdir(folder)).toEqual([]);
});

test("what cannot be noted is refused", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(noteCommand(join(folder, "file"), run)).rejects.toMatchObject({ code: "STORAGE_WRITE_FAILED" });
});
