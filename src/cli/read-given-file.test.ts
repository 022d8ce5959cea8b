import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readGivenFile } from "./read-given-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-given-"));
  await writeFile(join(folder, "a.csv"), "a");
  execFileSync("mkfifo", [join(folder, "pipe")]);
});
afterAll(async () => rm(folder, { recursive: true }));

describe("a file named on the command line", () => {
  it("is read", async () => {
    expect([...(await readGivenFile(join(folder, "a.csv")))]).toEqual([97]);
  });

  it.each([
    ["that is a folder", ".", "COMMAND_NOT_A_FILE"],
    ["that is a named pipe, which may wait without end", "pipe", "COMMAND_NOT_A_FILE"],
    ["that is not there", "b.csv", "COMMAND_FILE_NOT_FOUND"],
    ["below something that is no folder", "a.csv/b.csv", "COMMAND_INPUT_UNREADABLE"],
    ["whose name is longer than names can be", "x".repeat(300), "COMMAND_INPUT_UNREADABLE"],
  ])("%s is asked wrongly", async (...[, name, code]) => {
    await expect(readGivenFile(join(folder, name))).rejects.toMatchObject({ code, kind: "asked-wrongly" });
  });
});
