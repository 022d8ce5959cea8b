import type { Act } from "./order.ts";

/** A code that a victim may read to the hotline, to know whether a caller was ours. */
export interface CallerCode {
  readonly id: string;
  /** The code, or what stands for it: it is compared and nothing else. */
  readonly code: string;
  readonly issued: Act;
  /** The first instant at which it is valid no more. */
  readonly expiresMs: number;
  /** Codes that were read for its victim while it was valid and were not it. */
  readonly wrong: number;
  /** It counts once; `null`: it was not read yet. */
  readonly verifiedMs: number | null;
}

/** What the hotline tells a victim who reads a code. Everything but `ours` means: do not trust the caller. */
export type CallerAnswer = "ours" | "expired" | "used" | "locked" | "not-ours";

/**
 * What the hotline answers (rule R25), the code that was read, and the valid codes against which a wrong one counts.
 * @param codes every code of the victim. @param tries wrong ones after which a code is worth nothing.
 */
export function verifyCaller(
  codes: readonly CallerCode[],
  read: { readonly code: string; readonly atMs: number },
  tries: number,
): { readonly answer: CallerAnswer; readonly code: CallerCode | null; readonly missed: readonly string[] } {
  const issued = codes.filter((one) => one.issued.atMs <= read.atMs);
  const known = issued.find((one) => one.code === read.code);
  if (known !== undefined) return { answer: answerOf(known, read.atMs, tries), code: known, missed: [] };
  const valid = issued.filter((one) => read.atMs < one.expiresMs && one.verifiedMs === null);
  return { answer: "not-ours", code: null, missed: valid.map(({ id }) => id) };
}

function answerOf({ wrong, expiresMs, verifiedMs }: CallerCode, atMs: number, tries: number): CallerAnswer {
  if (verifiedMs !== null) return "used";
  if (wrong >= tries) return "locked";
  return atMs < expiresMs ? "ours" : "expired";
}
