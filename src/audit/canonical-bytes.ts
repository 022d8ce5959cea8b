import { SluiceError } from "../errors/sluice-error.ts";

/** What an entry may hold: everything that JSON and a database's JSON column give back unchanged. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/**
 * The one form of a value in bytes (rule A1): `label`, a line feed, and canonical JSON in UTF-8. The label keeps an entry,
 * a seal and a head from ever having the same bytes.
 * @throws SluiceError AUDIT_NOT_CANONICAL where a value has no one form.
 */
export function canonicalBytes(label: string, value: CanonicalValue): Uint8Array {
  return new TextEncoder().encode(`${label}\n${canonicalJson(value, "$")}`);
}

/** Keys in the order of their UTF-16 code units, no blanks, whole numbers in plain digits, escapes as JSON.stringify has them. */
function canonicalJson(value: CanonicalValue, place: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalText(value, place);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw notCanonical(place, String(value));
    return String(value);
  }
  if (isList(value)) return `[${value.map((item, index) => canonicalJson(item, `${place}[${index}]`)).join(",")}]`;
  if (typeof value !== "object") throw notCanonical(place, typeof value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${canonicalText(key, place)}:${member(value, key, place)}`).join(",")}}`;
}

function member(value: { readonly [key: string]: CanonicalValue }, key: string, place: string): string {
  const inner = value[key];
  if (inner === undefined) throw notCanonical(`${place}.${key}`, "undefined");
  return canonicalJson(inner, `${place}.${key}`);
}

/** A lone surrogate has no UTF-8, and PostgreSQL stores no U+0000. */
function canonicalText(text: string, place: string): string {
  if (unstorable.test(text)) throw notCanonical(place, "U+0000 or a lone surrogate");
  return JSON.stringify(text);
}

/**
 * The text with every character that has no one form replaced by U+FFFD, so that what a hostile caller searched for is
 * logged rather than refused.
 */
export function storableText(text: string): string {
  return text.replace(everyUnstorable, "\ufffd");
}

// `Array.isArray` does not narrow a readonly list.
function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

function notCanonical(place: string, seen: string): SluiceError {
  return new SluiceError("AUDIT_NOT_CANONICAL", { place, seen });
}

const unstorable = /[\0\p{Surrogate}]/u;
const everyUnstorable = /[\0\p{Surrogate}]/gu;
