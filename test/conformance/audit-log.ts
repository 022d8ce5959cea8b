import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditHead, verifyAudit } from "../../src/app/audit-log.ts";
import type { LogVerification } from "../../src/audit/verify-log.ts";
import { openLogKey, sha256 } from "../../src/storage/records/audit-key.ts";
import { type LogKey, sealLog } from "../../src/storage/records/audit-log.ts";
import { actorOf, type RecordsUnderTest } from "./records-store.ts";

/** The log on any engine: written, sealed, verified, and tampered with by whoever owns the database. */
export function auditLogConformance(given: () => RecordsUnderTest): void {
  describe("audit log", () => {
    let folder: string;
    let key: LogKey;
    const person = actorOf(["analyst"]);

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "sluice-key-"));
      key = await openLogKey(join(folder, "audit-key.pem"));
    });
    afterAll(() => rm(folder, { recursive: true }));

    async function act(subject: string): Promise<void> {
      const details = { 金额: 86_000_000, text: "a\u0000b\ud800", nested: [{ z: 1, a: null }], ["𠮷"]: true };
      await given().records.as(person, ({ log }) => log({ action: "order.sign", subject, purpose: "A1", details }));
    }

    /** Does what only the database's owner can: writes to the log behind its guards. */
    async function tamper(statement: string): Promise<void> {
      await given().records.asSystem(async ({ db }) => {
        await sql`SET LOCAL session_replication_role = replica`.execute(db);
        await sql.raw(statement).execute(db);
      });
    }

    function verified(): Promise<LogVerification> {
      return verifyAudit(given().records);
    }

    test("the key is kept for its owner alone and is the same when it is opened again", async () => {
      const path = join(folder, "audit-key.pem");
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await openLogKey(path)).publicKey).toBe(key.publicKey);
    });

    test("committed entries are sealed once, also by sealers side by side, and verify", async () => {
      for (let entry = 0; entry < 20; entry++) await act(`order:${entry}`);
      const counts = await Promise.all([1, 2, 3].map(() => sealLog(given().records, sha256, key)));
      expect(counts.filter((count) => count > 0)).toHaveLength(1);
      await act("order:late");
      const found = await verified();
      expect(found).toMatchObject({ findings: [], unsealed: 1 });
      expect(found.sealed).toBeGreaterThanOrEqual(20);
      await sealLog(given().records, sha256, key);
      expect(await verified()).toMatchObject({ findings: [], unsealed: 0 });
    });

    test("a head that was kept elsewhere shows a log that was cut and sealed anew", async () => {
      await act("order:cut");
      const head = await auditHead(given().records, key);
      if (head === undefined) throw new Error("no head");
      await tamper(`DELETE FROM audit_entries WHERE n = (SELECT entry_n FROM audit_seals WHERE seq = ${head.seq})`);
      await tamper(`DELETE FROM audit_seals WHERE seq = ${head.seq}`);
      await tamper(`DELETE FROM audit_heads WHERE seq = ${head.seq}`);
      expect((await verified()).findings).toEqual([]);
      const withHead = await verifyAudit(given().records, head);
      expect(withHead.findings).toMatchObject([{ kind: "tail-cut", otherSeq: head.seq }]);
    });

    test("a changed entry is found and named; put back, the log is whole again", async () => {
      await tamper("UPDATE audit_entries SET purpose = 'A2' WHERE subject = 'order:7'");
      expect((await verified()).findings).toMatchObject([{ kind: "entry-changed" }]);
      await tamper("UPDATE audit_entries SET purpose = 'A1' WHERE subject = 'order:7'");
      expect((await verified()).findings).toEqual([]);
    });
  });
}
