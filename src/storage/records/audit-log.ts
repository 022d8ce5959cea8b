import { type Kysely, sql } from "kysely";
import type { AuditEntry, Digest } from "../../audit/audit-entry.ts";
import { reviewReasons } from "../../audit/review-draw.ts";
import type { RetentionCheckpoint } from "../../audit/retention.ts";
import { type ChainEnd, chainStart, type Seal, sealEntries } from "../../audit/seal-entries.ts";
import { type SignedHead, type Signer, signHead } from "../../audit/signed-head.ts";
import type { StoredLog } from "../../audit/verify-log.ts";
import type { RecordsStore } from "./records-store.ts";
import type { RecordsTables, RowOf } from "./records-tables.ts";

type Db = Kysely<RecordsTables>;

/** The key that signs, and its public half for whoever verifies (SPKI, base64). */
export interface LogKey {
  readonly signer: Signer;
  readonly publicKey: string;
}

/** Entries that one transaction seals. */
const batchSize = 2_000;
/** Rows that a reader of the log holds. */
const pageSize = 5_000;
/** A number that only the sealing of a log locks by; any would do. */
const sealingLock = 5_105_105_102;

/**
 * Seals the committed entries that have no seal yet, in the order of their numbers, and signs the chain's new end. Several
 * sealers wait for one another. An entry whose transaction commits late is sealed behind those that were quicker.
 * @returns how many entries were sealed
 */
export async function sealLog(records: RecordsStore, digest: Digest, key: LogKey): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await records.asSystem(async ({ db, nowMs }) => {
      await sql`SELECT pg_advisory_xact_lock(${sql.lit(sealingLock)})`.execute(db);
      const waiting = await unsealed(db);
      if (waiting.length === 0) return 0;
      const end = await chainEnd(db);
      const seals = sealEntries(end, waiting, digest);
      await db.insertInto("audit_seals").values(seals.map(rowOfSeal)).execute();
      await drawReviews(db, waiting, seals);
      const last = seals.at(-1);
      if (last !== undefined) await keepHead(db, signHead(last, nowMs, key.signer), { key, nowMs });
      return seals.length;
    });
    sealed += count;
    if (count < batchSize) return sealed;
  }
}

/** The log as it is stored, read page by page, and the public keys of its signers by their ids. */
export async function storedLog(db: Db): Promise<StoredLog & { readonly keys: ReadonlyMap<string, string> }> {
  const heads = await db.selectFrom("audit_heads").selectAll().orderBy("seq").execute();
  const checkpoints = await db.selectFrom("audit_checkpoints").selectAll().orderBy("at_ms").execute();
  const keys = await db.selectFrom("audit_keys").selectAll().execute();
  return {
    entries: () => readEntries(db),
    seals: () => readSeals(db),
    heads: heads.map(headOf),
    checkpoints: checkpoints.map(checkpointOf),
    keys: new Map(keys.map((row) => [row.key_id, row.public_key])),
  };
}

/** The chain's end and the last head: what to copy to a place that nobody here can write to. */
export async function lastHead(db: Db): Promise<SignedHead | undefined> {
  const head = await db.selectFrom("audit_heads").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst();
  return head === undefined ? undefined : headOf(head);
}

async function unsealed(db: Db): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom("audit_entries")
    .leftJoin("audit_seals", "audit_seals.entry_n", "audit_entries.n")
    .selectAll("audit_entries")
    .where("audit_seals.seq", "is", null)
    .orderBy("n")
    .limit(batchSize)
    .execute();
  return rows.map(entryOf);
}

async function chainEnd(db: Db): Promise<ChainEnd> {
  const last = await db.selectFrom("audit_seals").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst();
  return last === undefined ? chainStart : { seq: last.seq, chainHash: last.chain_hash };
}

/** Puts up for review what is drawn of a batch, or flagged (rule A11). */
async function drawReviews(db: Db, entries: readonly AuditEntry[], seals: readonly Seal[]): Promise<void> {
  const rows = entries.flatMap((entry, at) => {
    const seal = seals[at];
    const reasons = seal === undefined ? [] : reviewReasons(entry, seal);
    if (seal === undefined || reasons.length === 0) return [];
    const { n, id, userId, unitCode, atMs } = entry;
    return { id, entry_n: n, seq: seal.seq, reasons: [...reasons], user_id: userId, unit_code: unitCode, at_ms: atMs };
  });
  if (rows.length > 0) await db.insertInto("reviews").values(rows).execute();
}

async function keepHead(
  db: Db,
  head: SignedHead,
  { key, nowMs }: { readonly key: LogKey; readonly nowMs: number },
): Promise<void> {
  await db
    .insertInto("audit_keys")
    .values({ key_id: head.keyId, public_key: key.publicKey, from_ms: nowMs })
    .onConflict((known) => known.doNothing())
    .execute();
  const { seq, chainHash, atMs, keyId, signature } = head;
  await db
    .insertInto("audit_heads")
    .values({ seq, chain_hash: chainHash, at_ms: atMs, key_id: keyId, signature })
    .execute();
}

/** Entries in the order of their seals, then those without one by number. */
async function* readEntries(db: Db): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom("audit_entries")
      .innerJoin("audit_seals", "audit_seals.entry_n", "audit_entries.n")
      .selectAll("audit_entries")
      .select("audit_seals.seq")
      .where("audit_seals.seq", ">", after)
      .orderBy("audit_seals.seq")
      .limit(pageSize)
      .execute();
    for (const row of page) yield entryOf(row);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.seq;
  }
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom("audit_entries")
      .leftJoin("audit_seals", "audit_seals.entry_n", "audit_entries.n")
      .selectAll("audit_entries")
      .where("audit_seals.seq", "is", null)
      .where("n", ">", after)
      .orderBy("n")
      .limit(pageSize)
      .execute();
    for (const row of page) yield entryOf(row);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.n;
  }
}

async function* readSeals(db: Db): AsyncGenerator<Seal> {
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom("audit_seals")
      .selectAll()
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(pageSize)
      .execute();
    for (const row of page) yield sealOf(row);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** A stored entry of the log. */
export function entryOf(row: RowOf<"audit_entries">): AuditEntry {
  const {
    n,
    id,
    at_ms: atMs,
    user_id,
    user_name: userName,
    unit_code: unitCode,
    action,
    subject,
    purpose,
    details,
  } = row;
  return { n, id, atMs, userId: user_id ?? "", userName, unitCode, action, subject, purpose, details };
}

/** A stored seal. */
export function sealOf({ seq, entry_n, entry_hash, chain_hash }: RowOf<"audit_seals">): Seal {
  return { seq, entryN: entry_n, entryHash: entry_hash, chainHash: chain_hash };
}

function rowOfSeal({ seq, entryN, entryHash, chainHash }: Seal): RowOf<"audit_seals"> {
  return { seq, entry_n: entryN, entry_hash: entryHash, chain_hash: chainHash };
}

function headOf({
  seq,
  chain_hash: chainHash,
  at_ms: atMs,
  key_id: keyId,
  signature,
}: RowOf<"audit_heads">): SignedHead {
  return { seq, chainHash, atMs, keyId, signature };
}

function checkpointOf({
  id,
  at_ms: atMs,
  rule_code: ruleCode,
  ranges,
  key_id: keyId,
  signature,
}: RowOf<"audit_checkpoints">): RetentionCheckpoint {
  return { id, atMs, ruleCode, ranges, keyId, signature };
}
