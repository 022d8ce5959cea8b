import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { holds, importViolations, impurities, nameViolations, readFolderTable } from "./folder-table.ts";
import { root, sourceFiles } from "./source-files.ts";

const table = readFolderTable(readFileSync(join(root, "ARCHITECTURE.md"), "utf8"));
const files = sourceFiles(root, ["src", "web/src"]);

describe("the folder table of ARCHITECTURE.md", () => {
  it("was read, and every folder in it exists and holds files", () => {
    expect(table.mayImport.size).toBeGreaterThan(12);
    expect(table.pure).toContain("src/money");
    expect(table.pure).toContain("src/engine.ts");
    for (const folder of table.mayImport.keys()) {
      expect(existsSync(join(root, folder)), folder).toBe(true);
      expect(
        files.some((file) => holds(folder, file.path)),
        folder,
      ).toBe(true);
    }
  });

  it("allows every import that there is", () => {
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(100);
    expect(importViolations(files, table)).toEqual([]);
  });

  it("keeps clocks and randomness out of the pure folders", () => {
    expect(impurities(files, table)).toEqual([]);
  });

  it("holds no drawer folders, index files or names that are not in kebab-case", () => {
    const all = sourceFiles(root, ["src", "web/src", "test", "bench"]).map((file) => file.path);
    expect(nameViolations(all)).toEqual([]);
  });
});

describe("planted violations of the table are found", () => {
  const planted = sourceFiles(join(root, "test/house/planted/tree"), ["src", "web/src"]);

  it.each([
    ["src/money/imports-a-higher-folder.ts", "may not import src/tracing"],
    ["src/tracing/imports-node.ts", "may not import node:fs"],
    ["src/tracing/imports-a-package.ts", "may not import pino"],
    ["src/contract/imports-a-value.ts", "types only"],
    ["src/drawer/stands-outside-the-table.ts", "not in the table"],
    ["web/src/features/left/imports-another-feature.ts", "another feature"],
    ["src/engine.ts", "may not import src/app"],
    ["src/engine.ts", "may not import node:fs"],
    ["src/cli/imports-dynamically.ts", "may not import src/storage"],
  ])("%s", (path, words) => {
    const found = importViolations(planted, table).filter((sentence) => sentence.startsWith(path));
    expect(found.join("\n")).toContain(words);
  });

  it("a clock and randomness in a pure folder", () => {
    const found = impurities(planted, table).join("\n");
    expect(found).toContain("src/flows/reads-the-clock.ts");
    expect(found).toContain("src/flows/rolls-dice.ts");
  });

  it("refused names", () => {
    const found = nameViolations([
      "src/app/utils/a.ts",
      "src/app/index.ts",
      "src/app/CamelCase.ts",
      "src/app/good-name.ts",
    ]);
    expect(found).toHaveLength(3);
  });
});
