/**
 * JSON that the database takes: a file's cells and names may hold what its text cannot, NUL and halves of characters, which
 * are shown as such.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) => (typeof inner === "string" ? shown(inner) : inner));
}

function shown(text: string): string {
  return text.replaceAll("\0", "␀").replaceAll(/\p{Cs}/gu, "�");
}
