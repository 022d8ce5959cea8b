import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findServerDoor, lockDataFolder } from "./data-folder-lock.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-lock-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("a folder in use is refused, naming the process, until it is let go", async () => {
  const held = await lockDataFolder(folder, "sluice import");
  await expect(lockDataFolder(folder, "sluice trace")).rejects.toMatchObject({
    code: "STORAGE_IN_USE",
    details: { pid: process.pid, holder: "sluice import" },
  });
  await held.release();
  await (await lockDataFolder(folder, "sluice trace")).release();
});

test("the lock of a dead process is taken over", async () => {
  const child = spawn(process.execPath, ["--eval", ""]);
  await once(child, "exit");
  await writeFile(join(folder, "sluice.lock"), `${JSON.stringify({ pid: child.pid, holder: "sluice import" })}\n`);
  const held = await lockDataFolder(folder, "sluice serve");
  expect(JSON.parse(await readFile(join(folder, "sluice.lock"), "utf8"))).toEqual({
    pid: process.pid,
    holder: "sluice serve",
    door: null,
  });
  await held.release();
});

test("a server is found by its announcement, which only the owner can read, as long as it holds the folder", async () => {
  const held = await lockDataFolder(folder, "sluice serve");
  expect(await findServerDoor(folder)).toBeUndefined();
  const door = { address: "http://127.0.0.1:4180", token: "secret" };
  await held.announce(door);
  expect(await findServerDoor(folder)).toEqual(door);
  expect((await stat(join(folder, "sluice.lock"))).mode & 0o777).toBe(0o600);
  await expect(lockDataFolder(folder, "sluice trace")).rejects.toMatchObject({ code: "STORAGE_IN_USE" });
  await held.release();
  expect(await findServerDoor(folder)).toBeUndefined();
});

test("the announcement of a dead server is not believed", async () => {
  const child = spawn(process.execPath, ["--eval", ""]);
  await once(child, "exit");
  const door = { address: "http://127.0.0.1:9", token: "secret" };
  await writeFile(join(folder, "sluice.lock"), `${JSON.stringify({ pid: child.pid, holder: "sluice serve", door })}\n`);
  expect(await findServerDoor(folder)).toBeUndefined();
});

test("a lock cut off while it was written is taken over", async () => {
  await writeFile(join(folder, "sluice.lock"), '{"pid":1');
  await (await lockDataFolder(folder, "sluice serve")).release();
});

test("a folder that cannot be made is an error that says why", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(lockDataFolder(join(folder, "file", "data"), "sluice import")).rejects.toMatchObject({
    code: "STORAGE_FOLDER_UNUSABLE",
    cause: { code: "ENOTDIR" },
  });
});
