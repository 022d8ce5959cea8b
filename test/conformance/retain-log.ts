import { generateKeyPairSync, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyAudit } from "../../src/app/audit-log.ts";
import { retainLog } from "../../src/app/retain-log.ts";
import { logKeyOf, sha256 } from "../../src/storage/records/audit-key.ts";
import { sealLog } from "../../src/storage/records/audit-log.ts";
import { actorOf, type RecordsUnderTest } from "./records-store.ts";

const dayMs = 86_400_000;

/** What retention takes out of the log, on any engine. */
export function retainLogConformance(given: () => RecordsUnderTest): void {
  describe("retention of the log", () => {
    const key = logKeyOf(generateKeyPairSync("ed25519").privateKey);
    const mark = randomUUID();

    /** Entries of the past, as a log of years has them. */
    async function plant(action: string, ageDays: number, purpose = ""): Promise<void> {
      await given().records.asSystem(async ({ db, nowMs }) => {
        const who = { user_id: null, user_name: "", unit_code: "" };
        const entry = {
          id: randomUUID(),
          at_ms: nowMs - ageDays * dayMs,
          ...who,
          action,
          subject: mark,
          purpose,
          details: "{}",
        };
        await db.insertInto("audit_entries").values(entry).execute();
      });
    }
    const left = (): Promise<readonly string[]> =>
      given().records.read(async (db) => {
        const rows = await db
          .selectFrom("audit_entries")
          .select("action")
          .where("subject", "=", mark)
          .orderBy("n")
          .execute();
        return rows.map(({ action }) => action);
      });
    const findings = async (): Promise<readonly unknown[]> =>
      // Entries that are planted state a time long before their neighbours', which is told and no harm here.
      (await verifyAudit(given().records)).findings.filter(({ kind }) => kind !== "entry-backdated");

    test("A9 looking-ups past their time go, decisions and what an open case needs stay, and the log verifies", async () => {
      await plant("case.open", 1_900);
      await plant("order.sign", 4_000);
      await plant("records.search", 1_900);
      await plant("case.open", 1_800);
      const { caseNumber } = await openCase();
      await plant("case.export", 1_900, caseNumber);
      await sealLog(given().records, sha256, key);
      const before = await findings();
      const dry = await retainLog(given().records, key, "dry");
      expect(dry.removed).toContainEqual({ rule: "log-retention search 2000-01-01", entries: 1 });
      expect(await left()).toHaveLength(5);
      const done = await retainLog(given().records, key, "for good");
      expect(done.removed).toEqual(dry.removed);
      expect(done.needed).toBeGreaterThan(0);
      expect(await left()).toEqual(["order.sign", "case.open", "case.export"]);
      expect(await findings()).toEqual(before);
      expect((await verifyAudit(given().records)).retired).toBeGreaterThan(1);
      expect((await retainLog(given().records, key, "for good")).removed).toEqual([]);
    });

    test("A9 what is not sealed yet is never removed", async () => {
      await plant("person.open", 2_000);
      expect((await retainLog(given().records, key, "dry")).removed).toEqual([]);
    });

    async function openCase(): Promise<{ readonly caseNumber: string }> {
      const caseNumber = randomUUID();
      const owner = actorOf(["investigator"]);
      await given().records.asSystem(async ({ db }) => {
        const unit = {
          code: owner.unitCode,
          name: "x",
          kind: "x",
          parent_code: null,
          valid_from: "2000-01-01",
          valid_to: null,
        };
        await db
          .insertInto("units")
          .values(unit)
          .onConflict((known) => known.doNothing())
          .execute();
        const user = {
          id: owner.userId,
          login: owner.userId,
          name: "员",
          unit_code: owner.unitCode,
          roles: [],
          created_at_ms: 0,
        };
        await db.insertInto("users").values(user).execute();
        const named = {
          id: randomUUID(),
          number: caseNumber,
          name: "案",
          type: "other",
          trace_name: caseNumber,
          body: "{}",
        };
        await db
          .insertInto("cases")
          .values({ ...named, unit_code: owner.unitCode, owner_id: owner.userId, created_at_ms: 0 })
          .execute();
      });
      return { caseNumber };
    }
  });
}
