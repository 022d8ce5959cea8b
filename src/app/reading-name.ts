import { readingFingerprint, type ReadingOptions } from "../intake/reading-options.ts";

const asked = "asked ";

/** The name of a reading in the ledger: its fingerprint, and whether someone overruled what would be found. */
export function readingName(options: ReadingOptions): string {
  const overruled = options.layout !== null || Object.keys(options.columns).length > 0;
  return `${overruled ? asked : "found "}${readingFingerprint(options)}`;
}

/** Whether an earlier reading stands: the same one does, and one that someone asked for until someone asks for another. */
export function readingStands(before: string, options: ReadingOptions): boolean {
  const name = readingName(options);
  return before === name || (before.startsWith(asked) && !name.startsWith(asked));
}
