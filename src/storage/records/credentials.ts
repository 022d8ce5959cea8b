import type { Transaction } from "kysely";
import type { RecordsActor } from "./records-store.ts";
import type { RecordsTables } from "./records-tables.ts";

/** What signing in needs to know of one account. */
export interface Credentials {
  readonly actor: RecordsActor;
  readonly login: string;
  readonly passwordHash: string;
  readonly mustChange: boolean;
  readonly passwordChangedAtMs: number;
  /** Base32; empty without a second factor. */
  readonly totpSecret: string;
  readonly totpStep: number;
  readonly failedCount: number;
  readonly lockedUntilMs: number | null;
}

type Db = Transaction<RecordsTables>;

/** The credentials of an active account, which waits for others who change them; `undefined` when there is none. */
export async function credentialsOf(
  db: Db,
  by: { readonly login: string } | { readonly userId: string },
): Promise<Credentials | undefined> {
  const row = await db
    .selectFrom("users")
    .innerJoin("credentials", "credentials.user_id", "users.id")
    .selectAll()
    .where("users.active", "=", true)
    .where((user) => ("login" in by ? user("users.login", "=", by.login) : user("users.id", "=", by.userId)))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    actor: { userId: row.id, userName: row.name, unitCode: row.unit_code, roles: row.roles, bank: row.bank },
    login: row.login,
    passwordHash: row.password_hash,
    mustChange: row.must_change,
    passwordChangedAtMs: row.changed_at_ms,
    totpSecret: row.totp_secret,
    totpStep: row.totp_step,
    failedCount: row.failed_count,
    lockedUntilMs: row.locked_until_ms,
  };
}

/** Writes down a failed try, and until when the account is locked if that was one too many. */
export async function noteFailure(
  db: Db,
  userId: string,
  { failedCount, lockedUntilMs }: Pick<Credentials, "failedCount" | "lockedUntilMs">,
): Promise<void> {
  const failed = { failed_count: failedCount, locked_until_ms: lockedUntilMs };
  await db.updateTable("credentials").set(failed).where("user_id", "=", userId).execute();
}

/** Writes down a success: failures are forgotten, and the code that was shown counts no more. */
export async function noteSuccess(db: Db, userId: string, totpStep: number): Promise<void> {
  const fresh = { failed_count: 0, locked_until_ms: null, totp_step: totpStep };
  await db.updateTable("credentials").set(fresh).where("user_id", "=", userId).execute();
}

/** Sets a password, known only by its hash. `mustChange`: its owner has to choose another at the next sign-in. */
export async function setPassword(
  db: Db,
  userId: string,
  password: { readonly hash: string; readonly mustChange: boolean; readonly nowMs: number },
): Promise<void> {
  const set = { password_hash: password.hash, must_change: password.mustChange, changed_at_ms: password.nowMs };
  await db
    .insertInto("credentials")
    .values({ user_id: userId, ...set })
    .onConflict((known) => known.column("user_id").doUpdateSet({ ...set, failed_count: 0, locked_until_ms: null }))
    .execute();
}

/** Sets the second factor's secret; an empty one takes it away. */
export async function setSecondFactor(db: Db, userId: string, secret: string): Promise<void> {
  const set = { totp_secret: secret, totp_step: 0 };
  await db.updateTable("credentials").set(set).where("user_id", "=", userId).execute();
}
