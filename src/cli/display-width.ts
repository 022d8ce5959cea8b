/**
 * Columns that a text takes on a terminal: two for East Asian wide and full-width characters (the blocks of Unicode's
 * EastAsianWidth that occur in names and messages), none for combining marks and zero-width characters.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;

/** Pads to `width` columns; a text that is longer stays whole. */
export function padDisplay(text: string, width: number, side: "left" | "right"): string {
  const padding = " ".repeat(Math.max(0, width - displayWidth(text)));
  return side === "left" ? padding + text : text + padding;
}
