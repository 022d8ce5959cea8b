import { readFileSync } from "node:fs";
import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { readAll } from "../../test/generators/opened-rows.ts";

const heading = ["交易卡号", "交易时间", "交易金额", "户名"];

function workbook(rows: number, bookType: "biff8" | "biff5" | "biff2"): Buffer {
  const body = Array.from({ length: rows }, (_, i) => [`622202${i}`, "2024-01-02 10:00:00", i + 1.5, `name ${i}`]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([heading, ...body]), "Sheet1");
  return write(book, { type: "buffer", bookType });
}

const eachKind = ([5, 30, 300] as const).flatMap((rows) =>
  (["biff8", "biff5", "biff2"] as const).map((bookType) => [rows, bookType] as const),
);

test.each(eachKind)("%d rows of %s cut anywhere are damaged or whole, never fewer", async (rows, bookType) => {
  const bytes = workbook(rows, bookType);
  expect((await readAll(bytes))[0]?.rows).toHaveLength(rows + 1);
  const step = Math.max(1, Math.floor(bytes.length / 40));
  const cuts = [bytes.length - 600, 5032, 3000, ...Array.from({ length: 39 }, (_, i) => bytes.length - 1 - i * step)];
  for (const cut of cuts.filter((at) => at > 16 && at < bytes.length)) {
    const outcome = await readAll(bytes.subarray(0, cut)).then(
      (sheets) => sheets[0]?.rows.length,
      (thrown: { code?: string }) => thrown.code,
    );
    expect([rows + 1, "INTAKE_WORKBOOK_DAMAGED"], `cut at ${cut} of ${bytes.length}`).toContain(outcome);
  }
});

test("a bank's own xls is damaged wherever a part of its stream is missing", async () => {
  const path = "../../test/fixtures/real/ccb/交易明细_xxxx_2025xxxx_2025xxxx.xls";
  const bytes = readFileSync(new URL(path, import.meta.url));
  for (const share of [0.2, 0.5, 0.8])
    await expect(readAll(bytes.subarray(0, bytes.length * share))).rejects.toMatchObject({
      code: "INTAKE_WORKBOOK_DAMAGED",
    });
});
