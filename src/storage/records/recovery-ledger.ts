import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import { toMinorUnits } from "../../money/minor-units.ts";
import type { HeldFrom } from "../../recovery/held-ahead.ts";
import type { Holding, KnownLoss } from "../../recovery/place-losses.ts";
import { accountsOfLoss } from "../../recovery/place-on-accounts.ts";
import type { RecoveryPosting, RecoveryTransaction } from "../../recovery/recovery-posting.ts";
import type { RecordsTables, RowOf } from "./records-tables.ts";

type Db = Kysely<RecordsTables>;

/** What the ledger knows to be held on an account, now and as time goes on. */
export interface KnownHolding extends Holding {
  readonly ahead: readonly HeldFrom[];
}

/**
 * Locks the accounts for this transaction, those that the ledger has not seen as well: whoever posts about one of them
 * waits. In order of the keys, so that two never wait for each other.
 */
export async function lockHoldings(db: Db, accountKeys: readonly string[]): Promise<readonly KnownHolding[]> {
  const keys = [...new Set(accountKeys)].sort();
  if (keys.length === 0) return [];
  await db
    .insertInto("recovery_accounts")
    .values(keys.map((key) => ({ account_key: key, held_minor: 0, ahead: "[]" })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await db
    .selectFrom("recovery_accounts")
    .selectAll()
    .where("account_key", "in", keys)
    .orderBy("account_key")
    .forUpdate()
    .execute();
  return rows.map(({ account_key: accountKey, held_minor: held, ahead }) => {
    return { accountKey, heldMinor: toMinorUnits(held), ahead };
  });
}

/** Writes what is held now and what will be, once the postings say so too. */
export async function keepHoldings(db: Db, holdings: readonly KnownHolding[]): Promise<void> {
  for (const { accountKey, heldMinor, ahead } of holdings) {
    await db
      .updateTable("recovery_accounts")
      .set({ held_minor: heldMinor, ahead: JSON.stringify(ahead), next_at_ms: ahead[0]?.atMs ?? null })
      .where("account_key", "=", accountKey)
      .execute();
  }
}

/** Accounts on which something has ended by `nowMs` that is not posted. */
export async function accountsWithLapses(db: Db, nowMs: number): Promise<readonly string[]> {
  const due = db.selectFrom("recovery_accounts").select("account_key").where("next_at_ms", "<=", nowMs);
  const rows = await due.orderBy("account_key").execute();
  return rows.map(({ account_key: key }) => key);
}

/** Locks losses that the ledger knows, and reads them: whoever changes one waits. */
export async function lockLosses(db: Db, ids: readonly string[]): Promise<readonly KnownLoss[]> {
  if (ids.length === 0) return [];
  const known = db.selectFrom("recovery_losses").select("body").where("loss_id", "in", ids);
  const rows = await known.orderBy("loss_id").forUpdate().execute();
  return rows.map(({ body }) => body);
}

/** Locks these losses and every one that has to do with one of the accounts. */
export async function lockLossesOn(
  db: Db,
  accountKeys: readonly string[],
  ids: readonly string[],
): Promise<readonly KnownLoss[]> {
  const rows = await db
    .selectFrom("recovery_losses")
    .select("body")
    .where(
      sql<boolean>`accounts && ${sql.val([...accountKeys])}::text[] OR loss_id = ANY (${sql.val([...ids])}::uuid[])`,
    )
    .orderBy("loss_id")
    .forUpdate()
    .execute();
  return rows.map(({ body }) => body);
}

/** Writes the state of losses, which their postings have to follow in the same transaction. */
export async function keepLosses(db: Db, losses: readonly KnownLoss[]): Promise<void> {
  for (const loss of losses) {
    const state = { accounts: [...accountsOfLoss(loss)], body: JSON.stringify(loss) };
    await db
      .insertInto("recovery_losses")
      .values({ loss_id: loss.lossId, ...state })
      .onConflict((conflict) => conflict.column("loss_id").doUpdateSet(state))
      .execute();
  }
}

/** All that was posted of these losses, one line a place. */
export async function standingPostings(db: Db, lossIds: readonly string[]): Promise<readonly RecoveryPosting[]> {
  if (lossIds.length === 0) return [];
  const rows = await sums(db).where("loss_id", "in", lossIds).execute();
  return rows.map(toPosting).filter(({ amountMinor }) => amountMinor !== 0);
}

/** What was posted up to `atMs`, that instant included, of every loss that `db` may see, or of those of a case. */
export async function postedUntil(
  db: Db,
  { atMs, caseId }: { readonly atMs: number; readonly caseId?: string },
): Promise<readonly RecoveryPosting[]> {
  const rows = await sums(db)
    .innerJoin("recovery_transactions", "id", "transaction_id")
    .where("at_ms", "<=", atMs)
    .$if(caseId !== undefined, (rest) =>
      rest.where("loss_id", "in", (of) =>
        of
          .selectFrom("losses")
          .select("losses.id")
          .where("case_id", "=", caseId ?? ""),
      ),
    )
    .execute();
  return rows.map(toPosting);
}

/** Adds a transaction. The database refuses one that does not balance when the whole step is committed. */
export async function appendTransaction(db: Db, { atMs, cause, postings }: RecoveryTransaction): Promise<void> {
  if (postings.length === 0) return;
  const { id } = await db
    .insertInto("recovery_transactions")
    .values({ at_ms: atMs, cause })
    .returning("id")
    .executeTakeFirstOrThrow();
  const lines = postings.map(({ lossId, bucket, place, amountMinor }) => {
    return { transaction_id: id, loss_id: lossId, bucket, place, amount_minor: amountMinor };
  });
  await db.insertInto("recovery_postings").values(lines).execute();
}

function sums(db: Db): SelectQueryBuilder<RecordsTables, "recovery_postings", Line> {
  return db
    .selectFrom("recovery_postings")
    .select(["loss_id", "bucket", "place"])
    .select(sql<number>`sum(amount_minor)::bigint`.as("amount"))
    .groupBy(["loss_id", "bucket", "place"]);
}

type Line = Pick<RowOf<"recovery_postings">, "loss_id" | "bucket" | "place"> & { readonly amount: number };

function toPosting({ loss_id: lossId, bucket, place, amount }: Line): RecoveryPosting {
  return { lossId, bucket, place, amountMinor: toMinorUnits(amount) };
}
