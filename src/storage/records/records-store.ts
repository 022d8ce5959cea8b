import { randomUUID } from "node:crypto";
import { type Kysely, type Transaction, sql } from "kysely";
import { grants } from "../../access/grants.ts";
import { whyNot } from "../../access/may-do.ts";
import type { Action, Actor, Resource } from "../../access/resource.ts";
import { conflictingRole, type Role } from "../../access/role.ts";
import { toStorableEntry } from "../../audit/audit-entry.ts";
import type { CanonicalValue } from "../../audit/canonical-bytes.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { RecordsEngine } from "./records-engine.ts";
import { isClash, recordsFailure } from "./records-failure.ts";
import type { RecordsTables } from "./records-tables.ts";

/** Who asks: the facts by which it is decided what this person may see and change. */
export interface RecordsActor extends Actor {
  readonly userName: string;
}

/** What is written to the log of what was done. */
export interface LoggedAct {
  /** `order.sign`, `person.open`, …: what was done. */
  readonly action: string;
  /** What it was done to, `kind:id`. */
  readonly subject: string;
  /** Number of the case or task for which it was done; empty where none is needed. */
  readonly purpose?: string;
  readonly details?: Readonly<Record<string, CanonicalValue>>;
}

/** One transaction of a person. */
export interface RecordsWork {
  readonly db: Transaction<RecordsTables>;
  readonly actor: RecordsActor;
  /** The instant of everything that this transaction writes, ms. */
  readonly nowMs: number;
  /** Adds an entry to the log; it stands if and only if the transaction does. */
  readonly log: (act: LoggedAct) => Promise<void>;
  /**
   * Refuses what the person's roles do not allow on this row. The database refuses unseen rows by itself; which of the
   * changing actions it is, only the use case knows. @throws SluiceError ACCESS_DENIED
   */
  readonly require: (action: Action, resource: Resource) => void;
  /**
   * Steps out of the person's rights for what no person may do by hand (counting over cases they cannot see, posting to
   * the recovery ledger). What comes out of it must tell no more than the person may know.
   */
  readonly beyondRights: <T>(work: (db: Transaction<RecordsTables>) => Promise<T>) => Promise<T>;
}

/** Whose act it is in the log. */
export type LoggedPerson = Pick<RecordsActor, "userId" | "userName" | "unitCode">;

/** One transaction of the system's own. */
export interface SystemWork {
  readonly db: Transaction<RecordsTables>;
  readonly nowMs: number;
  /** Adds an entry to the log: in the name of a person who is not signed in yet, or in the system's. */
  readonly log: (act: LoggedAct, person?: LoggedPerson) => Promise<void>;
}

/** Tries of a step that clashed with another's. */
const tries = 6;

/** The records: every query passes through one of its two doors. */
export class RecordsStore {
  readonly #engine: RecordsEngine;
  readonly #now: () => number;

  constructor(engine: RecordsEngine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  /**
   * Runs `work` in one transaction with the rights of `actor`: whole, or not at all. A transaction that changed anything
   * must have logged it. It may run more than once, when it clashes with another's.
   * @throws SluiceError ACCESS_DENIED, RECORDS_UNLOGGED_WRITE, RECORDS_BUSY, RECORDS_SERVER_DOWN, RECORDS_FAILED
   */
  as<T>(actor: RecordsActor, work: (work: RecordsWork) => Promise<T>): Promise<T> {
    return this.#transact(async (db) => {
      const nowMs = this.#now();
      await takeRights(db, actor);
      let logged = 0;
      let isBeyond = false;
      const result = await work({
        db,
        actor,
        nowMs,
        log: async (act) => {
          logged += 1;
          await writeEntry(db, actor, { ...act, nowMs });
        },
        require: (action, resource) => {
          const denial = whyNot(actor, action, resource);
          if (denial !== null)
            throw new SluiceError("ACCESS_DENIED", { what: `${resource.kind}.${action}: ${denial}` });
        },
        beyondRights: async (step) => {
          if (isBeyond) return step(db);
          isBeyond = true;
          await sql`SELECT set_config('role', 'none', true)`.execute(db);
          const answer = await step(db);
          await sql`SELECT set_config('role', 'sluice_actor', true)`.execute(db);
          isBeyond = false;
          return answer;
        },
      });
      if (logged === 0 && (await hasWritten(db))) throw new SluiceError("RECORDS_UNLOGGED_WRITE");
      return result;
    });
  }

  /** Runs the system's own work in one transaction, without a person's rights: signing in, jobs, the sealing of the log. */
  asSystem<T>(work: (work: SystemWork) => Promise<T>): Promise<T> {
    return this.#transact((db) => {
      const nowMs = this.#now();
      return work({ db, nowMs, log: (act, person) => writeEntry(db, person, { ...act, nowMs }) });
    });
  }

  /** Reads for the system in one unchanging view of the records, however long it takes. */
  async read<T>(work: (db: Transaction<RecordsTables>) => Promise<T>): Promise<T> {
    const reading = this.#engine.db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
    return reading.execute(work).catch((cause: unknown) => {
      throw recordsFailure(this.#engine.name, cause);
    });
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  async #transact<T>(work: (db: Transaction<RecordsTables>) => Promise<T>): Promise<T> {
    for (let left = tries - 1; ; left--) {
      try {
        return await this.#engine.db.transaction().execute(work);
      } catch (cause) {
        if (left === 0 || !isClash(cause)) throw recordsFailure(this.#engine.name, cause);
      }
    }
  }
}

async function takeRights(db: Kysely<RecordsTables>, actor: RecordsActor): Promise<void> {
  await sql`SELECT set_config('sluice.user', ${actor.userId}, true), set_config('sluice.unit', ${actor.unitCode}, true),
    set_config('sluice.bank', ${actor.bank}, true), set_config('sluice.grants', ${grantsText(actor.roles)}, true),
    set_config('role', 'sluice_actor', true)`.execute(db);
}

async function hasWritten(db: Kysely<RecordsTables>): Promise<boolean> {
  const { rows } = await sql<{ wrote: boolean }>`SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote`.execute(
    db,
  );
  return rows[0]?.wrote ?? false;
}

/** Writes one entry of the log. */
async function writeEntry(
  db: Kysely<RecordsTables>,
  person: LoggedPerson | undefined,
  act: LoggedAct & { readonly nowMs: number },
): Promise<void> {
  const entry = toStorableEntry({
    id: randomUUID(),
    atMs: act.nowMs,
    userId: person?.userId ?? "",
    userName: person?.userName ?? "",
    unitCode: person?.unitCode ?? "",
    action: act.action,
    subject: act.subject,
    purpose: act.purpose ?? "",
    details: act.details ?? {},
  });
  const { id, atMs, userId, userName, unitCode, details, ...rest } = entry;
  const who = { user_id: userId === "" ? null : userId, user_name: userName, unit_code: unitCode };
  await db
    .insertInto("audit_entries")
    .values({ id, at_ms: atMs, ...who, ...rest, details: JSON.stringify(details) })
    .execute();
}

const grantTexts = new Map<string, string>();

/** The grants of roles as the database reads them: `{"order.read":["unit","case"],…}`. Roles that exclude one another grant nothing. */
function grantsText(roles: readonly Role[]): string {
  const name = roles.join();
  const known = grantTexts.get(name);
  if (known !== undefined) return known;
  const held = conflictingRole(roles) === undefined ? grants.filter((grant) => roles.includes(grant.role)) : [];
  const reaches: Record<string, string[]> = {};
  for (const { kinds, actions, reach } of held) {
    for (const kind of kinds) {
      for (const action of actions) reaches[`${kind}.${action}`] = [...(reaches[`${kind}.${action}`] ?? []), ...reach];
    }
  }
  const text = JSON.stringify(reaches);
  grantTexts.set(name, text);
  return text;
}
