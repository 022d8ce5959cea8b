import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readAll } from "../../test/generators/opened-rows.ts";
import { type IntakeLimits, intakeLimits } from "../intake/limits.ts";
import { startXlsThread, type XlsThread } from "./xls-parser.ts";

const entry = new URL("../../dist/src/threads/worker.js", import.meta.url);
const ccb = readFileSync(new URL("../../test/fixtures/real/ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls", import.meta.url));
const threads: XlsThread[] = [];

function start(limits: IntakeLimits = intakeLimits, signal?: AbortSignal): XlsThread {
  const thread = startXlsThread(entry, limits, signal);
  threads.push(thread);
  return thread;
}

afterAll(() => {
  for (const thread of threads) thread.close();
});

describe("old xls in a process", () => {
  it("reads the same cells as in this thread, file after file", async () => {
    const { parseXls } = start();
    const [here] = await readAll(ccb);
    const both = await Promise.all([readAll(ccb, intakeLimits, parseXls), readAll(ccb, intakeLimits, parseXls)]);
    expect(both.map(([sheet]) => sheet)).toEqual([here, here]);
  });

  it("ends a parser that takes too long, and serves the next file", async () => {
    const slow = start({ ...intakeLimits, xlsSeconds: 0.001 });
    await expect(slow.parseXls(ccb)).rejects.toMatchObject({ code: "INTAKE_XLS_TOO_SLOW" });
    await expect(slow.parseXls(ccb)).rejects.toMatchObject({ code: "INTAKE_XLS_TOO_SLOW" });
  });

  it("ends a parser that takes too much memory", async () => {
    const { parseXls } = start({ ...intakeLimits, xlsHeapMiB: 4 });
    await expect(parseXls(ccb)).rejects.toMatchObject({ code: "INTAKE_XLS_TOO_MUCH_MEMORY" });
  });

  it("stops when aborted", async () => {
    const aborting = new AbortController();
    const { parseXls } = start(intakeLimits, aborting.signal);
    const parsing = parseXls(ccb);
    aborting.abort(new Error("enough"));
    await expect(parsing).rejects.toThrow("enough");
    await expect(parseXls(ccb)).rejects.toThrow("enough");
  });

  it("a worker that cannot start is a failure, not a hang", async () => {
    const nowhere = startXlsThread(new URL("none.js", entry), intakeLimits);
    await expect(nowhere.parseXls(ccb)).rejects.toMatchObject({ code: "INTAKE_WORKBOOK_DAMAGED" });
  });

  it("mutated and cut files give rows or an error value, never a crash or a hang", async () => {
    const { parseXls } = start({ ...intakeLimits, xlsSeconds: 5 });
    const edits = fc.array(fc.tuple(fc.nat(ccb.length - 1), fc.nat(255)), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(edits, fc.integer({ min: 600, max: ccb.length }), async (changes, length) => {
        const bytes = Buffer.from(ccb.subarray(0, length));
        for (const [at, value] of changes) if (at >= 8 && at < length) bytes[at] = value;
        const sheets = await readAll(bytes, intakeLimits, parseXls).catch((error: unknown) => error);
        expect(Array.isArray(sheets) || sheets).toSatisfy(
          (outcome: unknown) => outcome === true || (outcome as { code: string }).code.startsWith("INTAKE_"),
        );
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});
