import type { Kysely } from "kysely";
import { cardRanges } from "../casework/card-ranges.ts";
import { resourceOfKind } from "../access/resource.ts";
import type { CardRangeRow, CardRangesBody, CardRangesView } from "../contract/card-ranges.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";

/** Where the program's own rows come from. */
const publicList = "公开卡号段（bankcardinfo 2.0.6），待核实 / a public list, to be confirmed";

const builtIn: readonly CardRangeRow[] = cardRanges.flatMap(({ bank, digits, prefixes }) =>
  prefixes.map((prefix) => ({ prefix, digits, bank, source: publicList })),
);

/** The ranges in use: the installation's own, and the program's where it has none of that prefix and length. */
export async function installedCardRanges(db: Kysely<RecordsTables>): Promise<CardRangesView> {
  const kept = await db.selectFrom("card_ranges").selectAll().orderBy("prefix").orderBy("digits").execute();
  const known = new Set(kept.map(keyOf));
  const others = builtIn.filter((row) => !known.has(keyOf(row)));
  return { rows: [...kept.map((row) => ({ ...row, own: true })), ...others.map((row) => ({ ...row, own: false }))] };
}

/** Puts rows in the place of the installation's own. @throws SluiceError ACCESS_DENIED, CARD_RANGE_TWICE */
export async function setCardRanges(work: RecordsWork, { rows }: CardRangesBody): Promise<CardRangesView> {
  const { db, log, beyondRights } = work;
  work.require("change", resourceOfKind("setting"));
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(keyOf(row))) throw new SluiceError("CARD_RANGE_TWICE", { prefix: row.prefix, digits: row.digits });
    seen.add(keyOf(row));
  }
  const was = await beyondRights((free) => free.deleteFrom("card_ranges").returningAll().execute());
  if (rows.length > 0)
    await db
      .insertInto("card_ranges")
      .values([...rows])
      .execute();
  const details = { was: JSON.stringify(was), now: JSON.stringify(rows) };
  await log({ action: "setting.change", subject: "setting:card-ranges", details });
  return installedCardRanges(db);
}

function keyOf({ prefix, digits }: Pick<CardRangeRow, "prefix" | "digits">): string {
  return `${prefix}/${digits}`;
}
