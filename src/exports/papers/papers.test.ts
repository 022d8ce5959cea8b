import { describe, expect, test } from "vitest";
import { unzipped } from "../../../test/fixtures/unzipped.ts";
import { defaultTemplates } from "./default-templates.ts";
import { layOutPaper } from "./lay-out-paper.ts";
import { pageForm } from "./page-form.ts";
import type { Paper } from "./paper.ts";
import { paperDocx } from "./paper-docx.ts";
import { paperPdf } from "./paper-pdf.ts";
import {
  checkTemplate,
  fillTemplate,
  type PaperField,
  type PaperValues,
  paperFields,
  paperKinds,
} from "./paper-template.ts";

const paper: Paper = {
  issuer: "示例市公安局",
  number: "示公（刑）冻财字〔2026〕17号",
  title: "协助冻结财产通知书",
  addressee: "演示银行示例市分行",
  blocks: [
    { kind: "paragraph", text: "请你单位协助冻结下列账户内的财产，冻结金额人民币壹拾贰万叁仟元整（¥123,000.00）。" },
    {
      kind: "table",
      table: {
        columns: [
          { heading: "户名", share: 1 },
          { heading: "账号", share: 2 },
        ],
        rows: [["<甲>&", "6222021234567890128"]],
      },
    },
  ],
  signer: "示例市公安局",
  date: "2026年11月23日",
  note: "联系人：示例乙",
  copyTo: "演示监管局",
  watermark: "",
};
const advanceOf = (character: string): number => (character < "\u0250" ? 0.5 : 1);

function filledWith(value: (field: PaperField) => string): PaperValues {
  return Object.fromEntries(paperFields.map((field) => [field, value(field)])) as Record<PaperField, string>;
}

const none = { columns: [], rows: [] };

describe("papers", () => {
  test("W5: the same paper gives the same bytes, as PDF and as docx", async () => {
    expect((await paperPdf(paper)).bytes.equals((await paperPdf(paper)).bytes)).toBe(true);
    expect((await paperDocx(paper)).equals(await paperDocx(paper))).toBe(true);
  });

  test("W6: a character that the font has not is named", async () => {
    expect((await paperPdf({ ...paper, addressee: "𠮷田䶮" })).missing).toEqual(["𠮷", "䶮"]);
  });

  test("W1: a docx has the page's measures and the paper's text, escaped", async () => {
    const parts = await unzipped(await paperDocx(paper));
    const text = parts.get("word/document.xml")?.toString() ?? "";
    expect(text).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    expect(text).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
    expect(text).toContain("&lt;甲&gt;&amp;");
    expect(parts.has("word/footer2.xml")).toBe(true);
  });

  test("W3, W4: of long papers nothing lies outside the page, and the signature has text above it", () => {
    for (let lines = 0; lines < 60; lines += 1) {
      const blocks = Array.from({ length: lines }, () => ({ kind: "paragraph" as const, text: "文".repeat(20) }));
      const pages = layOutPaper({ ...paper, blocks: [...blocks, ...paper.blocks] }, advanceOf);
      for (const marks of pages) {
        for (const mark of marks) {
          const y = mark.kind === "text" ? mark.baseline : mark.to[1];
          expect(y).toBeLessThanOrEqual(pageForm.top + pageForm.textHeight + pageForm.pageNumberDown);
        }
      }
      const body = (marks: (typeof pages)[number]): number => marks.filter(({ kind }) => kind === "text").length;
      expect(body(pages.at(-1) ?? [])).toBeGreaterThan(8);
    }
  });

  test("W4: a cell of 20,000 characters is set whole", () => {
    const rows = [["字".repeat(20_000), "1"]];
    const table = {
      columns: [
        { heading: "甲", share: 3 },
        { heading: "乙", share: 1 },
      ],
      rows,
    };
    const pages = layOutPaper({ ...paper, blocks: [{ kind: "table", table }] }, advanceOf);
    const set = pages.flat().flatMap((mark) => (mark.kind === "text" ? Array.from(mark.text) : []));
    expect(set.filter((character) => character === "字").length).toBe(
      20_000 + Array.from(`${paper.number}${paper.title}`).filter((one) => one === "字").length,
    );
  });

  test.each(paperKinds)("W8: the program's own template “%s” names known fields only", (kind) => {
    expect(() => checkTemplate(defaultTemplates[kind])).not.toThrow();
    const values = filledWith((field) => field);
    const filled = fillTemplate(defaultTemplates[kind], values, { accounts: none, shares: none });
    expect(JSON.stringify(filled)).not.toContain("{{");
  });

  test("W8: a value is never read as a field", () => {
    const values = filledWith(() => "{{账号}}$&");
    const template = { ...defaultTemplates.query, title: "{{户名}}" };
    expect(fillTemplate(template, values, { accounts: none, shares: none }).title).toBe("{{账号}}$&");
  });
});
