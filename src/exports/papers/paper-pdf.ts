import { buffer } from "node:stream/consumers";
// oxlint-disable-next-line import/no-named-as-default -- its types know the default export only
import PDFDocument from "pdfkit";
import { legible } from "../xml-text.ts";
import { layOutPaper } from "./lay-out-paper.ts";
import type { Ink, PageMark } from "./setter.ts";
import { pageForm } from "./page-form.ts";
import type { Paper, PaperBlock } from "./paper.ts";
import { missingCharacters, openPaperFonts, type PaperFonts, type TextsByWeight, type Weight } from "./paper-font.ts";

/** A paper as PDF. */
export interface PaperPdf {
  readonly bytes: Buffer;
  /** Characters that the font has not: each stands as `〔U+4DAE〕` in the text. */
  readonly missing: readonly string[];
}

/** The one time that every PDF bears, so that the same paper gives the same bytes. The paper's date stands in its text. */
const fixedTime = new Date(Date.UTC(2000, 0, 1));
const inks: Readonly<Record<Ink, string>> = { black: "#000000", red: "#d7000f", grey: "#808080" };

/** Sets a paper as PDF, its fonts embedded and cut down to what it uses. The same paper gives the same bytes. */
export async function paperPdf(original: Paper): Promise<PaperPdf> {
  const missing = await missingCharacters(Object.values(textsOf(original)).join(""));
  const paper = withTexts(original, (text) => named(text, missing));
  const fonts = await openPaperFonts(textsOf(paper));
  const document = new PDFDocument({
    size: [pageForm.width, pageForm.height],
    margin: 0,
    autoFirstPage: false,
    lang: "zh-CN",
    displayTitle: true,
    info: { Title: paper.title, CreationDate: fixedTime, Producer: "Sluice", Creator: "Sluice" },
  });
  const written = buffer(document);
  for (const [face, bytes] of fonts.faces) document.registerFont(face, bytes);
  const advances = new Map<string, number>();
  const advanceOf = (character: string, weight: Weight): number => {
    const key = `${weight} ${character}`;
    const known = advances.get(key);
    if (known !== undefined) return known;
    document.font(fonts.faceOf(character, weight)).fontSize(1);
    const advance = Math.round(document.widthOfString(character) * 1_000) / 1_000;
    advances.set(key, advance);
    return advance;
  };
  // Widths are asked for, so there has to be a page; it becomes the first.
  document.addPage();
  for (const [index, marks] of layOutPaper(paper, advanceOf).entries()) {
    if (index > 0) document.addPage();
    for (const mark of marks) draw(document, fonts, mark);
  }
  document.end();
  return { bytes: await written, missing };
}

type Canvas = InstanceType<typeof PDFDocument>;

function draw(canvas: Canvas, fonts: PaperFonts, mark: PageMark): void {
  switch (mark.kind) {
    case "text":
      drawText(canvas, fonts, mark);
      break;
    case "rule":
      canvas
        .moveTo(...mark.from)
        .lineTo(...mark.to)
        .lineWidth(mark.thick)
        .stroke(inks[mark.ink]);
      break;
  }
}

/** Character by character: each may be of another slice, and none is kerned, since the lines were broken without that. */
function drawText(canvas: Canvas, fonts: PaperFonts, mark: Extract<PageMark, { kind: "text" }>): void {
  canvas.fontSize(mark.size).fillColor(inks[mark.ink]);
  let x = mark.x;
  for (const character of mark.text) {
    canvas.font(fonts.faceOf(character, mark.weight));
    canvas.text(character, x, mark.baseline, { lineBreak: false, baseline: "alphabetic" });
    x += canvas.widthOfString(character);
  }
}

/** Everything that the paper's pages may hold, by weight; page numbers among it. */
function textsOf(paper: Paper): TextsByWeight {
  const { issuer, number, title, addressee, blocks, signer, date, note, copyTo, watermark } = paper;
  const body = blocks.flatMap((block) => {
    return block.kind === "paragraph"
      ? [block.text]
      : [...block.table.columns.map(({ heading }) => heading), ...block.table.rows.flat()];
  });
  const regular = [number, addressee, ...body, signer, date, note, copyTo, watermark, "（印章）：抄送。— 0123456789"];
  return { regular: regular.join(""), bold: issuer + title };
}

/** The paper with each text changed. Line ends and tabs inside one become blanks. */
function withTexts(paper: Paper, change: (text: string) => string): Paper {
  const of = (text: string): string => change(legible(text.replace(/\s+/gu, " ")));
  const block = (one: PaperBlock): PaperBlock => {
    if (one.kind === "paragraph") return { kind: "paragraph", text: of(one.text) };
    const columns = one.table.columns.map(({ heading, share }) => ({ heading: of(heading), share }));
    return { kind: "table", table: { columns, rows: one.table.rows.map((row) => row.map(of)) } };
  };
  return {
    issuer: of(paper.issuer),
    number: of(paper.number),
    title: of(paper.title),
    addressee: of(paper.addressee),
    blocks: paper.blocks.map(block),
    signer: of(paper.signer),
    date: of(paper.date),
    note: of(paper.note),
    copyTo: of(paper.copyTo),
    watermark: of(paper.watermark),
  };
}

function named(text: string, missing: readonly string[]): string {
  if (missing.length === 0) return text;
  return Array.from(text)
    .map((character) =>
      missing.includes(character) ? `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}〕` : character,
    )
    .join("");
}
