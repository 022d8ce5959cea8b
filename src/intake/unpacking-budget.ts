import { SluiceError } from "../errors/sluice-error.ts";
import type { IntakeLimits } from "./limits.ts";

/** What a small zip may unpack to whatever its ratio. */
const freeBytes = 256 * 1024 * 1024;

/** What one outermost zip may still unpack to, over all the zips inside it. */
export class UnpackingBudget {
  readonly #limits: IntakeLimits;
  readonly #bytes: number;
  #bytesLeft: number;
  #entriesLeft: number;

  /** `packedBytes`: size of the outermost zip; small ones may not grow to the full limit. */
  constructor(packedBytes: number, limits: IntakeLimits) {
    this.#limits = limits;
    this.#bytes = Math.min(limits.unpackedBytes, Math.max(freeBytes, packedBytes * limits.compressionRatio));
    this.#bytesLeft = this.#bytes;
    this.#entriesLeft = limits.zipEntries;
  }

  /** @throws SluiceError INTAKE_ZIP_TOO_MANY_ENTRIES */
  takeEntry(): void {
    if (--this.#entriesLeft < 0)
      throw new SluiceError("INTAKE_ZIP_TOO_MANY_ENTRIES", { limit: this.#limits.zipEntries });
  }

  /** @throws SluiceError INTAKE_FILE_TOO_LARGE, INTAKE_RATIO_TOO_HIGH, INTAKE_UNPACKED_TOO_LARGE */
  takeBytes(unpackedBytes: number, packedBytes: number): void {
    const { fileBytes, compressionRatio, ratioFreeBytes } = this.#limits;
    if (unpackedBytes > fileBytes) {
      throw new SluiceError("INTAKE_FILE_TOO_LARGE", { bytes: unpackedBytes, limit: fileBytes });
    }
    const ratio = Math.ceil(unpackedBytes / Math.max(packedBytes, 1));
    if (unpackedBytes > ratioFreeBytes && ratio > compressionRatio) {
      throw new SluiceError("INTAKE_RATIO_TOO_HIGH", { ratio, limit: compressionRatio });
    }
    if (unpackedBytes > this.#bytesLeft) throw new SluiceError("INTAKE_UNPACKED_TOO_LARGE", { limit: this.#bytes });
    this.#bytesLeft -= unpackedBytes;
  }
}
