import { plainNumber } from "./pasted-accounts.ts";

/** The readings of a character as lower-case pinyin without tones; empty for what is no Chinese character. */
export type ReadingsOf = (character: string) => readonly string[];

/** What somebody typed into the search box, as it is looked up. */
export type SearchQuery =
  | { readonly kind: "nothing" }
  /** The last four of an account, card, phone or identity number. */
  | { readonly kind: "last-four"; readonly tail: string }
  | { readonly kind: "number"; readonly number: string }
  /** Letters alone: initials of a name, or part of a login, a wallet or a case number. */
  | { readonly kind: "letters"; readonly letters: string }
  | { readonly kind: "words"; readonly words: string };

/** Reads what was typed (rule C9). */
export function readQuery(typed: string): SearchQuery {
  const words = typed
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}\ufffd]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (words === "") return { kind: "nothing" };
  const number = plainNumber(words);
  if (/^\d{3}[\dX]$/.test(number)) return { kind: "last-four", tail: number };
  if (/^\d{5,}X?$/.test(number)) return { kind: "number", number };
  if (/^[a-z]+$/i.test(words)) return { kind: "letters", letters: words.toLowerCase() };
  return { kind: "words", words };
}

/**
 * The initials by which a name is found, one text per way to read it: 单雄 → `dx`, `sx`. Kept beside the name, so that a
 * search is one comparison. What is no Chinese character stands for itself. At most 16, the first readings first.
 */
export function nameInitials(name: string, readingsOf: ReadingsOf): readonly string[] {
  let keys = [""];
  for (const character of name.normalize("NFKC").toLowerCase()) {
    const letters = initialsOf(character, readingsOf);
    if (letters.length > 0) keys = keys.flatMap((key) => letters.map((letter) => key + letter)).slice(0, keysAtMost);
  }
  return keys.filter((key) => key !== "");
}

/** Whether a name answers to a query by words or by letters: by characters anywhere in it, by initials from any character on. */
export function nameMatches(name: string, query: SearchQuery, readingsOf: ReadingsOf): boolean {
  const plain = name.normalize("NFKC").toLowerCase();
  switch (query.kind) {
    case "words":
      return plain.includes(query.words.toLowerCase());
    case "letters":
      return plain.includes(query.letters) || nameInitials(name, readingsOf).some((key) => key.includes(query.letters));
    case "nothing":
    case "last-four":
    case "number":
      return false;
  }
}

function initialsOf(character: string, readingsOf: ReadingsOf): string[] {
  if (/[a-z0-9]/.test(character)) return [character];
  return [...new Set(readingsOf(character).flatMap((reading) => reading.slice(0, 1)))];
}

const keysAtMost = 16;
