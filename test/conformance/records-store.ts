import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/role.ts";
import type { RecordsActor, RecordsStore } from "../../src/storage/records/records-store.ts";
import { declaredColumns } from "./records-structure.ts";

/** Records under test; `reopen` closes them and opens the same data again. */
export interface RecordsUnderTest {
  /** The ones that are open now. */
  readonly records: RecordsStore;
  reopen(): Promise<RecordsStore>;
}

const nowMs = Date.UTC(2026, 10, 23, 1, 2, 3, 456);
const unitCode = "330200000000";

/** A person of the tests with these roles, whom the records need not know. */
export function actorOf(roles: readonly Role[], unit: string = unitCode): RecordsActor {
  return { userId: randomUUID(), userName: "测试员", unitCode: unit, roles, bank: "" };
}

/** Makes the person known to the records. */
export async function addPerson(records: RecordsStore, { userId, unitCode: unit, roles }: RecordsActor): Promise<void> {
  const user = { id: userId, login: userId, name: "员", unit_code: unit, roles: [...roles], created_at_ms: 0 };
  await records.asSystem(({ db }) => db.insertInto("users").values(user).execute());
}

/** What any engine behind the records must do; `given` is the same every time, and new before the first suite. */
export function recordsStoreConformance(given: () => RecordsUnderTest): void {
  describe("records store", () => {
    let records: RecordsStore;
    const administrator = actorOf(["administrator"]);
    const auditor = actorOf(["auditor"]);
    const officer = actorOf(["investigator"], "330206000000");

    beforeAll(async () => {
      records = given().records;
      await records.as(administrator, async ({ db, log }) => {
        const unit = { kind: "分局", valid_from: "2000-01-01", parent_code: null, valid_to: null };
        await db
          .insertInto("units")
          .values({ ...unit, code: unitCode, name: "市局" })
          .execute();
        await db
          .insertInto("units")
          .values({ ...unit, code: "330206000000", name: "北仑分局" })
          .execute();
        await log({ action: "unit.add", subject: `unit:${unitCode}` });
      });
    });

    test("values come back as they were written: instants to the millisecond, days, big numbers, JSON", async () => {
      const id = randomUUID();
      await records.asSystem(async ({ db }) => {
        const body = { amountMinor: 86_000_000, text: '甲\'s "卡"\\ \u0001 𠮷' };
        const asked = { kind: "trace", state: "waiting" as const, asked_by: null, asked_at_ms: nowMs };
        await db
          .insertInto("jobs")
          .values({ id, body: JSON.stringify(body), ...asked })
          .execute();
        const job = await db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
        expect(job).toMatchObject({ body, asked_at_ms: nowMs, ended_at_ms: null, attempts: 0, cancel_asked: false });
        const unit = await db.selectFrom("units").selectAll().where("code", "=", unitCode).executeTakeFirstOrThrow();
        expect(unit).toMatchObject({ name: "市局", valid_from: "2000-01-01", valid_to: null });
        const { rows } = await sql<{ big: number }>`SELECT ${sql.lit(2 ** 53 - 1)}::bigint AS big`.execute(db);
        expect(rows).toEqual([{ big: 2 ** 53 - 1 }]);
        const changed = await db.updateTable("jobs").set({ attempts: 1 }).where("id", "=", id).executeTakeFirst();
        expect(changed.numUpdatedRows).toBe(1n);
      });
    });

    test("the tables have the columns that the program declares, no more and no fewer", async () => {
      const columns = await records.asSystem(async ({ db }) => {
        const { rows } = await sql<{ name: string }>`SELECT table_name || '.' || column_name AS name
          FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'`.execute(db);
        return rows.map((row) => row.name).sort();
      });
      expect(columns).toEqual(declaredColumns());
    });

    test("a person's query sees only tables with policies", async () => {
      const unguarded = await records.asSystem(async ({ db }) => {
        const { rows } = await sql<{ name: string }>`SELECT relname AS name FROM pg_class
          WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity
            AND has_table_privilege('sluice_actor', oid, 'SELECT')`.execute(db);
        return rows;
      });
      expect(unguarded).toEqual([]);
    });

    test("a change that was not logged is undone as a whole", async () => {
      const writing = records.as(administrator, async ({ db }) => {
        await db.insertInto("settings").values({ name: "unlogged", value: "1" }).execute();
      });
      await expect(writing).rejects.toMatchObject({ code: "RECORDS_UNLOGGED_WRITE" });
      const settings = await records.as(administrator, ({ db }) => db.selectFrom("settings").selectAll().execute());
      expect(settings).toEqual([]);
    });

    test("a failed step leaves neither its change nor its entry", async () => {
      const entries = async (): Promise<number> =>
        (await records.as(auditor, ({ db }) => db.selectFrom("audit_entries").selectAll().execute())).length;
      const before = await entries();
      const writing = records.as(administrator, async ({ db, log }) => {
        await db.insertInto("settings").values({ name: "half", value: "1" }).execute();
        await log({ action: "setting.change", subject: "setting:half" });
        throw new Error("cut");
      });
      await expect(writing).rejects.toMatchObject({ code: "RECORDS_FAILED" });
      expect(await entries()).toBe(before);
    });

    test("a person's rights are the database's: what no policy allows is refused by name", async () => {
      const adding = records.as(officer, async ({ db, log }) => {
        await db.insertInto("settings").values({ name: "mine", value: "1" }).execute();
        await log({ action: "setting.change", subject: "setting:mine" });
      });
      await expect(adding).rejects.toMatchObject({ code: "ACCESS_DENIED" });
      const secrets = records.as(administrator, ({ db }) => db.selectFrom("credentials").selectAll().execute());
      await expect(secrets).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test("rights end with the transaction, also on a connection that is used again", async () => {
      for (let round = 0; round < 20; round++) {
        await records.as(officer, ({ db }) => db.selectFrom("units").selectAll().execute());
        const system = await records.asSystem(async ({ db }) => {
          const { rows } = await sql<{ role: string; user: string }>`SELECT current_setting('role') AS role,
            current_setting('sluice.user', true) AS user`.execute(db);
          return rows;
        });
        expect(system).toEqual([{ role: "none", user: "" }]);
      }
    });

    test("a step beyond one's rights returns to them", async () => {
      const seen = await records.as(officer, async ({ db, beyondRights }) => {
        const all = await beyondRights((free) => free.selectFrom("audit_entries").select("n").execute());
        const own = await db.selectFrom("audit_entries").select("n").execute();
        return [all.length > 0, own.length];
      });
      expect(seen).toEqual([true, 0]);
    });

    test("nobody writes an entry in another's name", async () => {
      const forging = records.as(officer, async ({ db }) => {
        const entry = { user_name: "别人", unit_code: unitCode, action: "order.sign", subject: "order:1", purpose: "" };
        const other = { id: randomUUID(), at_ms: nowMs, user_id: randomUUID(), details: "{}" };
        await db
          .insertInto("audit_entries")
          .values({ ...entry, ...other })
          .execute();
      });
      await expect(forging).rejects.toMatchObject({ code: "ACCESS_DENIED" });
    });

    test.each([
      "UPDATE audit_entries SET action = 'nothing'",
      "DELETE FROM audit_entries",
      "TRUNCATE audit_entries CASCADE",
    ])("the log is never changed, not even by the system: %s", async (statement) => {
      const changing = records.asSystem(({ db }) => sql.raw(statement).execute(db));
      await expect(changing).rejects.toMatchObject({ code: "RECORDS_FAILED" });
    });

    test("a unit's code covers the units below it and no others", async () => {
      const covered = async (unit: string, code: string): Promise<boolean> =>
        records.as(actorOf(["investigator"], unit), async ({ db }) => {
          const { rows } = await sql<{ yes: boolean }>`SELECT sluice_covers(${code}) AS yes`.execute(db);
          return rows[0]?.yes ?? false;
        });
      expect(await covered("330200000000", "330206001000")).toBe(true);
      expect(await covered("330206000000", "330206001000")).toBe(true);
      expect(await covered("330206001000", "330206000000")).toBe(false);
      expect(await covered("330206000000", "330205000000")).toBe(false);
    });

    test("steps side by side on one row wait for one another: nothing is lost", async () => {
      await records.asSystem(({ db }) => db.insertInto("settings").values({ name: "hot", value: "0" }).execute());
      const steps = Array.from({ length: 50 }, () =>
        records.as(administrator, async ({ db, log }) => {
          const row = await db
            .selectFrom("settings")
            .selectAll()
            .where("name", "=", "hot")
            .forUpdate()
            .executeTakeFirst();
          const value = JSON.stringify(Number(row?.value) + 1);
          await db.updateTable("settings").set({ value }).where("name", "=", "hot").execute();
          await log({ action: "setting.change", subject: "setting:hot" });
        }),
      );
      await Promise.all(steps);
      const hot = await records.asSystem(({ db }) => db.selectFrom("settings").selectAll().executeTakeFirst());
      expect(hot?.value).toBe(50);
    });

    test("what was committed is there after the records are opened again, and nothing is migrated twice", async () => {
      records = await given().reopen();
      const units = await records.as(officer, ({ db }) =>
        db.selectFrom("units").select("name").orderBy("code").execute(),
      );
      expect(units.map((unit) => unit.name)).toEqual(["市局", "北仑分局"]);
    });
  });
}
