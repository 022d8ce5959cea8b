import { type RawBuilder, sql } from "kysely";
import type { PageQuery } from "../contract/paging.ts";
import { SluiceError } from "../errors/sluice-error.ts";

/** The place of a row in a list by time, the latest first, then by id. */
export interface KeysetPlace {
  readonly atMs: number;
  readonly id: string;
}

/** Rows of a page where its reader asks for no other number. */
export const pageSize = 100;

/** One page of a list. */
export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  /** What to ask the next page with; empty at the end. */
  readonly next: string;
}

/** The place after which a page begins; `undefined` for the first. @throws SluiceError WEB_BAD_REQUEST */
export function placeOf(cursor: string | undefined): KeysetPlace | undefined {
  if (cursor === undefined || cursor === "") return undefined;
  const found = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  if (found?.[1] === undefined || found[2] === undefined) {
    throw new SluiceError("WEB_BAD_REQUEST", { seen: `after=${cursor.slice(0, 60)}` });
  }
  return { atMs: Number(found[1]), id: found[2] };
}

/**
 * Reads one page of a list that is ordered by an instant, then by id, both in one direction: `behind` tells the rows after
 * the page before, `most` is how many to read. @throws SluiceError WEB_BAD_REQUEST
 */
export async function readPage<Row extends KeysetPlace>(
  { after, limit = pageSize }: PageQuery,
  order: { readonly by: RawBuilder<unknown>; readonly id?: string; readonly direction: "asc" | "desc" },
  read: (page: { readonly behind: RawBuilder<boolean>; readonly most: number }) => Promise<readonly Row[]>,
): Promise<KeysetPage<Row>> {
  const place = placeOf(after);
  const sign = order.direction === "asc" ? sql`>` : sql`<`;
  const behind =
    place === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${order.by}, ${sql.ref(order.id ?? "id")}) ${sign} (${place.atMs}::bigint, ${place.id}::uuid)`;
  return keysetPage(await read({ behind, most: limit + 1 }), limit);
}

/** A page of at most `limit` rows, of which one more was read to know whether there are others. */
export function keysetPage<Row extends KeysetPlace>(read: readonly Row[], limit: number): KeysetPage<Row> {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: read.length > limit && last !== undefined ? `${last.atMs}_${last.id}` : "" };
}
