import type { ColumnType } from "kysely";

/** Ms since 1970 UTC. */
export type Instant = number;
/** An instant that may be missing. */
export type MaybeInstant = ColumnType<number | null, number | null | undefined, number | null>;
/** A calendar day `YYYY-MM-DD`, China time. */
export type Day = string;
/** JSON: read as a value, written as its text. */
export type Json<T> = ColumnType<T, string, string>;
