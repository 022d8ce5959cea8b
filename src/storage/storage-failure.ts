import { SluiceError } from "../errors/sluice-error.ts";

/**
 * What a failed write of `what` means to a person: a full disk is told apart, since then only space is missing. The
 * engine says it in words, the file system by a code. A `SluiceError` is passed on as it is.
 */
export function writeFailure(what: string, cause: unknown): SluiceError {
  if (cause instanceof SluiceError) return cause;
  const reason = reasonOf(cause);
  if (/ENOSPC|EDQUOT|NOT_ENOUGH_SPACE|No space left on device|Disk quota exceeded/i.test(reason))
    return new SluiceError("STORAGE_DISK_FULL", { what }, cause);
  return new SluiceError("STORAGE_WRITE_FAILED", { what, reason: brief(reason) }, cause);
}

/** What a failed read of `what` means to a person. A `SluiceError` is passed on as it is. */
export function readFailure(what: string, cause: unknown): SluiceError {
  if (cause instanceof SluiceError) return cause;
  return new SluiceError("STORAGE_READ_FAILED", { what, reason: brief(reasonOf(cause)) }, cause);
}

/** Code and message of whatever was thrown. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause && typeof cause.code === "string" ? `${cause.code}: ` : "";
  return cause.message.startsWith(code) ? cause.message : `${code}${cause.message}`;
}

/** The engine adds its stack and the statement to a message; the first line is enough, the rest is in `cause`. */
export function brief(reason: string): string {
  const line = reason.split("\n", 1)[0] ?? "";
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
