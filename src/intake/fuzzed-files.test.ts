import { readdirSync, readFileSync } from "node:fs";
import exceljs from "exceljs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readAll } from "../../test/generators/opened-rows.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { type IntakeLimits, intakeLimits } from "./limits.ts";

const small: IntakeLimits = {
  ...intakeLimits,
  recordChars: 2_000,
  quotedChars: 200,
  columnsPerRow: 200,
  rowsPerSheet: 5_000,
};
const real = new URL("../../test/fixtures/real/", import.meta.url);
const seeds: Uint8Array[] = [
  Buffer.from("<html><table><tr><td>卡号<td>金额<tr><td>1<td colspan=3>2</table>"),
  Buffer.from(
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>',
  ),
];

beforeAll(async () => {
  for (const folder of readdirSync(real, { withFileTypes: true })) {
    if (!folder.isDirectory() || folder.name === "ccb") continue;
    for (const file of readdirSync(new URL(`${folder.name}/`, real))) {
      seeds.push(readFileSync(new URL(`${folder.name}/${file}`, real)));
    }
  }
  const book = new exceljs.Workbook();
  book.addWorksheet("明细").addRows([
    ["卡号", "金额"],
    ["6222", 1.5],
    [new Date(0), true],
  ]);
  seeds.push(new Uint8Array(await book.xlsx.writeBuffer()));
});

/** Rows, or an error of the catalogue; anything else is a crash. Row numbers rise, so no row is counted twice. */
async function survives(bytes: Uint8Array): Promise<void> {
  const started = performance.now();
  try {
    for (const { rowNumbers, rows } of await readAll(bytes, small)) {
      expect(rowNumbers).toHaveLength(rows.length);
      expect(rowNumbers.every((row, i) => row > (rowNumbers[i - 1] ?? 0))).toBe(true);
    }
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    expect(error.code).toMatch(/^INTAKE_/);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
}

/** One run is for every day; `SLUICE_FUZZ_RUNS` makes it a night. */
const numRuns = Number(process.env["SLUICE_FUZZ_RUNS"] ?? 400);
const seed = Number(process.env["SLUICE_FUZZ_SEED"] ?? 20_240_607);

describe("intake fuzzing", () => {
  it("arbitrary bytes give rows or an error value", async () => {
    const beginning = fc.constantFrom("", "504b0304", "efbbbf", "fffe", "feff", "3c68746d6c3e");
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 3_000 }), async (hex, rest) => {
        await survives(Buffer.concat([Buffer.from(hex, "hex"), rest]));
      }),
      { seed, numRuns },
    );
  });

  it("arbitrary text of the characters that matter gives rows or an error value", async () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("\"',;|\t\r\n \0<>&/汉a1-.")), maxLength: 4_000 });
    await fc.assert(
      fc.asyncProperty(text, async (written) => await survives(Buffer.from(written))),
      { seed, numRuns },
    );
  });

  it("cut and mutated real files give rows or an error value", async () => {
    const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 30 });
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.nat(), edits, cut, async (pick, changes, share) => {
        const original = seeds[pick % seeds.length] ?? Buffer.alloc(0);
        const bytes = Buffer.from(original.subarray(0, Math.ceil(original.length * Math.min(1, share * 2))));
        for (const [place, value] of changes) bytes[Math.floor(place * (bytes.length - 1))] = value;
        await survives(bytes);
      }),
      { seed, numRuns },
    );
  });
});
