import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configurationKeys } from "../../src/main/configuration.ts";
import { root, sourceFiles } from "./source-files.ts";

describe("configuration", () => {
  it.each(["README.md", "README.zh-CN.md"])("%s lists every key and no other", (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const listed = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(new Set(listed)).toEqual(new Set(Object.keys(configurationKeys)));
  });

  it("is read by src/main only", () => {
    const readers = sourceFiles(root, ["src"]).filter(
      (file) => /process\.env\b/.test(file.text) && !file.path.endsWith(".test.ts"),
    );
    expect(readers.map((file) => file.path).filter((path) => !path.startsWith("src/main/"))).toEqual([]);
  });
});
