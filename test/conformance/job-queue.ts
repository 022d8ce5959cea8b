import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { listJobs } from "../../src/app/list-jobs.ts";
import { JobQueue, type JobView, type TakenJob } from "../../src/storage/records/job-queue.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { actorOf, addPerson, type RecordsUnderTest } from "./records-store.ts";

const longLease = 60_000;
const place = "here";

/** Jobs on any engine. */
export function jobQueueConformance(given: () => RecordsUnderTest): void {
  describe("job queue", () => {
    let queue: JobQueue;
    let person: RecordsActor;

    beforeAll(async () => {
      queue = new JobQueue(given().records);
      person = actorOf(["analyst"]);
      await addPerson(given().records, person);
    });

    /** Asks for a job of a kind of its own, so that tests do not meet. */
    async function asked(): Promise<{ readonly id: string; readonly kind: string }> {
      const job = { id: randomUUID(), kind: randomUUID() };
      await given().records.as(person, (work) => queue.ask(work, { ...job, place, body: { caseName: "一" } }));
      return job;
    }

    function take(kind: string, leaseMs = longLease, held: readonly string[] = []): Promise<TakenJob | undefined> {
      return queue.take({ place, kinds: [kind], held, leaseMs });
    }

    async function taken(kind: string, leaseMs = longLease): Promise<TakenJob> {
      const job = await take(kind, leaseMs);
      if (job === undefined) throw new Error("nothing to take");
      return job;
    }

    async function seen(id: string): Promise<JobView | undefined> {
      return given().records.as(person, (work) => queue.own(work, id));
    }

    test("a job is taken by one worker, reports, and ends with its result", async () => {
      const { id, kind } = await asked();
      const workers = await Promise.all(Array.from({ length: 5 }, () => take(kind)));
      const [job, ...others] = workers.filter((found) => found !== undefined);
      expect(others).toEqual([]);
      expect(job).toEqual({ id, kind, body: { caseName: "一" }, attempt: 1, actor: { ...person, userName: "员" } });
      if (job === undefined) return;
      expect(await queue.report(job, { done: 3 }, longLease)).toBe("go-on");
      expect(await seen(id)).toMatchObject({ state: "running", progress: { done: 3 } });
      expect(await queue.end(job, { state: "done", result: { files: 3 } })).toBe(true);
      expect(await seen(id)).toMatchObject({ state: "done", result: { files: 3 } });
      expect(await take(kind)).toBeUndefined();
    });

    test("the job of a worker that died is taken again, and the dead one's word no longer counts", async () => {
      const { id, kind } = await asked();
      const first = await taken(kind, 1);
      await sleep(20);
      const second = await taken(kind);
      expect(second).toMatchObject({ id, attempt: 2 });
      expect(await queue.report(first, {}, longLease)).toBe("lost");
      expect(await queue.end(first, { state: "done", result: "first" })).toBe(false);
      expect(await queue.end(second, { state: "done", result: "second" })).toBe(true);
      expect(await seen(id)).toMatchObject({ result: "second" });
    });

    test("a job that its workers do not survive is given up", async () => {
      const { id, kind } = await asked();
      for (let attempt = 1; attempt <= 3; attempt++) {
        await taken(kind, 1);
        await sleep(20);
      }
      expect(await take(kind)).toBeUndefined();
      expect(await seen(id)).toMatchObject({ state: "failed", result: { code: "JOB_GIVEN_UP" } });
    });

    test("a job is taken only in its place; one that is at hand is not taken again, whatever its lease says", async () => {
      const { id, kind } = await asked();
      expect(await queue.take({ place: "elsewhere", kinds: [kind], held: [], leaseMs: longLease })).toBeUndefined();
      await taken(kind, 1);
      await sleep(20);
      expect(await take(kind, longLease, [id])).toBeUndefined();
      expect(await taken(kind)).toMatchObject({ id, attempt: 2 });
    });

    test("what ran when a place's server ended is free at its next start, and what it gave back is no death", async () => {
      const { id, kind } = await asked();
      for (let times = 0; times < 5; times++) await queue.giveBack(await taken(kind));
      await taken(kind);
      expect(await take(kind)).toBeUndefined();
      await queue.resume("elsewhere");
      expect(await take(kind)).toBeUndefined();
      await queue.resume(place);
      expect(await taken(kind)).toMatchObject({ id, attempt: 2 });
    });

    test("what a database cannot hold of a file's texts is kept as a sign for it", async () => {
      const { id, kind } = await asked();
      const job = await taken(kind);
      await queue.report(job, { path: "a\0b\ud800" }, longLease);
      await queue.end(job, { state: "done", result: ["\0"] });
      expect(await seen(id)).toMatchObject({ progress: { path: "a␀b�" }, result: ["␀"] });
    });

    test("a waiting job is cancelled at once, a running one at its next report", async () => {
      const waiting = await asked();
      await given().records.as(person, (work) => queue.cancel(work, waiting.id));
      expect(await take(waiting.kind)).toBeUndefined();
      expect(await seen(waiting.id)).toMatchObject({ state: "cancelled" });

      const running = await asked();
      const job = await taken(running.kind);
      await given().records.as(person, (work) => queue.cancel(work, running.id));
      expect(await queue.report(job, {}, longLease)).toBe("cancel");
      await queue.end(job, { state: "cancelled" });
      expect(await seen(running.id)).toMatchObject({ state: "cancelled", cancelAsked: true });
    });

    test("nobody sees or cancels another's job", async () => {
      const { id, kind } = await asked();
      const other = actorOf(["analyst"]);
      expect((await given().records.as(other, (work) => listJobs(queue, work, {}))).rows).toEqual([]);
      await expect(given().records.as(other, (work) => queue.cancel(work, id))).rejects.toMatchObject({
        code: "RECORDS_NOT_FOUND",
      });
      expect(await take(kind)).toMatchObject({ id });
    });
  });
}
