import { SluiceError } from "../errors/sluice-error.ts";

/** Counts how deep a markup parser stands and stops it where its own stack would make it spin. */
export class MarkupDepth {
  readonly #limit: number;
  #depth = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws SluiceError INTAKE_NESTED_TOO_DEEP */
  enter(): void {
    if (++this.#depth > this.#limit) throw new SluiceError("INTAKE_NESTED_TOO_DEEP", { limit: this.#limit });
  }

  leave(): void {
    this.#depth--;
  }
}
