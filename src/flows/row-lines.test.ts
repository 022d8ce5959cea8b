import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleRow } from "../../test/generators/sample-rows.ts";
import { RowLineWriter } from "./row-lines.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

function fields(line: string): string[] {
  return line.slice(0, -1).split("\t");
}

test("any text comes back from its line, half surrogate pairs as U+FFFD", () => {
  const names: Readonly<Record<string, string>> = { "\\": "\\", t: "\t", n: "\n", r: "\r", "0": "\0" };
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.boolean(), (text, cut) => {
      const remark = cut ? `${text}\ud800` : `\udc00${text}\t\n\r\0\\𠮷é`;
      const writer = new RowLineWriter("7\t");
      writer.add({ ...sampleRow(2), remark });
      const line = decoder.decode(writer.take().bytes);
      const cells = fields(line);
      const unescaped = cells.map((cell) => cell.replace(/\\(.)/g, (_, name: string) => names[name] ?? name));
      expect(line.endsWith("\n")).toBe(true);
      expect(unescaped).toContain(Buffer.from(remark).toString());
    }),
    { seed: 11 },
  );
});

test("integers are written in full, negative and missing ones too", () => {
  const writer = new RowLineWriter("");
  for (const balance of [0, 9, 10, 999_999_999, 1_000_000_000, 1_000_000_007, Number.MAX_SAFE_INTEGER, -1, null]) {
    writer.add({ ...sampleRow(2), ownBalanceMinor: balance as never });
    const cells = fields(decoder.decode(writer.take().bytes));
    expect(cells[6]).toBe(balance === null ? "\\N" : String(balance));
  }
});

test("every line says where its row stands and where it ends, however many there are", () => {
  const writer = new RowLineWriter("9\t");
  for (let row = 1; row <= 3_000; row++) writer.add({ ...sampleRow(row), place: { sheet: 1, row } });
  const { bytes, sheet, row, end } = writer.take();
  expect([sheet.length, row.length, end.length, end.at(-1)]).toEqual([3_000, 3_000, 3_000, bytes.length]);
  for (let index = 0; index < 3_000; index += 499) {
    const line = decoder.decode(bytes.subarray(end[index - 1] ?? 0, end[index]));
    expect(line.startsWith(`9\t1\t${index + 1}\t`)).toBe(true);
    expect([sheet[index], row[index]]).toEqual([1, index + 1]);
  }
  expect(writer.take().bytes.length).toBe(0);
});
