/** How a field is masked: by its last four, or by its first character. */
export type MaskedKind = "id-number" | "card" | "phone" | "name";

/**
 * The field as it is shown until it is opened for a purpose (rule P6). Of numbers of eight characters or more the last
 * four stay, by which they can be searched; of names the first character. The length stays.
 */
export function mask(kind: MaskedKind, text: string): string {
  switch (kind) {
    case "id-number":
    case "card":
    case "phone":
      return maskNumber(text);
    case "name":
      return maskName(text);
  }
}

/** A row with the named fields masked. */
export function maskRow<Row extends object>(row: Row, rules: Readonly<Partial<Record<keyof Row, MaskedKind>>>): Row {
  const masked = Object.entries(rules).map(([field, kind]): [string, string] => {
    const value = row[field as keyof Row];
    return [field, typeof value === "string" ? mask(kind as MaskedKind, value) : ""];
  });
  return { ...row, ...Object.fromEntries(masked) };
}

/**
 * Free text with every number of eleven digits or more masked as a card: what people paste into notes and facts.
 * Blanks and hyphens between the digits, full-width digits, and the X of an identity number do not hide a number.
 */
export function maskText(text: string): string {
  return text.replace(longNumbers, (run) => {
    const symbols = Array.from(run);
    const digitAt = symbols.flatMap((symbol, at) => (/[\p{Nd}Xx]/u.test(symbol) ? [at] : []));
    const hidden = new Set(digitAt.slice(0, -4));
    return symbols.map((symbol, at) => (hidden.has(at) ? "*" : symbol)).join("");
  });
}

/** What a masked number is searched by: its last four, or `undefined` where it is too short to show any. */
export function searchableTail(text: string): string | undefined {
  const symbols = Array.from(text);
  return symbols.length < shownFrom ? undefined : symbols.slice(-4).join("").toUpperCase();
}

function maskNumber(text: string): string {
  const symbols = Array.from(text);
  const shown = symbols.length < shownFrom ? 0 : 4;
  return "*".repeat(symbols.length - shown) + symbols.slice(symbols.length - shown).join("");
}

function maskName(text: string): string {
  const [first = "", ...rest] = Array.from(text);
  return rest.length === 0 ? "*".repeat(first.length > 0 ? 1 : 0) : first + "*".repeat(rest.length);
}

const shownFrom = 8;
const longNumbers = /\p{Nd}(?:[ \t\u00a0\u3000-]{0,2}\p{Nd}){9,}[ \t\u00a0\u3000-]{0,2}[\p{Nd}Xx]/gu;
