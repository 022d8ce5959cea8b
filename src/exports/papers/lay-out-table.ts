import { breakLines, type SetLine } from "./break-lines.ts";
import { baselineIn, type PageMark, type Setter, type Strip } from "./setter.ts";
import { pageForm, typeSize } from "./page-form.ts";
import type { PaperTable } from "./paper.ts";

const size = typeSize.五号;
const linePitch = size * 1.5;
const padding = 4;
const { left, textWidth, textHeight } = pageForm;
/** A row taller than this goes on in further rows, so that none is taller than a page. */
const mostLines = Math.floor((textHeight / 2 - 2 * padding) / linePitch);

/** The rows of a table as strips, headings first. No row is divided between pages but one that is longer than half a page. */
export function tableRows({ columns, rows }: PaperTable, set: Setter): readonly Strip[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (textWidth * share) / shares);
  const widthOf = (text: string): number => set.width(text, size, "regular");
  const headings = columns.map(({ heading }) => heading);
  const strips = [headings, ...rows].flatMap((cells) => {
    const lines = widths.map((width, index) =>
      breakLines(cells[index] ?? "", { lineWidth: width - 2 * padding, indent: 0, widthOf }),
    );
    const count = Math.max(1, ...lines.map(({ length }) => length));
    return Array.from({ length: Math.ceil(count / mostLines) }, (_, part) => {
      const from = part * mostLines;
      const held = lines.map((cell) => cell.slice(from, from + mostLines));
      return rowStrip(held, widths, set);
    });
  });
  const [first = rowStrip([], widths, set), second, ...rest] = strips;
  return second === undefined ? [first] : [together(first, second), ...rest];
}

/** Headings never stand alone at the foot of a page. */
function together(upper: Strip, lower: Strip): Strip {
  return {
    height: upper.height + lower.height,
    isBody: false,
    marks: (at) => [...upper.marks(at), ...lower.marks(at + upper.height)],
  };
}

function rowStrip(cells: readonly (readonly SetLine[])[], widths: readonly number[], set: Setter): Strip {
  const tallest = Math.max(1, ...cells.map(({ length }) => length));
  const height = tallest * linePitch + 2 * padding;
  const edges = widths.reduce<number[]>((sums, width) => [...sums, (sums.at(-1) ?? 0) + width], [left]);
  return {
    height,
    isBody: false,
    marks: (at) => {
      const texts = cells.flatMap((lines, column) => {
        const first = at + (height - lines.length * linePitch) / 2;
        return lines.flatMap((line, index) => {
          const baseline = baselineIn(first + index * linePitch, linePitch, size);
          return set.line(line, { x: (edges[column] ?? left) + padding, baseline, size, room: 0 });
        });
      });
      const frame = (from: readonly [number, number], to: readonly [number, number]): PageMark => {
        return { kind: "rule", from, to, thick: 0.5, ink: "black" };
      };
      const right = left + textWidth;
      return [
        ...texts,
        frame([left, at], [right, at]),
        frame([left, at + height], [right, at + height]),
        ...edges.map((x) => frame([x, at], [x, at + height])),
      ];
    },
  };
}
