import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { RecordsActor } from "./records-store.ts";
import type { RecordsTables } from "./records-tables.ts";

/** What a session still owes before it may do anything else. */
export type SessionDebt = "" | "password" | "second-factor";

/** A session that holds. */
export interface Session {
  readonly id: string;
  readonly actor: RecordsActor;
  readonly owes: SessionDebt;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
}

/** How long sessions hold, ms. */
export interface SessionTerms {
  readonly longestMs: number;
  readonly idleMs: number;
}

type Db = Transaction<RecordsTables>;

/** The last use of a session is written down at most this often. */
const seenEveryMs = 60_000;

/** Opens a session and gives its secret, which is kept nowhere but with its owner. */
export async function startSession(
  db: Db,
  session: {
    readonly userId: string;
    readonly owes: SessionDebt;
    readonly client: string;
    readonly nowMs: number;
    readonly terms: SessionTerms;
  },
): Promise<{ readonly secret: string; readonly id: string; readonly endsAtMs: number }> {
  const { userId, owes, client, nowMs, terms } = session;
  const secret = randomBytes(32).toString("base64url");
  const id = randomUUID();
  const endsAtMs = nowMs + terms.longestMs;
  const times = { started_at_ms: nowMs, seen_at_ms: nowMs, ends_at_ms: endsAtMs };
  await db
    .insertInto("sessions")
    .values({ secret_hash: hashOf(secret), id, user_id: userId, owes, client, ...times })
    .execute();
  return { secret, id, endsAtMs };
}

/** The session of this secret, if it holds: not ended, not idle too long, not revoked, of an active account. */
export async function sessionOf(
  db: Db,
  secret: string,
  { nowMs, terms }: { readonly nowMs: number; readonly terms: SessionTerms },
): Promise<Session | undefined> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select([
      "sessions.id",
      "owes",
      "started_at_ms",
      "ends_at_ms",
      "seen_at_ms",
      "users.id as user",
      "name",
      "unit_code",
      "roles",
      "bank",
    ])
    .where("secret_hash", "=", hashOf(secret))
    .where("revoked_at_ms", "is", null)
    .where("ends_at_ms", ">", nowMs)
    .where("seen_at_ms", ">", nowMs - terms.idleMs)
    .where("active", "=", true)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.seen_at_ms < nowMs - seenEveryMs)
    await db.updateTable("sessions").set({ seen_at_ms: nowMs }).where("id", "=", row.id).execute();
  const { user: userId, name: userName, unit_code: unitCode, roles, bank } = row;
  return {
    id: row.id,
    actor: { userId, userName, unitCode, roles, bank },
    owes: debtOf(row.owes),
    startedAtMs: row.started_at_ms,
    endsAtMs: row.ends_at_ms,
  };
}

/** Of these sessions the ones that hold. Looking does not count as using them. */
export async function heldSessions(
  db: Db,
  ids: readonly string[],
  { nowMs, terms }: { readonly nowMs: number; readonly terms: SessionTerms },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select("sessions.id")
    .where("sessions.id", "in", ids)
    .where("revoked_at_ms", "is", null)
    .where("ends_at_ms", ">", nowMs)
    .where("seen_at_ms", ">", nowMs - terms.idleMs)
    .where("active", "=", true)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Ends sessions of a person: one, or all but the one that is kept. */
export async function revokeSessions(
  db: Db,
  userId: string,
  which: { readonly nowMs: number; readonly only?: string; readonly keep?: string },
): Promise<void> {
  const { nowMs, only, keep } = which;
  await db
    .updateTable("sessions")
    .set({ revoked_at_ms: nowMs })
    .where("user_id", "=", userId)
    .where("revoked_at_ms", "is", null)
    .$if(only !== undefined, (query) => query.where("id", "=", only ?? ""))
    .$if(keep !== undefined, (query) => query.where("id", "<>", keep ?? ""))
    .execute();
}

/** Marks what a session owes as paid. */
export async function settleDebt(db: Db, id: string, owes: SessionDebt): Promise<void> {
  await db.updateTable("sessions").set({ owes }).where("id", "=", id).execute();
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function debtOf(text: string): SessionDebt {
  return text === "password" || text === "second-factor" ? text : "";
}
