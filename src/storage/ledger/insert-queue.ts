import type { Engine } from "./engine.ts";

/**
 * Inserts one block after the other while the next rows are being read. The first failure stops it: later blocks are let
 * go, and everyone who waits is told.
 */
export class InsertQueue {
  readonly #engine: Engine;
  #last: Promise<void> = Promise.resolve();
  #beforeLast: Promise<void> = Promise.resolve();
  #failure: { readonly cause: unknown } | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  add(table: string, chunks: readonly Buffer[]): void {
    if (chunks.length === 0) return;
    this.#beforeLast = this.#last;
    this.#last = this.#last.then(() => this.#insert(table, chunks));
  }

  /** Waits until at most the newest block is under way. */
  async caughtUp(): Promise<void> {
    await this.#beforeLast;
    this.assertSound();
  }

  /** Waits until all is inserted. */
  async settled(): Promise<void> {
    await this.#last;
    this.assertSound();
  }

  assertSound(): void {
    if (this.#failure !== null) throw this.#failure.cause;
  }

  async #insert(table: string, chunks: readonly Buffer[]): Promise<void> {
    if (this.#failure !== null) return;
    try {
      await this.#engine.insert(table, chunks);
    } catch (cause) {
      this.#failure = { cause };
    }
  }
}
