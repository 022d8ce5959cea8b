import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FileReport } from "../../src/flows/file-reading.ts";
import { RowLineWriter } from "../../src/flows/row-lines.ts";
import type { StatementRow } from "../../src/flows/statement-row.ts";
import type { LedgerStore } from "../../src/storage/ledger-store.ts";
import { fileReport, sampleHolder, samplePeriod, sampleRow, sampleSetAside } from "../generators/sample-rows.ts";

/** A ledger under test; `reopen` closes it and opens the same data again. */
export interface LedgerUnderTest {
  readonly ledger: LedgerStore;
  reopen(): Promise<LedgerStore>;
  dispose(): Promise<void>;
}

const fileA = "a".repeat(64);
const fileB = "b".repeat(64);

/** What any engine behind `LedgerStore` must do; `open` gives an empty ledger each time. */
export function ledgerStoreConformance(name: string, open: () => Promise<LedgerUnderTest>): void {
  describe(`ledger store: ${name}`, () => {
    let subject: LedgerUnderTest;
    let ledger: LedgerStore;

    beforeEach(async () => {
      subject = await open();
      ledger = subject.ledger;
    });

    afterEach(async () => {
      await subject.dispose();
    });

    test("an empty ledger has no files and no rows", async () => {
      expect(await ledger.files()).toEqual([]);
      expect((await ledger.witnesses()).length).toBe(0);
      expect(await ledger.holderRecords()).toEqual([]);
      expect(await ledger.statedPeriods()).toEqual([]);
    });

    test("what was written is read back field by field, hostile text included", async () => {
      const rows = [sampleRow(2), { ...sampleRow(3), remark: "tab\there\nline\\N \r\0 'quote' 𠮷 \\", serial: "\\N" }];
      await write(ledger, [fileA, "v1"], rows);
      const places = rows.map((row) => ({ sha256: fileA, ...row.place }));
      expect(await ledger.sourceRows(places)).toEqual(rows.map((row) => ({ sha256: fileA, row })));
    });

    test("amounts up to 2^53 − 1 and negative balances are kept exactly", async () => {
      const row = { ...sampleRow(2), amountMinor: Number.MAX_SAFE_INTEGER, ownBalanceMinor: -Number.MAX_SAFE_INTEGER };
      await write(ledger, [fileA, "v1"], [row as StatementRow]);
      const columns = await ledger.witnesses();
      expect(columns.amountMinor[0]).toBe(Number.MAX_SAFE_INTEGER);
      expect(columns.ownBalanceMinor[0]).toBe(-Number.MAX_SAFE_INTEGER);
      expect(columns.otherBalanceMinor[0]).toBeNaN();
    });

    test("witnesses come by (SHA-256, sheet, row), whatever the order of imports", async () => {
      await write(ledger, [fileB, "v1"], [sampleRow(2), sampleRow(3)]);
      await write(ledger, [fileA, "v1"], [{ ...sampleRow(9), place: { sheet: 1, row: 2 } }, sampleRow(7)]);
      const columns = await ledger.witnesses();
      expect(columns.files).toEqual([fileA, fileB]);
      expect([...columns.file]).toEqual([0, 0, 1, 1]);
      expect([...columns.sheet]).toEqual([0, 1, 0, 0]);
      expect([...columns.row]).toEqual([7, 2, 2, 3]);
    });

    test("F26: a row's references are hashed as serials are, where another institution may share them", async () => {
      const { own, other } = sampleRow(2);
      const plain = { serial: "N1", orderNo: "", logNo: "N2", voucherNo: "N3" };
      await write(
        ledger,
        [fileA, "v1"],
        [
          { ...sampleRow(2), ...plain, orderNo: "N1" },
          { ...sampleRow(3), ...plain, other: { ...other, name: "财付通支付科技有限公司" } },
          { ...sampleRow(4), ...plain, voucherNo: "000", own: { ...own, card: "", account: "wxid_a" } },
          { ...sampleRow(5), ...plain, own: { ...own, card: "", account: "20880000123456789" } },
          { ...sampleRow(6), ...plain, orderNo: "/", own: { ...own, card: "", account: "2088000012345678" } },
        ],
      );
      const { references, serialHigh, serialLow } = await ledger.witnesses();
      expect([...references.row]).toEqual([0, 1, 1, 2, 4, 4]);
      expect([references.high[0], references.low[0]]).toEqual([serialHigh[0], serialLow[0]]);
      expect(references.low[3]).toBe(references.low[1]);
    });

    test("witness columns say what the row says", async () => {
      const row = { ...sampleRow(2), serial: "000123", reversesSerial: "000123" };
      await write(ledger, [fileA, "v1"], [row, { ...sampleRow(3), serial: "X1" }, { ...sampleRow(4), serial: "" }]);
      const columns = await ledger.witnesses();
      const text = (column: Uint32Array): string | undefined => columns.strings[column[0] ?? 0];
      expect(text(columns.ownCard)).toBe(row.own.card);
      expect(text(columns.otherName)).toBe(row.other.name);
      expect(text(columns.currency)).toBe(row.currency);
      expect(columns.strings[0]).toBe("");
      expect([...columns.serialOrder]).toEqual([123, Number.NaN, Number.NaN]);
      expect([columns.serialHigh[0], columns.serialLow[0]]).toEqual([columns.reversesHigh[0], columns.reversesLow[0]]);
      expect([columns.serialHigh[2], columns.serialLow[2]]).toEqual([0, 0]);
      expect([columns.atMs[0], columns.flags[0]]).toEqual([row.atMs, row.flags]);
    });

    test("a file counts only once it is finished", async () => {
      const writer = await ledger.begin(fileA, "v1");
      writer.row(sampleRow(2));
      await writer.drain();
      expect(await ledger.files()).toEqual([]);
      expect((await ledger.witnesses()).length).toBe(0);
    });

    test("an interrupted reading is completed by the same reading, without double rows", async () => {
      const rows = [sampleRow(2), sampleRow(3), sampleRow(4)];
      await interrupt(ledger, rows.slice(0, 2));
      ledger = await subject.reopen();
      await write(ledger, [fileA, "v1"], rows);
      expect([...(await ledger.witnesses()).row]).toEqual([2, 3, 4]);
      expect((await ledger.setAsideRows(fileA)).length).toBe(1);
      expect((await ledger.holderRecords()).length).toBe(1);
    });

    test("rows that come as lines are the rows, those of an interrupted reading not twice", async () => {
      const rows = [sampleRow(2), { ...sampleRow(3), remark: "tab\there\\ 𠮷" }, sampleRow(4)];
      await interrupt(ledger, rows.slice(0, 1));
      ledger = await subject.reopen();
      const writer = await ledger.begin(fileA, "v1");
      writer.setAside(sampleSetAside(1));
      const lines = new RowLineWriter(writer.lines?.prefix ?? "");
      for (const row of rows) lines.add(row);
      if (writer.lines === null) for (const row of rows) writer.row(row);
      else writer.lines.add(lines.take());
      await writer.finish(fileReport(fileA, rows.length));
      const places = rows.map((row) => ({ sha256: fileA, ...row.place }));
      expect(await ledger.sourceRows(places)).toEqual(rows.map((row) => ({ sha256: fileA, row })));
      expect((await ledger.witnesses()).length).toBe(3);
    });

    test("the same reading twice is the same as once", async () => {
      for (let time = 0; time < 2; time++) await write(ledger, [fileA, "v1"], [sampleRow(2)]);
      expect((await ledger.witnesses()).length).toBe(1);
      expect((await ledger.files()).length).toBe(1);
      expect(await ledger.statedPeriods()).toEqual([samplePeriod()]);
    });

    test("another reading replaces the rows, and the first one again puts them back", async () => {
      await write(ledger, [fileA, "v1"], [sampleRow(2), sampleRow(3)]);
      await write(ledger, [fileA, "v2"], [sampleRow(9)]);
      expect([...(await ledger.witnesses()).row]).toEqual([9]);
      expect(await ledger.sourceRows([{ sha256: fileA, sheet: 0, row: 2 }])).toEqual([]);
      await write(ledger, [fileA, "v1"], [sampleRow(2), sampleRow(3)]);
      expect([...(await ledger.witnesses()).row]).toEqual([2, 3]);
      expect((await ledger.files())[0]?.reading).toBe("v1");
    });

    test("what files say of holders and periods is answered of some files alone, too", async () => {
      await write(ledger, [fileA, "v1"], [sampleRow(2)]);
      expect(await ledger.holderRecords(new Set([fileA]))).toEqual([sampleHolder(1)]);
      expect(await ledger.statedPeriods(new Set([fileA]))).toEqual([samplePeriod()]);
      expect(await ledger.holderRecords(new Set(["0".repeat(64)]))).toEqual([]);
      expect(await ledger.statedPeriods(new Set(["0".repeat(64)]))).toEqual([]);
    });

    test("a reopened ledger is the same ledger", async () => {
      const report = await write(ledger, [fileA, "v1"], [sampleRow(2)]);
      ledger = await subject.reopen();
      expect(await ledger.files()).toEqual([{ report, reading: "v1" }]);
      expect(await ledger.setAsideRows(fileA)).toEqual([sampleSetAside(1)]);
      expect(await ledger.holderRecords()).toEqual([sampleHolder(1)]);
      expect((await ledger.witnesses()).length).toBe(1);
    });

    test("source rows come in the order asked, unknown places are left out", async () => {
      await write(ledger, [fileA, "v1"], [sampleRow(2), sampleRow(3)]);
      const asked = [3, 99, 2, 3].map((row) => ({ sha256: fileA, sheet: 0, row }));
      const rows = await ledger.sourceRows([...asked, { sha256: fileB, sheet: 0, row: 2 }]);
      expect(rows.map((stored) => stored.row.place.row)).toEqual([3, 2, 3]);
    });
  });
}

async function write(
  ledger: LedgerStore,
  [sha256, reading]: readonly [sha256: string, reading: string],
  rows: readonly StatementRow[],
): Promise<FileReport> {
  const writer = await ledger.begin(sha256, reading);
  writer.setAside(sampleSetAside(1));
  writer.holder(sampleHolder(1));
  writer.period(samplePeriod());
  for (const row of rows) writer.row(row);
  const report = fileReport(sha256, rows.length);
  await writer.finish(report);
  return report;
}

/** An import that stops after some rows, having written them out. */
async function interrupt(ledger: LedgerStore, rows: readonly StatementRow[]): Promise<void> {
  const writer = await ledger.begin(fileA, "v1");
  writer.setAside(sampleSetAside(1));
  for (const row of rows) writer.row(row);
  await writer.flush();
}
