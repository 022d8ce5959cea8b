import { beforeAll, describe, expect, test } from "vitest";
import { draftShift, listHandOvers, stepHandOver } from "../../src/app/hand-overs.ts";
import { listTasks, sendTaskDown, stepTaskRecord } from "../../src/app/tasks.ts";
import type { TaskStep, TaskView } from "../../src/contract/tasks.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { addUnits, personWith, units } from "../fixtures/casework-people.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const farMs = Date.UTC(2027, 0, 1);

/** Tasks and the hand-over of shifts, on any engine. */
export function tasksConformance(given: () => RecordsUnderTest): void {
  describe("a task", () => {
    let sender: RecordsActor;
    let assignee: RecordsActor;
    let stranger: RecordsActor;
    beforeAll(async () => {
      const { records } = given();
      await addUnits(records);
      sender = await personWith(records, ["duty-officer"], units.haishu);
      assignee = await personWith(records, ["investigator"], units.beilun);
      stranger = await personWith(records, ["investigator"], units.beilun);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);
    const send = (dueAtMs = farMs): Promise<TaskView> =>
      as(sender, (work) => sendTaskDown(work, { assigneeId: assignee.userId, dueAtMs, what: "走访" }));
    const step = (actor: RecordsActor, { id }: TaskView, one: TaskStep): Promise<TaskView> =>
      as(actor, (work) => stepTaskRecord(work, id, one));

    test("C7 is sent down, signed for, answered, the answer sent back, answered again and closed", async () => {
      const task = await send();
      expect((await as(assignee, (work) => listTasks(work, {}))).rows.map(({ id }) => id)).toContain(task.id);
      await step(assignee, task, { version: 1, kind: "acknowledge" });
      await step(sender, task, { version: 2, kind: "urge", reason: "尽快" });
      await step(assignee, task, { version: 3, kind: "answer", answer: "已走访" });
      await step(sender, task, { version: 4, kind: "send-back", reason: "缺照片" });
      await step(assignee, task, { version: 5, kind: "answer", answer: "已补照片" });
      const closed = await step(sender, task, { version: 6, kind: "close" });
      expect(closed).toMatchObject({ standing: "closed", clock: "stopped", urgings: 1, version: 7 });
      expect(closed.history).toHaveLength(7);
      expect((await as(sender, (work) => listTasks(work, { of: "sent" }))).rows.map(({ id }) => id)).not.toContain(
        task.id,
      );
    });

    test("C7 is stepped only by its parties, from the version that was seen, with a deadline ahead", async () => {
      const task = await send();
      const foreign = step(stranger, task, { version: 1, kind: "acknowledge" });
      await expect(foreign).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
      const early = step(assignee, task, { version: 1, kind: "answer", answer: "x" });
      await expect(early).rejects.toMatchObject({ details: { code: "not-now" } });
      await step(assignee, task, { version: 1, kind: "send-back", reason: "不归我管" });
      const stale = step(sender, task, { version: 1, kind: "withdraw", reason: "x" });
      await expect(stale).rejects.toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
      await step(sender, task, { version: 2, kind: "withdraw", reason: "x" });
      await expect(send(0)).rejects.toMatchObject({ details: { code: "deadline-past" } });
    });

    test("C8 stands in the hand-over of a shift, which both sign; what came up since voids the signatures", async () => {
      const next = await personWith(given().records, ["duty-officer"], units.haishu);
      const first = await send();
      const shift = await as(sender, (work) => draftShift(work, next.userId));
      expect(shift.items.map(({ id }) => id)).toContain(first.id);
      const signed = await as(sender, (work) => stepHandOver(work, shift.id, { version: 1, kind: "sign" }));
      expect(signed.done).toBe(false);
      await send();
      const lacking = as(next, (work) => stepHandOver(work, shift.id, { version: 2, kind: "sign" }));
      await expect(lacking).rejects.toMatchObject({ details: { code: "item-not-noted" } });
      const renewed = await as(next, (work) => stepHandOver(work, shift.id, { version: 2, kind: "renew" }));
      expect(renewed).toMatchObject({ signatures: [], version: 3 });
      await as(next, (work) => stepHandOver(work, shift.id, { version: 3, kind: "sign" }));
      const done = await as(sender, (work) => stepHandOver(work, shift.id, { version: 4, kind: "sign" }));
      expect(done.done).toBe(true);
      expect((await as(next, (work) => listHandOvers(work, {}))).rows.map(({ id }) => id)).toContain(shift.id);
      const outside = as(stranger, (work) => stepHandOver(work, shift.id, { version: 5, kind: "sign" }));
      await expect(outside).rejects.toMatchObject({ code: "RECORDS_NOT_FOUND" });
    });
  });
}
