/**
 * A cell's text without what exporters leave around it: BOM, tabs, U+3000, U+00A0, zero-width and control characters,
 * outer spaces. What stands for "no value" (`nan`, `None`, `NaT`, `null`, dashes) becomes the empty string.
 */
export function cleanText(raw: string): string {
  const text = stripCell(raw);
  return text.length > 0 && isMissing(text) ? "" : text;
}

/** As `cleanText`, but keeps what stands for "no value": a lone `-` is a direction (出). */
export function stripCell(raw: string): string {
  return isBare(raw) ? raw : raw.replace(everyInvisible, "").replace(everySpace, " ").trim();
}

/** Folds full-width letters, digits and signs to ASCII (U+FF01–U+FF5E). */
export function foldWidth(text: string): string {
  if (!fullWidth.test(text)) return text;
  return text.replace(everyFullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

/** The common case: nothing to strip. A loop over the characters takes half the time of a regular expression here. */
function isBare(raw: string): boolean {
  const length = raw.length;
  if (length === 0) return true;
  if (raw.charCodeAt(0) === 0x20 || raw.charCodeAt(length - 1) === 0x20) return false;
  for (let at = 0; at < length; at++) {
    const code = raw.charCodeAt(at);
    if (code < 0x20 || (code > 0x7e && mayBeInvisible(code))) return false;
  }
  return true;
}

/** Wider than the two lists below: what it lets through to them costs time, nothing else. */
function mayBeInvisible(code: number): boolean {
  return code <= 0xa0 || (code >= 0x200b && code <= 0x2060) || code === 0x3000 || code === 0xfeff;
}

/** Whether the stripped text stands for "no value". */
function isMissing(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 0x2d || first === 0x2014 || first === 0x2013) return /^[-—–]+$/.test(text);
  const mayBeWord = first === 0x4e || first === 0x6e || first === 0x5c;
  return mayBeWord && text.length <= 4 && missingWords.has(text.toLowerCase());
}

/** All begin with n, N or a backslash. */
const missingWords: ReadonlySet<string> = new Set(["nan", "none", "nat", "null", "\\n", "n/a"]);

const everyInvisible = /(?![\t-\r])[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const everySpace = /[\t-\r\u00a0\u2028\u2029\u202f\u3000]/g;
const fullWidth = /[\uff01-\uff5e]/;
const everyFullWidth = /[\uff01-\uff5e]/g;
