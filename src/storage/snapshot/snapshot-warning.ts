import { SluiceError } from "../../errors/sluice-error.ts";
import { brief, reasonOf } from "../storage-failure.ts";

/** A warning about a file that is only a help. */
export function snapshotWarning(
  code: "STORAGE_SNAPSHOT_DAMAGED" | "STORAGE_SNAPSHOT_NOT_KEPT",
  path: string,
  cause: unknown,
): SluiceError {
  return new SluiceError(code, { path, reason: brief(reasonOf(cause)) }, cause);
}
