import type { Kysely } from "kysely";
import type { ExtractedEntry, LogExtract } from "../../audit/verify-extract.ts";
import { chainStart, type Seal } from "../../audit/seal-entries.ts";
import { entryOf, lastHead, sealOf } from "./audit-log.ts";
import type { RecordsTables } from "./records-tables.ts";

/** An extract with the public keys of the log's signers (SPKI, base64, by id). */
interface StoredExtract extends LogExtract {
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * The sealed entries that were written for one of these purposes (numbers of a case, its orders and reports), with what
 * proves them; `undefined` while the log has no signed head.
 */
export async function logExtract(
  db: Kysely<RecordsTables>,
  purposes: readonly string[],
): Promise<StoredExtract | undefined> {
  const head = await lastHead(db);
  if (head === undefined) return undefined;
  const rows = await db
    .selectFrom("audit_entries")
    .innerJoin("audit_seals", "audit_seals.entry_n", "audit_entries.n")
    .selectAll("audit_entries")
    .select("audit_seals.seq")
    .where("audit_entries.purpose", "in", [...purposes])
    .where("audit_seals.seq", "<=", head.seq)
    .orderBy("audit_seals.seq")
    .execute();
  const entries = rows.map(({ seq, ...row }): ExtractedEntry => ({ seq, entry: entryOf(row) }));
  const from = entries[0]?.seq ?? head.seq;
  const sealRows = await db
    .selectFrom("audit_seals")
    .selectAll()
    .where("seq", ">=", from - 1)
    .where("seq", "<=", head.seq)
    .orderBy("seq")
    .execute();
  const seals = sealRows.map(sealOf);
  const before = seals.find(({ seq }) => seq === from - 1);
  const keys = await db.selectFrom("audit_keys").selectAll().execute();
  return {
    since: before === undefined ? chainStart : { seq: before.seq, chainHash: before.chainHash },
    entries,
    seals: seals.filter(({ seq }: Seal) => seq >= from),
    head,
    keys: new Map(keys.map(({ key_id: id, public_key: key }) => [id, key])),
  };
}
