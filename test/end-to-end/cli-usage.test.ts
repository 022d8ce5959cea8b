import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

const commands =
  "import losses trace freeze-list requests balance doctrine traces compare contradictions stops show demo serve export bench version".split(
    " ",
  );

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

it("the demo never deletes a folder that no demo made", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-demo-"));
  await writeFile(join(folder, "mine.txt"), "mine");
  const run = await runSluice(["demo", "--once", "--folder", folder]);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain("DEMO_FOLDER_TAKEN");
  expect(await readdir(folder)).toEqual(["mine.txt"]);
  await rm(folder, { recursive: true });
});

it("an import with a file that cannot be read does the others, names it and ends with 1", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-unreadable-"));
  await writeFile(join(folder, "broken.xlsx"), Buffer.from("PK\u0003\u0004 not a workbook"));
  await writeFile(
    join(folder, "good.csv"),
    "time,payer,payee,amount\n2024-03-05,6222000000000001,6222000000000002,1.00\n",
  );
  const run = await runSluice(["import", folder, "--dry-run", "--json", "--data", join(folder, "data")]);
  expect(run.exitCode).toBe(1);
  const report = JSON.parse(run.stdout) as { totals: { transfers: number }; files: { path: string; state: string }[] };
  expect(report.totals.transfers).toBe(1);
  expect(await readdir(folder), "a dry run makes no data folder").toEqual(["broken.xlsx", "good.csv"]);
  expect(report.files.filter(({ state }) => state === "unreadable").map(({ path }) => path)).toEqual([
    expect.stringContaining("broken.xlsx"),
  ]);
  expect(JSON.parse(run.stderr)).toMatchObject({ error: { code: "IMPORT_FILES_UNREADABLE", exitCode: 1 } });
  await rm(folder, { recursive: true });
});
