import type { RecordsWork } from "../storage/records/records-store.ts";

/**
 * The next number of a row of numbers, from 1. Two who ask at once get two numbers; the second waits for the first one's
 * transaction. A number whose transaction fails is given again.
 */
export function nextSerial({ beyondRights }: RecordsWork, name: string): Promise<number> {
  return beyondRights(async (free) => {
    const { last } = await free
      .insertInto("serials")
      .values({ name, last: 1 })
      .onConflict((known) => known.column("name").doUpdateSet((row) => ({ last: row("serials.last", "+", 1) })))
      .returning("last")
      .executeTakeFirstOrThrow();
    return last;
  });
}
