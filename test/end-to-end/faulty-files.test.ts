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

test("a text that is no table is unreadable and leaves nothing to correct", async () => {
  const licence =
    "The Licence\n\nPermission is granted, free of charge, to use, copy\nand sell the work.\nIt comes as it is.\n";
  const { files, totals } = await desk.take({ LICENCE: licence, "cards.txt": "6222021234567890128\n".repeat(500) });
  expect(files.map(({ state, report }) => [state, report.error?.code])).toEqual([
    ["unreadable", "INTAKE_NO_TABLE"],
    ["unreadable", "INTAKE_NO_TABLE"],
  ]);
  expect(totals.rejected).toEqual({});
});

test("rows of columns without a heading are rejected one by one", async () => {
  const { files, totals } = await desk.take({ "bare.csv": "6222021234567890128,2024-01-02 10:00:00,1.00\n" });
  expect(files[0]?.state).toBe("imported");
  expect(totals.rejected).toEqual({ "no-heading": 1 });
});

test("a page that ends inside a table is partly read and says after which row", async () => {
  const cells = (row: readonly string[]): string => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const rows = good.trim().split("\n");
  const page = `<html><table>${rows.map((line) => cells(line.split(","))).join("")}`;
  const { files, totals } = await desk.take({
    "cut.xls": `${page}<tr><td>622202`,
    "whole.xls": `${page}</table></html>`,
  });
  expect(files.map(({ state }) => state)).toEqual(["partly-read", "imported"]);
  expect(files[0]?.report.error).toMatchObject({ code: "INTAKE_PAGE_CUT" });
  expect(totals.transfers).toBe(1);
});

test("a sentence that there are no transactions is the bank's answer", async () => {
  const { totals } = await desk.take({ "none.csv": `${good}该账户在查询时间段内无交易\n` });
  expect(totals.nonTransfers).toMatchObject({ feedback: 1 });
});
