import { breakLines, type SetLine } from "./break-lines.ts";
import { pageForm, typeSize } from "./page-form.ts";
import type { Weight } from "./paper-font.ts";

export type Ink = "black" | "red" | "grey";

/** Something on a page. Lengths in points from the page's upper left corner. */
export type PageMark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly baseline: number;
      readonly size: number;
      readonly weight: Weight;
      readonly ink: Ink;
    }
  | {
      readonly kind: "rule";
      readonly from: readonly [x: number, y: number];
      readonly to: readonly [x: number, y: number];
      readonly thick: number;
      readonly ink: Ink;
    };

/** How wide a character is in relation to its size. */
export type AdvanceOf = (character: string, weight: Weight) => number;

/** Lines that stay together on one page: how tall they are, and their marks when they begin at `top`. */
export interface Strip {
  readonly height: number;
  readonly marks: (top: number) => readonly PageMark[];
  /** May go to the next page with the signature, which never stands alone. */
  readonly isBody: boolean;
}

/** Pieces of a line are set apart by at most this. */
const widestGap = pageForm.cell * 0.35;

const { left, textWidth, linePitch, cell } = pageForm;

/** Sets text; knows widths. */
export class Setter {
  readonly #advanceOf: AdvanceOf;

  constructor(advanceOf: AdvanceOf) {
    this.#advanceOf = advanceOf;
  }

  /** Width of a text. In running text a full character takes one of the line's 28 cells. */
  width(text: string, size: number, weight: Weight): number {
    const full = size === typeSize.三号 ? cell : size;
    let width = 0;
    for (const character of text) {
      const advance = this.#advanceOf(character, weight);
      width += advance === 1 ? full : advance * size;
    }
    return width;
  }

  /** One line of text, centred between two edges. */
  centred(text: string, line: { readonly baseline: number; readonly size: number; readonly ink: Ink }): PageMark[] {
    const width = this.width(text, line.size, "bold");
    return this.run(text, { x: left + (textWidth - width) / 2, ...line, weight: "bold" });
  }

  /** A run of text, a mark for each character that is set apart from the next. */
  run(
    text: string,
    at: {
      readonly x: number;
      readonly baseline: number;
      readonly size: number;
      readonly weight: Weight;
      readonly ink: Ink;
    },
  ): PageMark[] {
    const { x, baseline, size, weight, ink } = at;
    const marks: PageMark[] = [];
    let offset = 0;
    for (const piece of text.match(/[\u0020-\u024f]+|./gsu) ?? []) {
      if (piece.trim() !== "") marks.push({ kind: "text", text: piece, x: x + offset, baseline, size, weight, ink });
      offset += this.width(piece, size, weight);
    }
    return marks;
  }

  /** A line of a paragraph; all but the last are spread to the line's full width. */
  line(
    { pieces, width }: SetLine,
    at: { readonly x: number; readonly baseline: number; readonly size: number; readonly room: number },
  ): PageMark[] {
    const wanted = pieces.length > 1 && at.room > 0 ? (at.room - width) / (pieces.length - 1) : 0;
    // A long figure leaves so much that spreading would tear the line apart.
    const gap = wanted > widestGap ? 0 : wanted;
    let x = at.x;
    return pieces.flatMap((piece) => {
      const marks = this.run(piece, { ...at, x, weight: "regular", ink: "black" });
      x += this.width(piece, at.size, "regular") + gap;
      return marks;
    });
  }

  /** The lines of a paragraph in 3号 type, a strip each. */
  paragraph(text: string, indent: number): Strip[] {
    const size = typeSize.三号;
    const widthOf = (piece: string): number => this.width(piece, size, "regular");
    const lines = breakLines(text, { lineWidth: textWidth, indent, widthOf });
    return lines.map((line, index) => {
      const start = index === 0 ? indent : 0;
      const room = index === lines.length - 1 ? 0 : textWidth - start;
      return {
        height: linePitch,
        isBody: true,
        marks: (at) => this.line(line, { x: left + start, baseline: baselineIn(at, linePitch, size), size, room }),
      };
    });
  }
}

/** Where a line's type stands in it: 0.88 of a character lies above the baseline. */
export function baselineIn(at: number, height: number, size: number): number {
  return at + (height - size) / 2 + size * 0.88;
}
