import { catalogue, type ErrorCode } from "./catalogue.ts";
import type { ErrorEntry } from "./error-entry.ts";
import { inWords } from "./system-reasons.ts";

/** Values for the `{name}` places of an error's text; `nameZh` and `nameEn` (`inBoth`) for one that is words. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The language of a message to a person. */
export type Language = "zh" | "en";

/** A text in both languages. */
export type Words = Readonly<Record<Language, string>>;

/** Words as details: each language's text takes its own. */
export function inBoth(name: string, { zh, en }: Words): ErrorDetails {
  return { [`${name}Zh`]: zh, [`${name}En`]: en };
}

/**
 * The one error class. What is wrong is thrown as this; what is expected (a rejected row, a trace stopped at its
 * budget) is a value in a result instead.
 */
export class SluiceError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(explain(code, details, "en"), cause === undefined ? undefined : { cause });
    this.name = "SluiceError";
    this.code = code;
    this.details = details;
  }

  /** Whether the request was wrong or the work failed. */
  get kind(): ErrorEntry["kind"] {
    return catalogue[this.code].kind;
  }
}

/** The catalogue's sentence for `code` in `language`, its `{name}` places filled from `details`, system codes in words. */
export function explain(code: ErrorCode, details: ErrorDetails, language: Language): string {
  return catalogue[code][language].replace(/\{(\w+)\}/g, (place, name: string) => {
    const own = details[`${name}${language === "zh" ? "Zh" : "En"}`];
    const detail = String(own ?? details[name] ?? place);
    return name === "reason" ? inWords(detail, language) : detail;
  });
}
