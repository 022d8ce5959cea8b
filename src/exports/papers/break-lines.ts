/** One line of a paragraph. `pieces` may be set apart to fill the line; inside a piece nothing is. */
export interface SetLine {
  readonly pieces: readonly string[];
  readonly width: number;
}

/** How a paragraph is set. Widths in any one unit. */
export interface LineMeasure {
  readonly lineWidth: number;
  readonly indent: number;
  /** Width of a piece of text set solid. */
  readonly widthOf: (text: string) => number;
}

/** What may not begin a line (避头). */
const noStart = new Set("。，、；：？！）》〉】〕〗」』’”％‰℃…—·～.,;:?!)]}%");
/** What may not end one (避尾). */
const noEnd = new Set("（《〈【〔〖「『‘“([{￥¥$");

/**
 * Words of Latin letters, figures with their signs, dashes and dots of two stay whole, and so does what counts a figure
 * (`12,345.00元`, `2026年`); everything else is one character a piece.
 */
const piecePattern =
  /[¥￥$]?[0-9A-Za-z](?:[0-9A-Za-z.,:/_@#*+-]*[0-9A-Za-z*])?[%％‰元年月日号时分秒笔个]?|——|……|\p{M}+|\P{M}\p{M}*/gsu;

/**
 * Breaks a text into lines by the rules of Chinese setting (GB/T 15834: no closing mark at a line's start, no opening one
 * at its end): what may not stand at an edge takes its neighbour with it to the next line. A piece longer than a line is cut.
 */
export function breakLines(text: string, measure: LineMeasure): readonly SetLine[] {
  const pieces = text.match(piecePattern)?.flatMap((piece) => fitting(piece, measure)) ?? [];
  const widths = pieces.map(measure.widthOf);
  const lines: SetLine[] = [];
  let from = 0;
  while (from < pieces.length) {
    const room = measure.lineWidth - (from === 0 ? measure.indent : 0);
    const to = lineEnd({ pieces, widths }, from, room);
    const held = pieces.slice(from, to);
    const width = widths.slice(from, to).reduce((sum, one) => sum + one, 0);
    lines.push({ pieces: held, width });
    from = to;
  }
  return lines.length === 0 ? [{ pieces: [], width: 0 }] : lines;
}

/** The first piece of the next line, when this one begins at `from` and has `room`. */
function lineEnd({ pieces, widths }: Measured, from: number, room: number): number {
  let full = from;
  let width = 0;
  // A sum of fractions of a point.
  const spare = room + 1e-6;
  while (full < pieces.length && (full === from || width + (widths[full] ?? 0) <= spare)) {
    width += widths[full] ?? 0;
    full += 1;
  }
  if (full === pieces.length) return full;
  let to = full;
  while (to > from && !mayBreak(pieces[to - 1] ?? "", pieces[to] ?? "")) to -= 1;
  // Nothing but marks: there is no good place.
  return to === from ? full : to;
}

interface Measured {
  readonly pieces: readonly string[];
  readonly widths: readonly number[];
}

/** Whether a line may end with one piece and the next begin with the other. */
export function mayBreak(before: string, after: string): boolean {
  return !noEnd.has(before.at(-1) ?? "") && !noStart.has(after[0] ?? "");
}

/** The piece, cut where it is longer than a whole line. */
function fitting(piece: string, { lineWidth, indent, widthOf }: LineMeasure): readonly string[] {
  const room = lineWidth - indent;
  if (widthOf(piece) <= room) return [piece];
  const cuts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (part !== "" && widthOf(part + character) > room) {
      cuts.push(part);
      part = "";
    }
    part += character;
  }
  return [...cuts, part];
}
