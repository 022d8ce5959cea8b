import { SluiceError } from "../../errors/sluice-error.ts";
import { brief, reasonOf } from "../storage-failure.ts";

/** SQLSTATE of whatever the engine threw; empty when it is no error of the database. */
export function sqlStateOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}

/** Two transactions stood in one another's way: the same step may succeed when it is tried again. */
export function isClash(cause: unknown): boolean {
  return ["40001", "40P01"].includes(sqlStateOf(cause));
}

/** What a failure of the records' database means to a person. A `SluiceError` is passed on as it is. */
export function recordsFailure(server: string, cause: unknown): SluiceError {
  if (cause instanceof SluiceError) return cause;
  const state = sqlStateOf(cause);
  const reason = brief(reasonOf(cause));
  if (isClash(cause)) return new SluiceError("RECORDS_BUSY", {}, cause);
  if (state === "42501") return new SluiceError("ACCESS_DENIED", { what: reason }, cause);
  if (state === "53100") return new SluiceError("STORAGE_DISK_FULL", { what: server }, cause);
  if (state.startsWith("28") || state === "3D000") return new SluiceError("RECORDS_DENIED", { server, reason }, cause);
  if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("E") || /timeout|terminated/i.test(reason))
    return new SluiceError("RECORDS_SERVER_DOWN", { server, reason }, cause);
  return new SluiceError("RECORDS_FAILED", { reason }, cause);
}
