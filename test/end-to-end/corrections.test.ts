import { afterEach, beforeEach, expect, test } from "vitest";
import { exportRejected } from "../../src/app/export-rejected.ts";
import { openLedger } from "../../src/app/open-ledger.ts";
import { type ImportDesk, openImportDesk } from "./import-desk.ts";

let desk: ImportDesk;
beforeEach(async () => {
  desk = await openImportDesk();
});
afterEach(async () => desk.close());

const [own, other] = ["6222021234567890128", "6217001234567890125"];
const dirty = `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号
${own},2024-01-02 10:00:00,1.00,出,${other}
${own},2024-13-02 10:00:01,2.00,出,${other}
${own},2024-01-02 10:00:02,3.001,出,${other}
${own},2024-01-02 10:00:03,1,003.00,出,${other}
${own},2024-01-02 10:00:04,4.00,,${other}
`;

/** The exported files by name. */
async function exported(): Promise<Record<string, string>> {
  const files = await exportRejected(desk.stores);
  return Object.fromEntries(files.map(({ name, lines }) => [name, lines.join("")]));
}

async function amounts(): Promise<readonly number[]> {
  const { derived } = await openLedger(desk.stores);
  return [...derived.columns.transfers.amountMinor].toSorted((a, b) => a - b);
}

/** What a person does to the exported files. */
function correct(files: Readonly<Record<string, string>>): Record<string, string> {
  const repairs: readonly (readonly [string, string])[] = [
    ["2024-13-02", "2024-01-02"],
    ["3.001", "3.00"],
    [`,1,003.00,出,${other},`, `,"1,003.00",出,${other},,`],
    ["2024-01-02 10:00:04,4.00,,,", "2024-01-02 10:00:04,4.00,,出,"],
  ];
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      repairs.reduce((done, [seen, wanted]) => done.replace(seen, wanted), text),
    ]),
  );
}

function renamed(files: Readonly<Record<string, string>>, to: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${to}-${name}`, text]));
}

test("cells behind the last heading are exported under a heading of their own and refused as long as they are filled", async () => {
  await desk.take({ "bank.csv": dirty });
  const first = await exported();
  const [headings = ""] = Object.values(first)[0]?.split(/\r?\n/) ?? [];
  expect(headings).toBe(
    "交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,多出的单元格1,源文件SHA256,源工作表,源行号,拒绝原因",
  );
  const uncorrected = await desk.take(first);
  expect(uncorrected.totals.rejected).toEqual({
    "time-unreadable": 1,
    "amount-too-many-decimals": 1,
    "row-shifted": 1,
    "rejected-direction": 1,
  });
  expect(uncorrected.totals.transfers).toBe(0);
  expect(uncorrected.corrected).toBe(0);
  expect(await amounts()).toEqual([100]);
});

test("corrected rows are transfers, exactly, and leave the list", async () => {
  await desk.take({ "bank.csv": dirty });
  const report = await desk.take(renamed(correct(await exported()), "corrected"));
  expect(report).toMatchObject({ corrected: 4, totals: { transfers: 4, rejected: {} } });
  expect(await amounts()).toEqual([100, 200, 300, 400, 100_300]);
  expect(await exported()).toEqual({});
});

test("rejects that come back uncorrected are listed once, and correcting any copy settles all", async () => {
  await desk.take({ "bank.csv": dirty });
  const first = await exported();
  await desk.take(renamed(first, "uncorrected"));
  const second = await exported();
  const count = (files: Readonly<Record<string, string>>): number =>
    Object.values(files).reduce((rows, text) => rows + text.trim().split("\n").length - 1, 0);
  expect(count(second)).toBe(4);
  expect(Object.values(second).join("")).not.toContain("源文件SHA256,源工作表,源行号,拒绝原因,源文件SHA256");
  await desk.take(renamed(correct(first), "corrected"));
  expect(await exported()).toEqual({});
  expect(await amounts()).toEqual([100, 200, 300, 400, 100_300]);
});
