import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sluice-make-folder-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("makeFolder", () => {
  test("makes what is missing of a path, and may be asked again", async () => {
    const folder = join(root, "a", "b", "c");
    await makeFolder(folder);
    await makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  test("a file of that name, or on the way, is refused", async () => {
    writeFileSync(join(root, "file"), "");
    await expect(makeFolder(join(root, "file"))).rejects.toMatchObject({ code: "EEXIST" });
    await expect(makeFolder(join(root, "file", "x"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  test.runIf(existsSync("/proc/self"))("ends where the file system takes no folder", async () => {
    await expect(makeFolder("/proc/sluice-none/data")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
