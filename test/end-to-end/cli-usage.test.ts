import { describe, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

const commands = "import losses trace freeze-list requests balance demo serve export bench version".split(" ");

describe("help", () => {
  it("lists every command, in Chinese by default and in English by --lang or the locale", async () => {
    const [zh, en, byLocale] = await Promise.all([
      runSluice(["help"]),
      runSluice(["--lang", "en"]),
      runSluice(["--help"], { LANG: "en_US.UTF-8" }),
    ]);
    expect(zh.exitCode).toBe(0);
    expect(zh.stdout).toContain("用法");
    expect(en.stdout).toContain("Usage");
    expect(byLocale.stdout).toBe(en.stdout);
    for (const command of commands) expect(zh.stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it.each(commands)("%s --help works in both languages", async (command) => {
    const [zh, en] = await Promise.all([
      runSluice([command, "--help"]),
      runSluice([command, "--help", "--lang", "en"]),
    ]);
    expect([zh.exitCode, en.exitCode]).toEqual([0, 0]);
    expect(zh.stdout).toContain(`sluice ${command}`);
    expect(en.stdout).toContain("--json");
    expect(en.stdout).not.toMatch(/\p{Script=Han}/u);
  });
});

describe("asked wrongly: exit code 2, the fault named", () => {
  it.each([
    [["trace", "--doctrin", "fifo"], "COMMAND_OPTION_UNKNOWN", "--doctrine"],
    [["imprt", "x"], "COMMAND_UNKNOWN", "import"],
    [["import"], "COMMAND_ARGUMENT_MISSING", "PATH"],
    [["import", "/nowhere/at-all.csv"], "INTAKE_PATH_MISSING", "/nowhere/at-all.csv"],
    [["losses", "a.csv", "b.csv"], "COMMAND_ARGUMENT_UNEXPECTED", "b.csv"],
    [["trace", "--doctrine", "best"], "COMMAND_OPTION_BAD_VALUE", "tainted-first"],
    [["trace", "--doctrine"], "COMMAND_OPTION_NEEDS_VALUE", "--doctrine"],
    [["trace", "--json=yes"], "COMMAND_OPTION_TAKES_NO_VALUE", "yes"],
    [["trace", "--doctrine", "fifo", "--doctrine", "lifo"], "COMMAND_OPTION_TWICE", "--doctrine"],
    [["trace", "--case", "a", "--all", "--doctrine", "fifo"], "COMMAND_OPTIONS_CLASH", "--all"],
    [["balance", "--as-of", "2024-02-30"], "COMMAND_OPTION_BAD_VALUE", "2024-02-30"],
    [["bench", "nothing"], "COMMAND_OPTION_BAD_VALUE", "import"],
    [["version", "--lang", "fr"], "COMMAND_OPTION_BAD_VALUE", "zh | en"],
    [["losses", "/nowhere/losses.csv"], "COMMAND_FILE_NOT_FOUND", "/nowhere/losses.csv"],
    [["trace", "--transfers", "a.csv", "--out", "b", "--doctrine", "fifo"], "COMMAND_OPTIONS_CLASH", "--out"],
  ])("sluice %j gives %s", async (words, code, named) => {
    const data =
      ["import", "balance"].includes(words[0] ?? "") && words.length > 1 ? ["--data", "/tmp/sluice-usage"] : [];
    const run = await runSluice([...words, ...data]);
    expect(run.stderr).toContain(code);
    expect(run.stderr).toContain(named);
    expect(run.stdout).toBe("");
    expect(run.exitCode).toBe(2);
  });

  it("--json tells errors as one JSON object on standard error", async () => {
    const run = await runSluice(["losses", "/nowhere/losses.csv", "--json"], { LANG: "en_GB.UTF-8" });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe("");
    expect(JSON.parse(run.stderr)).toMatchObject({ error: { code: "COMMAND_FILE_NOT_FOUND", exitCode: 2 } });
  });
});

it("version is that of package.json, as text and as JSON", async () => {
  const [text, json] = await Promise.all([runSluice(["--version"]), runSluice(["version", "--json"])]);
  const { version } = JSON.parse(json.stdout) as { version: string };
  expect(text.stdout).toBe(`sluice ${version}\n`);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
