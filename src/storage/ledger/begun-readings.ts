import type { Engine } from "./engine.ts";
import { contentTables } from "./ledger-tables.ts";

/**
 * The readings of which the engine may hold rows. Only these are asked what an earlier attempt left: on chDB a question
 * waits for the insert before it, which would hold up the reading of every file.
 */
export class BegunReadings {
  readonly #engine: Engine;
  #known: Set<string> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Marks a reading as begun; answers whether the engine surely holds nothing of it. */
  async begin(reading: string): Promise<boolean> {
    const known = (this.#known ??= await this.#inEngine());
    const isNew = !known.has(reading);
    known.add(reading);
    return isNew;
  }

  async #inEngine(): Promise<Set<string>> {
    const queries = contentTables.map(({ name }) => `SELECT DISTINCT reading FROM ${name}`);
    const records = await this.#engine.records(queries.join(" UNION ALL "));
    return new Set(records.map((record) => String(record["reading"])));
  }
}
