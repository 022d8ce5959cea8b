import { SluiceError } from "../errors/sluice-error.ts";

/** The place of a row in a list by time, the latest first, then by id. */
export interface KeysetPlace {
  readonly atMs: number;
  readonly id: string;
}

/** One page of a list. */
interface KeysetPage<Row> {
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

/** A page of at most `limit` rows, of which one more was read to know whether there are others. */
export function keysetPage<Row extends KeysetPlace>(read: readonly Row[], limit: number): KeysetPage<Row> {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: read.length > limit && last !== undefined ? `${last.atMs}_${last.id}` : "" };
}
