import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyPackage } from "../../src/app/verify-package.ts";
import { chromiumArguments, chromiumPath } from "../fixtures/chromium.ts";
import { findingsFiles, findingsLosses } from "../fixtures/findings-case.ts";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

let folder = "";
/** The package as a folder, as it was written. */
let whole = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-package-"));
  const files = join(folder, "files");
  mkdirSync(files);
  for (const [name, text] of Object.entries(findingsFiles)) writeFileSync(join(files, name), text);
  writeFileSync(join(folder, "losses.csv"), findingsLosses);
  await done(["import", files]);
  await done(["losses", join(folder, "losses.csv"), "--case", "demo"]);
  whole = join(folder, "whole");
  await done(["package", "--case", "demo", "--out", whole]);
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function done(words: readonly string[]): Promise<SluiceRun> {
  const run = await runSluice([...words, "--data", join(folder, "data")]);
  expect(run.exitCode, run.stderr).toBe(0);
  return run;
}

/** What `sluice verify` finds: kind and file. */
async function found(path: string): Promise<readonly string[]> {
  const request = { version: "", expected: null, signal: new AbortController().signal };
  return (await verifyPackage(path, request)).findings.map(({ kind, file }) => `${kind} ${file}`);
}

/** A copy of the package to be tampered with. */
function copy(name: string): string {
  const path = join(folder, name);
  cpSync(whole, path, { recursive: true });
  return path;
}

function flip(path: string, at = 0.5): void {
  const bytes = readFileSync(path);
  const place = Math.floor(bytes.length * at);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe("an evidence package", () => {
  it("as a zip: written, and verified by the command without a data folder", async () => {
    const zip = join(folder, "case.zip");
    const { stdout } = await done(["package", "--case", "demo", "--out", zip, "--json"]);
    const { fingerprint } = JSON.parse(stdout) as { fingerprint: string };
    const verified = await runSluice(["verify", zip, "--expect", fingerprint, "--json"], {}, "/");
    expect(verified.exitCode, verified.stdout).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      match: true,
      kind: "package",
      caseNumber: "demo",
      fingerprint,
    });
    expect(await found(zip)).toEqual([]);
    const bytes = readFileSync(zip);
    const changed = join(folder, "changed.zip");
    // Of every part of it: headers, names, data, descriptors, the directory and its end.
    const places = Array.from({ length: 60 }, (_, part) => Math.floor((bytes.length * part) / 60));
    for (const place of [...places, 8, 10, 12, 31, bytes.length - 1, bytes.length - 300]) {
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      writeFileSync(changed, flipped);
      expect((await found(changed).catch(() => ["unreadable"])).length, String(place)).toBeGreaterThan(0);
    }
  }, 240_000);

  it("names what was changed, is missing and was added, also in its log and its signature", async () => {
    expect(await found(whole)).toEqual([]);
    const listed = (JSON.parse(readFileSync(join(whole, "manifest.json"), "utf8")) as { files: { name: string }[] })
      .files;
    const changed = copy("changed");
    for (const { name } of listed) {
      flip(join(changed, name));
      expect(await found(changed), name).toContain(`hash ${name}`);
      cpSync(join(whole, name), join(changed, name));
    }
    flip(join(changed, "signature.json"), 0.9);
    expect((await found(changed))[0]).toMatch(/(signature|unreadable) signature\.json/);
    rmSync(join(changed, "map/money-map.svg"));
    writeFileSync(join(changed, "papers.txt"), "");
    expect(await found(changed)).toEqual(expect.arrayContaining(["missing map/money-map.svg", "added papers.txt"]));
  });

  it("whose hashes were made to fit is not signed; an entry of the log that was changed and sealed anew is not either", async () => {
    const forged = copy("forged");
    const path = join(forged, "manifest.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(/"caseName": "[^"]*"/, '"caseName": "x"'));
    expect(await found(forged)).toEqual(["signature signature.json"]);
    const entries = join(copy("rewritten"), "audit/entries.ndjson");
    writeFileSync(entries, readFileSync(entries, "utf8").replace('"action":"', '"action":"x'));
    expect(await found(join(folder, "rewritten"))).toEqual(["hash audit/entries.ndjson", "log audit/entries.ndjson"]);
  });

  it("verifies itself in a browser, from the disk and without a network, and finds a changed byte", async () => {
    const changed = copy("in-browser");
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });
    try {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(changed, "index.html")).href);
      await page.setInputFiles("#folder", changed);
      await page.locator("#verdict.good").waitFor({ timeout: 60_000 });
      expect(await page.locator("#verdict").textContent()).toMatch(/^\d+ 个文件全部相符，签名有效/);
      flip(join(changed, "originals", names(changed)));
      await page.reload();
      await page.setInputFiles("#folder", changed);
      await page.locator("#verdict.bad").waitFor({ timeout: 60_000 });
      expect(await page.locator("#details").textContent()).toContain("被改动 changed: originals/");
    } finally {
      await browser.close();
    }
  }, 120_000);
});

/** One of the originals. */
function names(path: string): string {
  const { files } = JSON.parse(readFileSync(join(path, "manifest.json"), "utf8")) as { files: { name: string }[] };
  return files.find(({ name }) => name.startsWith("originals/"))?.name.slice("originals/".length) ?? "";
}
