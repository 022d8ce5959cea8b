import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import { runSluice } from "./run-sluice.ts";

let folder = "";
let data = "";

/** A synthetic city's case, imported through the command line. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-proof-"));
  data = join(folder, "data");
  await writeCity({ seed: 5, folder, scale: "small" }, () => undefined);
  for (const words of [
    ["import", join(folder, cityPaths.exports), "--data", data],
    ["losses", join(folder, cityPaths.losses), "--data", data, "--case", "proof"],
  ]) {
    const run = await runSluice(words);
    expect(run.exitCode, run.stderr).toBe(0);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function prove(name: string): Promise<{ fingerprint: string; out: string }> {
  const out = join(folder, name);
  const run = await runSluice(["proof", "--data", data, "--doctrine", "fifo", "--out", out, "--json"]);
  expect(run.exitCode, run.stderr).toBe(0);
  const { fingerprint } = JSON.parse(run.stdout) as { fingerprint: string };
  return { fingerprint, out };
}

describe("sluice proof and sluice verify", () => {
  it("P1, P8: prove a city's case from its package alone, twice the same to the byte", async () => {
    const [first, second] = [await prove("first"), await prove("second")];
    expect(second.fingerprint).toBe(first.fingerprint);
    for (const name of readdirSync(first.out)) {
      expect(readFileSync(join(second.out, name)).equals(readFileSync(join(first.out, name))), name).toBe(true);
    }
    const run = await runSluice(["verify", first.out, "--expect", first.fingerprint], {}, "/");
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/第 1 级.*进入 .* = 转出 .* \+ 停留/);
    expect(run.stdout).toContain(`一致：每个字节都与重新计算的结果相同，指纹 ${first.fingerprint}`);
  });

  it("say of a figure that was changed where it stands, after the file's hash, with exit code 1", async () => {
    const { out } = await prove("whole");
    const changed = join(folder, "changed");
    cpSync(out, changed, { recursive: true });
    const path = join(changed, "balance-sheet.csv");
    const [headings = "", row = "", ...rest] = readFileSync(path, "utf8").split("\r\n");
    const cells = row.split(",");
    writeFileSync(path, [headings, [cells[0], "1", ...cells.slice(2)].join(","), ...rest].join("\r\n"));
    const run = await runSluice(["verify", changed, "--lang", "en"]);
    expect(run.exitCode).toBe(1);
    const found = run.stdout.split("\n").filter((line) => line.startsWith("balance-sheet.csv"));
    expect(found[0]).toContain("the file was changed: SHA-256 should be");
    expect(found[1]).toBe(`balance-sheet.csv, line 2, loss_minor: should be “${cells[1]}” and is “1”`);
    expect(run.stderr).toContain("PROOF_DIFFERS");
    const json = JSON.parse((await runSluice(["verify", changed, "--json"])).stdout) as object;
    expect(json).toMatchObject({ match: false, count: 2, findings: [{ kind: "hash" }, { kind: "value", line: 2 }] });
  });

  it("answer exit code 2 for what is no package, and for a folder that holds other files", async () => {
    expect(await runSluice(["verify", data, "--lang", "en"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("PROOF_NOT_A_PACKAGE") as string,
    });
    expect((await runSluice(["verify", join(folder, "nowhere")])).exitCode).toBe(2);
    const run = await runSluice(["proof", "--data", data, "--doctrine", "fifo", "--out", folder]);
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("PROOF_FOLDER_NOT_EMPTY") as string });
  });
});
