import { beforeAll, describe, expect, test } from "vitest";
import { makeCase } from "../../src/app/case-records.ts";
import { listSeries, makeSeries } from "../../src/app/case-series.ts";
import { draftShift, listHandOvers } from "../../src/app/hand-overs.ts";
import { listPeople } from "../../src/app/people.ts";
import { listTasks, sendTaskDown } from "../../src/app/tasks.ts";
import type { PageQuery } from "../../src/contract/paging.ts";
import type { RecordsActor, RecordsWork } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import type { RecordsUnderTest } from "./records-store.ts";

interface Page {
  readonly rows: readonly { readonly id: string }[];
  readonly next: string;
}

const lists: Readonly<Record<string, (work: RecordsWork, query: PageQuery) => Promise<Page>>> = {
  series: listSeries,
  tasks: (work, query) => listTasks(work, { ...query, of: "all" }),
  "hand-overs": listHandOvers,
  people: listPeople,
};

/** Lists that are read page by page, on any engine. */
export function pagingConformance(given: () => RecordsUnderTest): void {
  describe("a list in pages", () => {
    let officer: RecordsActor;
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      officer = await personWith(records, ["duty-officer", "analyst"], units.haishu);
      const next = await personWith(records, ["duty-officer"], units.haishu);
      await personWith(records, ["investigator"], units.haishu);
      const made = await as(officer, (work) => makeCase(work, { name: "页", type: "other" }));
      const other = await as(officer, (work) => makeCase(work, { name: "页", type: "other" }));
      const series = { name: "页", reason: "同卡", members: [`case:${made.id}`, `case:${other.id}`] };
      for (let at = 0; at < 3; at++) {
        await as(officer, (work) => makeSeries(work, series));
        // Two that are due at one instant, so that the id decides.
        const task = { assigneeId: next.userId, dueAtMs: Date.UTC(2027, 0, 1 + (at >> 1)), what: "走访" };
        await as(officer, (work) => sendTaskDown(work, task));
        await as(officer, (work) => draftShift(work, next.userId));
      }
    });

    test.each(Object.keys(lists))(
      "%s: pages of two hold every row once, in the order of the whole list",
      async (name) => {
        const list = lists[name];
        if (list === undefined) throw new Error(name);
        const read = (query: PageQuery): Promise<Page> => as(officer, (work) => list(work, query));
        const { rows, next } = await read({ limit: 500 });
        expect(next).toBe("");
        expect(rows.length).toBeGreaterThan(2);
        const paged: string[] = [];
        for (let after: string | undefined; after !== ""; ) {
          const page: Page = await read({ limit: 2, ...(after === undefined ? {} : { after }) });
          expect(page.rows.length).toBeLessThanOrEqual(2);
          paged.push(...page.rows.map(({ id }) => id));
          after = page.next;
        }
        expect(paged).toEqual(rows.map(({ id }) => id));
      },
    );

    test.each(["x", "1_2", "9".repeat(40), "1_00000000-0000-4000-8000-000000000000' OR 1=1"])(
      "a cursor that no page gave is refused: %s",
      async (after) => {
        const reading = as(officer, (work) => listSeries(work, { after }));
        await expect(reading).rejects.toMatchObject({ code: "WEB_BAD_REQUEST" });
      },
    );
  });
}
