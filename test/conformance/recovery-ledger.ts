import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { settleRecovery } from "../../src/app/settle-recovery.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { KnownLoss } from "../../src/recovery/place-losses.ts";
import type { RecordsStore } from "../../src/storage/records/records-store.ts";
import { addCase, addLossRow, putOrderRow, type RowsOfCase } from "../fixtures/recovery-rows.ts";
import { sampleFreeze } from "../generators/sample-freeze.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const unitCode = "330200000000";

/** What only the database can promise of the recovery ledger, on any engine. */
export function recoveryLedgerConformance(given: () => RecordsUnderTest): void {
  describe("recovery ledger", () => {
    let records: RecordsStore;
    let rows: RowsOfCase;
    const lossId = randomUUID();
    const account = randomUUID();
    const rawAccount = randomUUID();

    beforeAll(async () => {
      records = given().records;
      rows = await records.asSystem(({ db }) => addCase(db, unitCode, randomUUID()));
      await openLoss(lossId, rawAccount);
    });

    async function openLoss(id: string, place: string): Promise<void> {
      const amountMinor = toMinorUnits(100);
      const part = { bucket: "lost-sight", place, amountMinor, paymentId: null } as const;
      const loss: KnownLoss = { lossId: id, lossMinor: amountMinor, traced: [part], payouts: [] };
      await records.asSystem(async ({ db }) => {
        await addLossRow(db, rows, { id, amountMinor, payee: place });
        await settleRecovery(db, { atMs: 1, cause: id, accounts: [], losses: [loss] });
      });
    }

    /** Writes raw lines as a transaction of their own, or into an old one. */
    function write(
      lines: readonly string[],
      into = "(INSERT INTO recovery_transactions (at_ms, cause) VALUES (2, 'raw') RETURNING id)",
    ): Promise<void> {
      return records.asSystem(async ({ db }) => {
        const { rows: made } = await sql.raw<{ id: number }>(into.slice(1, -1)).execute(db);
        const values = lines.map((line) => `(${made[0]?.id}, '${lossId}', ${line})`).join();
        const columns = "transaction_id, loss_id, bucket, place, amount_minor, currency";
        await sql.raw(`INSERT INTO recovery_postings (${columns}) VALUES ${values}`).execute(db);
      });
    }

    test("R31: lines that sum to 0 are taken", async () => {
      await write(["'lost-sight', '" + rawAccount + "', -40, 'CNY'", "'exited', 'cash', 40, 'CNY'"]);
    });

    test.each([
      ["one line", ["'exited', 'cash', 1, 'CNY'"]],
      ["a 分 too much", ["'lost', '', -10, 'CNY'", "'exited', 'cash', 11, 'CNY'"]],
      ["two currencies", ["'lost', '', -10, 'CNY'", "'exited', 'cash', 10, 'HKD'"]],
      ["nothing", ["'lost', '', 0, 'CNY'"]],
      [
        "an amount that no program holds",
        ["'lost', '', -9007199254740992, 'CNY'", "'exited', '', 9007199254740992, 'CNY'"],
      ],
      ["a bucket that does not exist", ["'lost', '', -1, 'CNY'", "'gone', '', 1, 'CNY'"]],
      ["more than is there", ["'exited', 'cash', -41, 'CNY'", "'returned', 'P', 41, 'CNY'"]],
    ])("R31: the database refuses a transaction of %s", async (_, lines) => {
      await expect(write(lines)).rejects.toMatchObject({ code: "RECORDS_FAILED" });
    });

    test("R31: nothing is added to a transaction that was committed before", async () => {
      const lines = ["'exited', 'a', -1, 'CNY'", "'exited', 'b', 1, 'CNY'"];
      await expect(write(lines, "(SELECT max(id) AS id FROM recovery_transactions)")).rejects.toMatchObject({
        code: "RECORDS_FAILED",
        details: { reason: expect.stringMatching(/closed/) },
      });
    });

    test.each([
      "UPDATE recovery_postings SET amount_minor = 1",
      "DELETE FROM recovery_postings",
      "TRUNCATE recovery_postings",
      "UPDATE recovery_transactions SET at_ms = 0",
      "DELETE FROM recovery_transactions",
      "TRUNCATE recovery_transactions CASCADE",
    ])("R31: what was posted stays, even before the system: %s", async (statement) => {
      await expect(records.asSystem(({ db }) => sql.raw(statement).execute(db))).rejects.toMatchObject({
        code: "RECORDS_FAILED",
      });
    });

    test("R31: events side by side on one account come one after the other", async () => {
      const ids = Array.from({ length: 8 }, () => randomUUID());
      const held = randomUUID();
      const freeze = { ...sampleFreeze(0, Number.MAX_SAFE_INTEGER), id: held };
      const order = { ...freeze, account: { ...freeze.account, key: account } };
      await Promise.all([
        ...ids.map((id) => openLoss(id, account)),
        records.asSystem(async ({ db }) => {
          await putOrderRow(db, rows, order);
          await settleRecovery(db, { atMs: 1, cause: held, accounts: [account], losses: [] });
        }),
      ]);
      const sums = await records.asSystem(({ db }) =>
        sql<{ bucket: string; sum: number }>`SELECT bucket, sum(amount_minor)::bigint AS sum FROM recovery_postings
          WHERE loss_id = ANY (${sql.val(ids)}::uuid[]) GROUP BY bucket`.execute(db),
      );
      expect(Object.fromEntries(sums.rows.map(({ bucket, sum }) => [bucket, sum]))).toEqual({
        lost: -800,
        held: 100,
        "lost-sight": 700,
      });
    });
  });
}
