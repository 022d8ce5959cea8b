import type { Language } from "../errors/sluice-error.ts";
import { toDoctrine } from "../tracing/doctrine.ts";
import { doctrineWords } from "../tracing/doctrine-words.ts";

/** A doctrine in the reader's language, with the word that `--doctrine` takes; what is none stays as it is. */
export function doctrineText(text: string, language: Language): string {
  const doctrine = toDoctrine(text);
  if (doctrine === undefined || language === "en") return text;
  return `${doctrineWords[doctrine].zh} ${doctrine}`;
}
