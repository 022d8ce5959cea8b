import { breakLines } from "./break-lines.ts";
import { pageForm, points, typeSize } from "./page-form.ts";
import type { Paper } from "./paper.ts";
import { tableRows } from "./lay-out-table.ts";
import { type AdvanceOf, baselineIn, type PageMark, Setter, type Strip } from "./setter.ts";

/**
 * Sets a paper on pages in the form of GB/T 9704-2012: head with the issuing organ in red, number and red line (7.2), title
 * and text (7.3), signature, date, note, copies (7.3, 7.4), page numbers (7.5). Pure: what it needs of the font is `advanceOf`.
 */
export function layOutPaper(paper: Paper, advanceOf: AdvanceOf): readonly (readonly PageMark[])[] {
  const set = new Setter(advanceOf);
  const copies = copyStrip(paper, set);
  const closing = closingStrip(paper, copies.height, set);
  const pages = fillPages([...headStrips(paper, set), ...bodyStrips(paper, set)], closing);
  return pages.map((marks, index) => [
    ...marks,
    ...pageNumber(index + 1, set),
    ...watermarkMarks(paper.watermark, set),
    ...(index === pages.length - 1 ? copies.marks(top + textHeight - copies.height) : []),
  ]);
}

const { left, top, textWidth, textHeight, linePitch, cell } = pageForm;

function blank(height: number): Strip {
  return { height, isBody: false, marks: () => [] };
}

function headStrips({ issuer, number, title, addressee }: Paper, set: Setter): readonly Strip[] {
  const markSize = Math.min(48, textWidth / Math.max(1, set.width(issuer, 1, "bold")));
  const size = typeSize.三号;
  const head: Strip[] = [
    blank(points(35)),
    {
      height: markSize * 1.2,
      isBody: false,
      marks: (at) => set.centred(issuer, { baseline: at + markSize, size: markSize, ink: "red" }),
    },
    blank(2 * linePitch),
    {
      height: linePitch + points(4),
      isBody: false,
      marks: (at) => {
        const width = set.width(number, size, "regular");
        const x = left + (textWidth - width) / 2;
        const y = at + linePitch + points(4);
        return [
          ...set.run(number, { x, baseline: baselineIn(at, linePitch, size), size, weight: "regular", ink: "black" }),
          { kind: "rule", from: [left, y], to: [left + textWidth, y], thick: 1, ink: "red" },
        ];
      },
    },
    blank(2 * linePitch),
  ];
  const pitch = typeSize.二号 * 1.6;
  const widthOf = (piece: string): number => set.width(piece, typeSize.二号, "bold");
  const titles = breakLines(title, { lineWidth: textWidth, indent: 0, widthOf }).map(
    ({ pieces }): Strip => ({
      height: pitch,
      isBody: false,
      marks: (at) =>
        set.centred(pieces.join(""), {
          baseline: baselineIn(at, pitch, typeSize.二号),
          size: typeSize.二号,
          ink: "black",
        }),
    }),
  );
  const address = addressee === "" ? [] : set.paragraph(`${addressee}：`, 0);
  return [...(issuer === "" ? [] : head), ...titles, blank(linePitch), ...address];
}

function bodyStrips({ blocks }: Paper, set: Setter): readonly Strip[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case "paragraph":
        return set.paragraph(block.text, 2 * cell);
      case "table":
        return [blank(linePitch / 4), ...tableRows(block.table, set), blank(linePitch / 4)];
    }
  });
}

/** Signature, date and note: the date four characters from the right, the organ centred above it, room for the seal. */
function closingStrip({ signer, date, note }: Paper, copies: number, set: Setter): Strip {
  const size = typeSize.三号;
  const dateWidth = set.width(date, size, "regular");
  const dateX = left + textWidth - 4 * cell - dateWidth;
  const signerWidth = set.width(signer, size, "regular");
  const signerX = Math.min(dateX + (dateWidth - signerWidth) / 2, left + textWidth - signerWidth);
  const notes = note === "" ? [] : set.paragraph(`（${note}）`, 2 * cell);
  return {
    height: (5 + notes.length) * linePitch + copies,
    isBody: false,
    marks: (at) => {
      const baseline = (line: number): number => baselineIn(at + line * linePitch, linePitch, size);
      const seal = { size: typeSize.五号, weight: "regular", ink: "grey" } as const;
      return [
        ...set.run("（印章）", { x: Math.max(left, signerX - 5 * cell), baseline: baseline(3), ...seal }),
        ...set.run(signer, { x: signerX, baseline: baseline(3), size, weight: "regular", ink: "black" }),
        ...set.run(date, { x: dateX, baseline: baseline(4), size, weight: "regular", ink: "black" }),
        ...notes.flatMap((strip, index) => strip.marks(at + (5 + index) * linePitch)),
      ];
    },
  };
}

/** Fills pages from above. The signature takes the last two lines of text along where it does not fit. */
function fillPages(strips: readonly Strip[], closing: Strip): PageMark[][] {
  const pages: Strip[][] = [[]];
  let used = 0;
  const place = (strip: Strip): void => {
    const page = pages.at(-1) ?? [];
    if (used + strip.height > textHeight + 1e-6 && page.length > 0) {
      pages.push([strip]);
      used = strip.height;
    } else {
      page.push(strip);
      used += strip.height;
    }
  };
  for (const strip of strips) place(strip);
  if (used + closing.height > textHeight) {
    const page = pages.at(-1) ?? [];
    const from = page.length - 2 > 0 && page.slice(-2).every(({ isBody }) => isBody) ? page.length - 2 : page.length;
    const taken = page.splice(from);
    pages.push(taken);
    used = taken.reduce((sum, { height }) => sum + height, 0);
  }
  place(closing);
  return pages.map((page) => {
    let at = top;
    return page.flatMap((strip) => {
      const marks = strip.marks(at);
      at += strip.height;
      return marks;
    });
  });
}

/** 抄送, in 4号 between two lines at the foot of the last page. */
function copyStrip({ copyTo }: Paper, set: Setter): Strip {
  if (copyTo === "") return blank(0);
  const size = typeSize.四号;
  const pitch = size * 1.6;
  const widthOf = (piece: string): number => set.width(piece, size, "regular");
  const lines = breakLines(`抄送：${copyTo}。`, { lineWidth: textWidth - 2 * size, indent: 0, widthOf });
  const height = lines.length * pitch;
  const rule = (y: number): PageMark => {
    return { kind: "rule", from: [left, y], to: [left + textWidth, y], thick: points(0.35), ink: "black" };
  };
  return {
    height,
    isBody: false,
    marks: (at) => [
      rule(at),
      ...lines.flatMap((line, index) =>
        set.line(line, { x: left + size, baseline: baselineIn(at + index * pitch, pitch, size), size, room: 0 }),
      ),
      rule(at + height),
    ],
  };
}

/** `— 1 —` in 4号, one character from the right edge on odd pages and from the left on even ones. */
function pageNumber(page: number, set: Setter): readonly PageMark[] {
  const size = typeSize.四号;
  const text = `— ${page} —`;
  const width = set.width(text, size, "regular");
  const x = page % 2 === 1 ? left + textWidth - size - width : left + size;
  const baseline = top + textHeight + pageForm.pageNumberDown;
  return set.run(text, { x, baseline, size, weight: "regular", ink: "black" });
}

function watermarkMarks(watermark: string, set: Setter): readonly PageMark[] {
  if (watermark === "") return [];
  const size = Math.min(typeSize.小五, (textWidth / set.width(watermark, 1, "regular")) * 1);
  const x = left + (textWidth - set.width(watermark, size, "regular")) / 2;
  return set.run(watermark, { x, baseline: points(20), size, weight: "regular", ink: "grey" });
}
