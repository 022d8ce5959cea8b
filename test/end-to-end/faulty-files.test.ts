import { afterEach, beforeEach, expect, test } from "vitest";
import { type ImportDesk, openImportDesk } from "./import-desk.ts";

let desk: ImportDesk;
beforeEach(async () => {
  desk = await openImportDesk();
});
afterEach(async () => desk.close());

const good =
  "交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\n6222021234567890128,2024-01-02 10:00:00,1.00,出,6217001234567890125\n";

test("a file whose rest cannot be read is partly read, also when it is met again", async () => {
  const files = { "long.csv": `${good}${"x".repeat(5 << 20)}\n` };
  for (const metBefore of [false, true]) {
    const { files: found, totals } = await desk.take(files);
    expect(found).toMatchObject([
      { state: "partly-read", metBefore, report: { error: { code: "INTAKE_RECORD_TOO_LONG" } } },
    ]);
    expect([totals.rows, totals.transfers]).toEqual([2, 1]);
  }
});

test("a file of which no row came is unreadable, also when it is met again", async () => {
  const files = { "wide.csv": `${"c,".repeat(100_000)}\n` };
  for (let run = 0; run < 2; run++) {
    const { files: found } = await desk.take(files);
    expect(found).toMatchObject([
      { state: "unreadable", metBefore: false, report: { error: { code: "INTAKE_TOO_MANY_COLUMNS" } } },
    ]);
  }
});
