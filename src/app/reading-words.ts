import type { Language } from "../errors/sluice-error.ts";
import { layouts } from "../intake/layouts.ts";
import { rejectTitle } from "../intake/reject-reasons.ts";

/** Why rows were rejected, in a few words; a code of an older version is shown as it is. */
export function rejectText(reason: string, language: Language): string {
  return rejectTitle(reason, language);
}

/** A layout as people name it: what its files are called in Chinese, its id in English. */
export function layoutText(id: string, language: Language): string {
  return language === "en" ? id : (layouts.find((layout) => layout.id === id)?.name ?? id);
}
