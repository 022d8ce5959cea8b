import fc from "fast-check";
import { encode } from "iconv-lite";
import { describe, expect, it } from "vitest";
import { splitDelimited } from "./delimited-text.ts";
import { type Delimiter, detectShape } from "./delimiter.ts";
import { type IntakeLimits, intakeLimits } from "./limits.ts";
import { splitLine } from "./split-record.ts";
import { decodeText, detectEncoding } from "./text-encoding.ts";

interface Read {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly notes: readonly string[];
}

function read(pieces: Iterable<string>, sample: string, limits: IntakeLimits = intakeLimits): Read {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const notes: string[] = [];
  for (const batch of splitDelimited(pieces, detectShape(sample), limits)) {
    rows.push(...batch.rows);
    lines.push(...batch.rowNumbers);
    notes.push(...batch.notes);
  }
  return { rows, lines, notes };
}

function readText(text: string): Read {
  return read([text], text);
}

const heading = "时间,户名,金额,余额,摘要,对方,备注";

describe("splitting delimited text", () => {
  it("shows blank lines as rows and numbers rows by physical line", () => {
    const { rows, lines } = readText('a,b\r\n\r\n"x\r\ny",2\r\n3,4');
    expect(rows).toEqual([["a", "b"], [""], ["x\r\ny", "2"], ["3", "4"]]);
    expect(lines).toEqual([1, 2, 3, 5]);
  });

  it("never merges a short row with the next nor cuts a long one", () => {
    expect(readText("a,b,c\n1,2,3\n4,5,6\n7\n8,9,10,11\n").rows.slice(3)).toEqual([["7"], ["8", "9", "10", "11"]]);
  });

  it.each(["\n", "\r\n", "\r"])("ends lines at %j and does not invent a last one", (end) => {
    expect(readText(["a,b", "1,2", "3,4", ""].join(end)).rows).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  it("keeps blanks around quotes outside the value's quotes, as ICBC and WeChat write them", () => {
    const { rows } = readText('日期,金额,户名\n"2023-01-01"\t,"1,020.00"\t,"某餐厅 "\t\n');
    expect(rows[1]).toEqual(["2023-01-01\t", "1,020.00\t", "某餐厅 \t"]);
  });

  it("lets a lone quote swallow nothing and says so", () => {
    const { rows, notes } = readText(`${heading}\n1,"5寸屏,2,3,4,5,6\n1,b,2,3,4,5,6\n1,"c",2,3,4,5,6\n`);
    expect(rows).toHaveLength(4);
    expect(rows[1]?.[1]).toBe('"5寸屏');
    expect(rows[3]?.[1]).toBe("c");
    expect(notes).toHaveLength(1);
  });

  it("lets a lone quote take nothing from its own line", () => {
    expect(readText(`${heading}\n1,"5寸屏,2,"a,b",4,5,6\n`).rows[1]).toEqual([
      "1",
      '"5寸屏',
      "2",
      "a,b",
      "4",
      "5",
      "6",
    ]);
  });

  it("says so a few times, not a million", () => {
    expect(readText(`${heading}\n${'1,"5,2,3,4,5,6\n'.repeat(1_000)}`).notes).toHaveLength(21);
  });

  it("sees two lone quotes in one column as two rows, not as one cell over lines", () => {
    const { rows } = readText(`${heading}\n1,"a,2,3,4,5,6\n1,b,2,3,4,5,6\n1,c,2,3,4,5",6\n`);
    expect(rows.map((row) => row.length)).toEqual([7, 7, 7, 7]);
  });

  it("gives a quote up after the limit even when another follows much later", () => {
    const filler = "1,2,3,4,5,6,7\n".repeat(6_000);
    const text = `${heading}\n1,"x,3\n${filler}1,y",3\n`;
    expect(readText(text).rows).toHaveLength(6_003);
  });

  it("reads quotes in the middle of a cell as ordinary characters", () => {
    expect(readText('a,b\n打开"多多",2\n').rows[1]).toEqual(['打开"多多"', "2"]);
  });

  it("takes the frame off |a|b| lines", () => {
    const { rows } = readText("|卡号|金额|备注|\n|6222|1.00||\n|6223|2.00|x|\n");
    expect(rows).toEqual([
      ["卡号", "金额", "备注"],
      ["6222", "1.00", ""],
      ["6223", "2.00", "x"],
    ]);
  });

  it.each<[Delimiter, string]>([
    [",", '说明\n\n日期,户名,金额\n"a"\t,"b"\t,"c"\t\n"a"\t,"b"\t,"c"\t\n'],
    ["\t", "日期\t户名\t金额\na\tb\t1,020.00\na\tb\t1,020.00\n"],
    [";", "a;b;c\n1;2,5;3\n1;2,5;3\n"],
    ["|", "a|b|c\n1|2|3\n"],
  ])("finds the delimiter %j", (delimiter, text) => {
    expect(detectShape(text).delimiter).toBe(delimiter);
  });

  it("splits a whole csv row that stands in one cell", () => {
    expect(splitLine('2023-01-01,"1,020.00",张三', ",")).toEqual(["2023-01-01", "1,020.00", "张三"]);
    expect(splitLine('"never closed,2', ",")).toEqual(['"never closed', "2"]);
  });

  it("refuses an endless line after the limit, without holding more than that", () => {
    let drawn = 0;
    function* endless(): Generator<string> {
      for (; drawn < 2_048; drawn++) yield "6222".repeat(1 << 18);
    }
    expect(() => read(endless(), "a")).toThrow(expect.objectContaining({ code: "INTAKE_RECORD_TOO_LONG" }));
    expect(drawn).toBeLessThan(8);
  });

  it.each<[string, string]>([
    ["cells over lines", '"\n",'.repeat(700_000)],
    ["lone quotes", '"a,'.repeat(1_000_000)],
    ["quotes only", '"'.repeat(4_000_000)],
    ["blanks before quotes", `${" ".repeat(2_000_000)}"x",${" ".repeat(1_500_000)}"`],
    ["doubled quotes", `"${',""'.repeat(1_000_000)}`],
  ])("a huge record of %s takes no more than its share of time", (_, record) => {
    const started = performance.now();
    const wide = { ...intakeLimits, columnsPerRow: 5_000_000 };
    const rows = read([`${heading}\n${record}\n`], heading, wide).rows.length;
    expect(rows).toBeGreaterThan(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("refuses a million columns", () => {
    const text = `a,b\n${",".repeat(1_000_000)}\n`;
    expect(() => readText(text)).toThrow(expect.objectContaining({ code: "INTAKE_TOO_MANY_COLUMNS" }));
  });

  it("hands out the rows before an error", () => {
    const rows: unknown[] = [];
    const text = `a,b\n1,2\n${",".repeat(10_000)}\n`;
    expect(() => {
      for (const batch of splitDelimited([text], detectShape(text), intakeLimits)) rows.push(...batch.rows);
    }).toThrow(expect.objectContaining({ code: "INTAKE_TOO_MANY_COLUMNS" }));
    expect(rows).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  it("refuses rows beyond the limit", () => {
    const few = { ...intakeLimits, rowsPerSheet: 10 };
    expect(() => read(["a\n".repeat(11)], "a", few)).toThrow(expect.objectContaining({ code: "INTAKE_TOO_MANY_ROWS" }));
  });
});

const cell = fc.string({ unit: fc.constantFrom(...Array.from("张三,;|\t\"' \r\n0.1𠮷é")), maxLength: 12 });
const grid = fc
  .integer({ min: 2, max: 5 })
  .chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
  );

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

describe("properties of delimited text", () => {
  it.each(["utf8", "utf8-bom", "utf16le", "utf16be", "gb18030"])(
    "any grid written as %s reads back identically",
    (name) => {
      fc.assert(
        fc.property(
          grid,
          fc.constantFrom<Delimiter>(",", "\t", ";"),
          fc.constantFrom("\n", "\r\n"),
          (cells, delimiter, end) => {
            const header = Array.from(cells[0] ?? [], (_, i) => `交易账号${i}`);
            const lines = [header, header, header, ...cells];
            const text = lines.map((row) => row.map(quoted).join(delimiter)).join(end) + end;
            const addBOM = name !== "utf8" && name !== "gb18030";
            const bytes = encode(text, name === "utf8-bom" ? "utf8" : name, { addBOM });
            const { encoding } = detectEncoding(bytes);
            const decoded = [...decodeText(bytes, encoding)];
            expect(decoded.join("")).toBe(text);
            const shape = { delimiter, columns: header.length, framed: false, lineBreak: "\n" as const };
            const rows = [...splitDelimited(decoded, shape, intakeLimits)].flatMap((batch) => batch.rows);
            expect(rows).toEqual(lines);
          },
        ),
        { seed: 20_240_501, numRuns: 200 },
      );
    },
  );

  it("however the text is cut into pieces, the rows are the same", () => {
    const dirty = fc.string({ unit: fc.constantFrom(...Array.from('ab,"\n\r')), maxLength: 200 });
    fc.assert(
      fc.property(dirty, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
        const small = { ...intakeLimits, quotedChars: 16 };
        expect(read(pieces, text, small)).toEqual(read([text], text, small));
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it("every physical line belongs to exactly one row", () => {
    const dirty = fc.string({ unit: fc.constantFrom(...Array.from('ab,;\t" \n')), maxLength: 300 });
    fc.assert(
      fc.property(dirty, (text) => {
        const { rows, lines } = readText(text);
        const breaks = (text.match(/\n/g) ?? []).length;
        const inner = rows.flat().reduce((sum, value) => sum + (value.match(/\n/g) ?? []).length, 0);
        expect(rows.length + inner).toBe(text === "" ? 0 : breaks + (text.endsWith("\n") ? 0 : 1));
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });
});
