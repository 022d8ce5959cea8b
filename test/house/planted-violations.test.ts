import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./source-files.ts";

const planted = join(root, "test/house/planted");

function run(tool: string, args: readonly string[]): string {
  const result = spawnSync(join(root, "node_modules/.bin", tool), args, { cwd: root, encoding: "utf8" });
  return `${result.stdout}${result.stderr}`;
}

describe("a lint rule counts only when a planted violation fails", () => {
  const config = join(planted, "oxlintrc.generated.json");
  const rules = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8")) as { ignorePatterns?: string[] };
  delete rules.ignorePatterns;
  writeFileSync(config, JSON.stringify(rules));
  const output = run("oxlint", ["--type-aware", "-c", config, "--no-ignore", "-f", "unix", join(planted, "lint")]);
  rmSync(config);

  const files = readdirSync(join(planted, "lint")).filter((name) => !name.endsWith("-other.ts"));

  it("there is one file per rule", () => {
    expect(files.length).toBeGreaterThanOrEqual(14);
  });

  it.each(files)("%s is reported", (name) => {
    const rule = name.replace(/\.ts$/, "").replace(/^(typescript|import)-/, "");
    const lines = output.split("\n").filter((line) => line.includes(`/${name}:`));
    expect(lines.join("\n")).toContain(rule);
  });
});

describe("a compiler option counts only when a planted violation fails", () => {
  const output = run("tsc", ["-p", join(planted, "types/tsconfig.json")]);

  it.each([
    ["unchecked-index.ts", "TS2322"],
    ["exact-optional.ts", "TS2375"],
    ["erasable-syntax.ts", "TS1294"],
    ["isolated-declarations.ts", "TS9"],
    ["index-signature.ts", "TS4111"],
    ["unused-local.ts", "TS6133"],
    ["verbatim-module-syntax.ts", "TS1484"],
  ])("%s gives %s", (name, code) => {
    const lines = output.split("\n").filter((line) => line.includes(name));
    expect(lines.join("\n")).toContain(code);
  });
});
