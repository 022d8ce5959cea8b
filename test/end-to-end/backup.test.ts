import { readdir, readFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeStatements } from "../../bench/make-statements.ts";
import { canonicalExport } from "../../src/app/canonical-export.ts";
import { makeFirstAdministrator } from "../../src/app/people.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import { runSluice } from "./run-sluice.ts";

let folder: string;
let data: string;
let backup: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-backup-"));
  data = join(folder, "data");
  backup = join(folder, "backup");
  const source = join(folder, "statements");
  await mkdir(source);
  await makeStatements(source, { files: 3, rowsPerFile: 400, seed: 11 });
  await runSluice(["import", source, "--data", data, "--json"]);
  const stores = await openStores({ dataFolder: data, holder: "test" });
  const { records } = await stores.openRecords();
  await makeFirstAdministrator(records);
  await stores.close();
  expect(await runSluice(["audit", "head", "--data", data])).toMatchObject({ exitCode: 0 });
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

async function exported(dataFolder: string): Promise<string> {
  const stores = await openStores({ dataFolder, holder: "test" });
  try {
    let text = "";
    for await (const lines of canonicalExport(stores)) text += lines;
    return text;
  } finally {
    await stores.close();
  }
}

test("a backup restored into a new data folder is the same ledger, the same originals, the same people and the same log", async () => {
  const made = await runSluice(["backup", backup, "--data", data, "--json"]);
  expect(made).toMatchObject({ exitCode: 0 });
  const restored = join(folder, "restored");
  const answer = await runSluice(["restore", backup, "--data", restored, "--json"]);
  expect(answer).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(answer.stdout)).toMatchObject({ files: 3, auditEntries: 4, auditFindings: 0 });
  expect(await exported(restored)).toBe(await exported(data));
  const people = async (of: string): Promise<string> => (await runSluice(["people", "--data", of, "--json"])).stdout;
  expect(await people(restored)).toBe(await people(data));
  // The log goes on where it stood, signed with the same key.
  await runSluice(["people", "reset", "--login", "admin", "--data", restored]);
  const head = JSON.parse((await runSluice(["audit", "head", "--data", restored])).stdout) as {
    keyId: string;
    seq: number;
  };
  const before = JSON.parse((await runSluice(["audit", "head", "--data", data])).stdout) as {
    keyId: string;
    seq: number;
  };
  // The restoring, the reset and the new password.
  expect(head).toMatchObject({ keyId: before.keyId, seq: before.seq + 3 });
});

test("a backup goes into an empty folder only, and is restored into a new data folder only", async () => {
  const again = await runSluice(["backup", backup, "--data", data, "--lang", "en"]);
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining("BACKUP_FOLDER_NOT_EMPTY")]);
  const onto = await runSluice(["restore", backup, "--data", data, "--lang", "en"]);
  expect([onto.exitCode, onto.stderr]).toEqual([2, expect.stringContaining("BACKUP_TARGET_IN_USE")]);
  const nothing = await runSluice(["restore", folder, "--data", join(folder, "other"), "--lang", "en"]);
  expect([nothing.exitCode, nothing.stderr]).toEqual([2, expect.stringContaining("BACKUP_NOT_A_BACKUP")]);
});

test("a changed byte in any file of a backup is found before anything is restored", async () => {
  const folders = (await readdir(backup)).filter((name) => name !== "manifest.json");
  expect(folders.sort()).toEqual(["evidence", "ledger", "records", "registers"]);
  for (const name of folders) {
    const [first = ""] = await readdir(join(backup, name));
    const path = join(backup, name, first);
    const bytes = await readFile(path);
    const changed = Buffer.from(bytes);
    changed.set([(bytes[bytes.length - 1] ?? 0) ^ 1], Math.max(bytes.length - 1, 0));
    await writeFile(path, changed);
    const target = join(folder, `from-changed-${name}`);
    const answer = await runSluice(["restore", backup, "--data", target, "--lang", "en"]);
    expect([answer.exitCode, answer.stderr], name).toEqual([1, expect.stringContaining("BACKUP_DAMAGED")]);
    await writeFile(path, bytes);
  }
});
