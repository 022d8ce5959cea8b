import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumArguments, chromiumPath } from "../fixtures/chromium.ts";
import { root } from "./run-sluice.ts";

const example = readFileSync(join(root, "docs/examples/trace-a-ledger.mjs"), "utf8");
const printed = "card-1 900000\ncard-2 2100000\n";
let folder = "";

/** Another project that has nothing but the packed Sluice: none of its dependencies. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-consumer-"));
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const place = join(folder, "node_modules/sluice");
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, packed), "-C", place, "--strip-components=1"]);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  writeFileSync(join(folder, "example.mjs"), example);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the engine from another project", () => {
  it("runs the documented example of ten lines", () => {
    expect(example.trimEnd().split("\n")).toHaveLength(10);
    expect(execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" })).toBe(printed);
  });

  it.each(["README.md", "README.zh-CN.md", "docs/engine.md"])(
    "the example and its output stand in %s as they are",
    (document) => {
      const text = readFileSync(join(root, document), "utf8");
      expect(text).toContain(example);
      expect(text).toContain(printed);
    },
  );

  it.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("has its types under module %s, resolution %s, checked to the last", (module, moduleResolution) => {
    writeFileSync(join(folder, "typed.ts"), typed);
    const options = { module, moduleResolution, target: "es2022", strict: true, noEmit: true, types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["typed.ts"] }));
    const tsc = join(root, "node_modules/.bin/tsc");
    expect(execFileSync(tsc, ["-p", folder], { encoding: "utf8" })).toBe("");
    writeFileSync(join(folder, "typed.ts"), typed.replace('"fifo"', '"first-in"'));
    expect(() => execFileSync(tsc, ["-p", folder], { encoding: "utf8", stdio: "pipe" })).toThrow();
  });

  it("is bundled for a browser and traces there", async () => {
    const require = createRequire(join(root, "web/package.json"));
    const { build } = (await import(require.resolve("vite"))) as {
      readonly build: (config: object) => Promise<unknown>;
    };
    writeFileSync(
      join(folder, "page.js"),
      example.replace("console.log(", "globalThis.told.push([").replace("amountMinor);", "amountMinor]);"),
    );
    await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      build: { outDir: "out", lib: { entry: "page.js", formats: ["iife"], name: "page", fileName: () => "page.js" } },
    });
    const bundle = readFileSync(join(folder, "out/page.js"), "utf8");
    expect(bundle).not.toMatch(/node:|require\(/);
    expect(bundle.length).toBeLessThan(100_000);
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      const told = await page.evaluate(`globalThis.told = []; ${bundle}; globalThis.told`);
      expect(faults).toEqual([]);
      expect(told).toEqual([
        ["card-1", 900_000],
        ["card-2", 2_100_000],
      ]);
    } finally {
      await browser.close();
    }
  });
});

const typed = `
import { makeLedger, trace, SluiceError, type TraceOptions, type Loss, type AllocatedTrace } from "sluice/engine";
const ledger = makeLedger({ transfers: [{ id: "t", atMs: 0, payer: "a", payee: "b", amountMinor: 5 }] });
const losses: Loss[] = [{ id: "L", transfer: ledger.transferIndex("t"), amountMinor: null, victimAccounts: [] }];
const options: TraceOptions = {
  doctrine: "fifo", asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null, coverage: "every-account",
};
const answer = trace(ledger.columns, losses, options);
if (answer.kind === "reach") throw new SluiceError("TRACE_UNKNOWN_ACCOUNT");
export const rests: AllocatedTrace["atRest"] = answer.atRest;
`;
