import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeStatements } from "../../bench/make-statements.ts";
import { canonicalExport } from "../../src/app/canonical-export.ts";
import { importFiles, type ImportRequest } from "../../src/app/import-files.ts";
import type { ImportReport, RowCounts } from "../../src/app/import-report.ts";
import { openLedger, sourceRowsOf } from "../../src/app/open-ledger.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import type { Stores } from "../../src/storage/stores.ts";

let folder: string;
let source: string;
let stores: Stores;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-import-"));
  source = join(folder, "statements");
  await mkdir(source);
  await makeStatements(source, { files: 3, rowsPerFile: 400, seed: 11 });
  stores = await openStores({ dataFolder: join(folder, "data"), holder: "import.test" });
});

afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

test("every row of every file is counted once", async () => {
  await writeFile(join(source, "坏行.csv"), iconv.encode(dirty, "gb18030"));
  const report = await run({});
  for (const file of report.files) {
    expect(accounted(file.counts), file.path).toBe(file.counts.rows);
    expect(file.state).toBe("imported");
  }
  expect(accounted(report.totals)).toBe(report.totals.rows);
  expect(report.totals.secondWitnesses).toBeGreaterThan(100);
  expect(report.totals.duplicates).toBeGreaterThan(0);
  expect(Object.values(report.totals.rejected).reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  expect(report.ledger.transfers).toBe(report.totals.transfers);
});

test("importing again changes nothing but the report", async () => {
  const first = await run({});
  const before = await exported();
  const second = await run({});
  expect(second.files.map((file) => file.state)).toEqual(first.files.map(() => "already-imported"));
  expect(second.totals).toEqual(first.totals);
  expect(await exported()).toBe(before);
});

test("the order in which files come does not matter", async () => {
  const names = await readdir(source);
  for (const name of names.reverse()) await run({ paths: [join(source, name)] });
  const oneByOne = await exported();
  await stores.close();
  stores = await openStores({ dataFolder: join(folder, "other"), holder: "import.test" });
  await run({});
  expect(await exported()).toBe(oneByOne);
});

test("the same content under two names is one file", async () => {
  const [name = ""] = await readdir(source);
  await writeFile(join(source, "副本.csv"), await readFile(join(source, name)));
  const report = await run({});
  expect(report.files.filter((file) => file.state === "same-content").length).toBe(1);
  expect(report.ledger.files).toBe(3);
  expect(accounted(report.totals)).toBe(report.totals.rows);
});

test("a dry run reports what an import would and leaves the data folder as it was", async () => {
  const dry = await run({ dryRun: true });
  expect(await stores.ledger.files()).toEqual([]);
  expect(await readdir(join(folder, "data"))).not.toContain("evidence");
  const real = await run({});
  expect(dry.totals).toEqual(real.totals);
  expect(dry.ledger).toEqual(real.ledger);
});

test("the original of every file is kept, and a transfer opens down to its rows", async () => {
  const report = await run({});
  for (const { path, report: read } of report.files)
    expect(Buffer.from(await stores.evidence.get(read.sha256))).toEqual(await readFile(path));
  const opened = await openLedger(stores);
  const transfer = opened.derived.secondWitness.findIndex((row) => row !== 0xffff_ffff);
  const id = opened.transferId(transfer);
  expect(opened.transferIndex(id)).toBe(transfer);
  const rows = await sourceRowsOf(stores, opened, transfer);
  expect(rows.map((row) => row.outcome).slice(0, 2)).toEqual(["transfer", "second-witness"]);
  expect(new Set(rows.map((stored) => stored.row.amountMinor)).size).toBe(1);
  expect(rows[0]?.path).toContain("交易明细信息_");
  for (const row of rows)
    expect(opened.transferIndex(`${row.sha256.slice(0, 12)}-0-${row.row.place.row}`)).toBe(transfer);
});

test("an aborted import stops, and the next one completes it", async () => {
  const controller = new AbortController();
  const aborted = importFiles(stores, request({}), {
    ...context,
    signal: controller.signal,
    progress: ({ files }) => files === 2 && controller.abort(new Error("stopped by the test")),
  });
  await expect(aborted).rejects.toThrow("stopped by the test");
  const report = await run({});
  expect(report.ledger.files).toBe(3);
  expect(accounted(report.totals)).toBe(report.totals.rows);
});

test("an evidence folder that cannot be written stops the import and leaves the ledger as it was", async () => {
  const [name = ""] = await readdir(source);
  await run({ paths: [join(source, name)] });
  const before = await exported();
  await rm(join(folder, "data", "evidence"), { recursive: true });
  await writeFile(join(folder, "data", "evidence"), "");
  await expect(run({})).rejects.toMatchObject({ code: "STORAGE_WRITE_FAILED" });
  expect(await exported()).toBe(before);
});

const dirty =
  "交易卡号,交易账号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名\r\n" +
  "6222020200000000000,120210000000000,2024-01-01 10:00:00,12.x,100.00,进,6228480402564890018,钱七\r\n" +
  "6222020200000000000,120210000000000,2024-02-31 10:00:00,12.00,100.00,进,6228480402564890018,钱七\r\n" +
  "6222020200000000000,120210000000000,2024-01-02 10:00:00,12.00,100.00,进,6228480402564890018,钱七\r\n";

const context = {
  signal: new AbortController().signal,
  progress: (): void => undefined,
  parseXls: () => Promise.reject(new Error("no xls here")),
  readElsewhere: null,
};

function request(overrules: Partial<ImportRequest>): ImportRequest {
  return { paths: [source], layout: null, map: {}, saveAs: null, dryRun: false, ...overrules };
}

async function run(overrules: Partial<ImportRequest>): Promise<ImportReport> {
  return importFiles(stores, request(overrules), context);
}

async function exported(): Promise<string> {
  const lines: string[] = [];
  for await (const line of canonicalExport(stores)) lines.push(line);
  return lines.join("");
}

function accounted(counts: RowCounts): number {
  const sum = (record: Readonly<Record<string, number>>): number => Object.values(record).reduce((a, b) => a + b, 0);
  return (
    counts.transfers + counts.secondWitnesses + counts.duplicates + sum(counts.rejected) + sum(counts.nonTransfers)
  );
}
