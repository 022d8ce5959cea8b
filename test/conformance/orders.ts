import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import {
  amendRecoveryOrder,
  answerRecoveryOrder,
  reviewRecoveryOrder,
  sendRecoveryOrder,
  signRecoveryOrder,
} from "../../src/app/change-recovery-order.ts";
import { draftRecoveryOrder } from "../../src/app/draft-recovery-order.ts";
import type { KeptOrder } from "../../src/app/kept-order.ts";
import { listClocks, listOrders } from "../../src/app/recovery-order-views.ts";
import type { OrderBody } from "../../src/contract/recovery-orders.ts";
import type { SluiceError } from "../../src/errors/sluice-error.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { RecordsActor, RecordsWork } from "../../src/storage/records/records-store.ts";
import { type Centre, makeCentre } from "../fixtures/centre.ts";
import { stopPayment } from "../fixtures/order-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

/** Orders over the pure steps of recovery, on any engine. */
export function ordersConformance(given: () => RecordsUnderTest): void {
  describe("orders", () => {
    let centre: Centre;
    beforeAll(async () => {
      centre = await makeCentre(given().records);
    });

    function as<T>(actor: RecordsActor, step: (work: RecordsWork) => Promise<T>): Promise<T> {
      return given().records.as(actor, step);
    }

    function drafted(change: Partial<OrderBody> = {}): Promise<KeptOrder> {
      return as(centre.duty, (work) => draftRecoveryOrder(work, { ...stopPayment(centre.caseId), ...change }));
    }

    /** Signs and sends it in the name of the duty officer. */
    async function sent({ order, version }: KeptOrder, taskNumber: string): Promise<KeptOrder> {
      const seen = { id: order.id, version };
      await as(centre.duty, (work) => signRecoveryOrder(work, seen));
      return as(centre.duty, (work) => sendRecoveryOrder(work, { ...seen, version: version + 1 }, taskNumber));
    }

    test("R11: of ten people who draft and sign stops of one account at once, two succeed and eight are told why", async () => {
      const account = { ...stopPayment("").account, key: `stop-${randomUUID()}` };
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, async () => {
          const { order, version } = await drafted({ account });
          return as(centre.duty, (work) => signRecoveryOrder(work, { id: order.id, version }));
        }),
      );
      const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason as SluiceError] : []));
      expect(results.length - refused.length).toBe(2);
      for (const error of refused) {
        expect(error).toMatchObject({ code: "RECOVERY_REFUSED", details: { codes: "stops-used-up" } });
      }
      await expect(drafted({ account })).rejects.toMatchObject({ details: { codes: "stops-used-up" } });
    });

    test("R10: an order that rests on a score without sources is refused in words, and by the database itself", async () => {
      const basis = { ...stopPayment("").basis, score: "模型 0.93", sources: [] };
      await expect(drafted({ basis })).rejects.toMatchObject({ details: { codes: "score-without-sources" } });
      const { order } = await drafted();
      const writing = given().records.asSystem(({ db }) =>
        db
          .updateTable("orders")
          .set({ body: JSON.stringify({ ...order, basis }) })
          .where("id", "=", order.id)
          .execute(),
      );
      await expect(writing).rejects.toMatchObject({ code: "RECORDS_FAILED" });
    });

    test("of 300 edits aimed at one order, 30 at once, each is kept or refused by name, and none is lost", async () => {
      const { order } = await drafted();
      const { id } = order;
      const edit = (version: number, yuan: number): Promise<KeptOrder> =>
        as(centre.duty, (work) => amendRecoveryOrder(work, { id, version }, { amountMinor: toMinorUnits(yuan * 100) }));
      const kept: number[] = [];
      for (let wave = 0; wave < 10; wave++) {
        const version = kept.length + 1;
        const results = await Promise.allSettled(
          Array.from({ length: 30 }, (_, at) => edit(version, wave * 30 + at + 1)),
        );
        for (const one of results) {
          if (one.status === "fulfilled") kept.push(one.value.order.amountMinor ?? 0);
          else expect(one.reason).toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE", details: { seen: version } });
        }
      }
      const logged = await given().records.asSystem(({ db }) =>
        sql<{ changes: string }>`SELECT details ->> 'changes' AS changes FROM audit_entries
          WHERE subject = ${`order:${id}`} AND action = 'order.amend' ORDER BY n`.execute(db),
      );
      expect(logged.rows.map((row) => JSON.parse(row.changes) as unknown)).toEqual(
        kept.map((amountMinor) => ({ amountMinor })),
      );
      expect(kept).toHaveLength(10);
    });

    test("R6: a freeze is not sent before a second person approved it, who is neither drafter nor first signatory", async () => {
      const { order } = await drafted({ kind: "freeze" });
      const at = (version: number): { id: string; version: number } => ({ id: order.id, version });
      await as(centre.duty, (work) => signRecoveryOrder(work, at(1)));
      const sending = as(centre.duty, (work) => sendRecoveryOrder(work, at(2), "T"));
      await expect(sending).rejects.toMatchObject({ details: { codes: "not-now" } });
      await expect(as(centre.duty, (work) => signRecoveryOrder(work, at(2)))).rejects.toMatchObject({
        code: "ACCESS_DENIED",
      });
      const approved = await as(centre.approver, (work) => signRecoveryOrder(work, at(2)));
      expect(approved.order.signatures.map(({ level }) => level)).toEqual(["officer", "city"]);
    });

    test("R12: a stop is reviewed by another; refused, its release is the next clock", async () => {
      const stop = await sent(await drafted(), `T-${randomUUID()}`);
      const review = { verdict: "refused", words: "与案件无关" } as const;
      const seen = { id: stop.order.id, version: stop.version };
      await as(centre.approver, (work) => reviewRecoveryOrder(work, seen, review));
      const { rows } = await as(centre.duty, (work) => listClocks(work, { limit: 500 }));
      const clocks = rows.find(({ id }) => id === stop.order.id)?.clocks.map(({ code }) => code);
      expect(clocks).toEqual(["bank-answer", "release"]);
    });

    test("R8: lists tell a stop's standing by the hour: in force, expiring, lapsed on the dot", async () => {
      const stop = await sent(await drafted(), `T-${randomUUID()}`);
      const answer = { outcome: "full", amountMinor: toMinorUnits(5_000_00), stated: null } as const;
      const seen = { id: stop.order.id, version: stop.version };
      await as(centre.duty, (work) => answerRecoveryOrder(work, seen, { ...answer, effectiveMs: work.nowMs }));
      const standing = async (later: number): Promise<readonly string[]> => {
        const names = ["in-force", "expiring", "lapsed"] as const;
        const found = await as(centre.duty, (work) =>
          Promise.all(
            names.map(async (name) => {
              const at = { ...work, nowMs: work.nowMs + later };
              const { rows } = await listOrders(at, { standing: name, limit: 500 });
              return rows.some(({ id }) => id === stop.order.id) ? [name] : [];
            }),
          ),
        );
        return found.flat();
      };
      const hour = 3_600_000;
      expect(await standing(hour)).toEqual(["in-force"]);
      expect(await standing(47 * hour)).toEqual(["expiring"]);
      expect(await standing(49 * hour)).toEqual(["lapsed"]);
    });

    test("P4: a bank's liaison sees the orders to their own bank and no others; another unit sees none", async () => {
      const own = await drafted();
      const other = await drafted({ account: { ...stopPayment("").account, bank: "另一银行" } });
      const seenBy = async (actor: RecordsActor): Promise<readonly string[]> =>
        (await as(actor, (work) => listOrders(work, { limit: 500 }))).rows.map(({ id }) => id);
      const liaison = await seenBy(centre.liaison);
      expect([liaison.includes(own.order.id), liaison.includes(other.order.id)]).toEqual([true, false]);
      expect(await seenBy(centre.elsewhere)).toEqual([]);
    });

    test("a list comes page by page, each order once", async () => {
      for (let at = 0; at < 5; at++) await drafted();
      const all = (await as(centre.duty, (work) => listOrders(work, { limit: 500 }))).rows.map(({ id }) => id);
      const paged: string[] = [];
      for (let after: string | undefined; after !== ""; ) {
        const page = await as(centre.duty, (work) =>
          listOrders(work, { limit: 3, ...(after === undefined ? {} : { after }) }),
        );
        paged.push(...page.rows.map(({ id }) => id));
        after = page.next;
      }
      expect(paged).toEqual(all);
    });
  });
}
