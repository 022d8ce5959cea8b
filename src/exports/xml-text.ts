/**
 * Escapes a text for XML and HTML, in content and in quoted attributes. Characters that XML 1.0 forbids (controls, lone
 * surrogates, U+FFFE) are shown as `\u0001` instead of being dropped.
 */
export function xmlText(text: string): string {
  return legible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The text with what no document may hold made visible. */
export function legible(text: string): string {
  return text.replace(forbidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// oxlint-disable-next-line no-control-regex -- these are the characters to be found
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
