import type { Language } from "../errors/sluice-error.ts";

/** A sentence in both languages. `{name}` stands for a detail. */
export type Text = Readonly<Record<Language, string>>;

/** The sentence in `language` with its `{name}` places filled. */
export function say(text: Text, language: Language, details: Readonly<Record<string, string | number>> = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
