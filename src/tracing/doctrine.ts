/** The rule that says which lots a payment takes from (tracing design, section 3). */
export type Doctrine = "fifo" | "lifo" | "pro-rata" | "libr" | "tainted-first" | "poison";

/** The doctrines that allocate amounts: all but `poison`. */
export type AllocatingDoctrine = Exclude<Doctrine, "poison">;

/** All doctrines, in the order in which they are offered. */
export const doctrines: readonly Doctrine[] = ["tainted-first", "fifo", "lifo", "pro-rata", "libr", "poison"];

/** The doctrines that allocate amounts, in the order in which attribution and backward tracing show them. */
export const allocatingDoctrines: readonly AllocatingDoctrine[] = ["fifo", "lifo", "pro-rata", "libr", "tainted-first"];

/** Parses a doctrine's name; `undefined` for any other text. */
export function toDoctrine(text: string): Doctrine | undefined {
  return doctrines.find((doctrine) => doctrine === text);
}
