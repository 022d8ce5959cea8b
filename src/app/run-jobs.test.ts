import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { addUnits, personWith } from "../../test/fixtures/casework-people.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { JobQueue, type JobView } from "../storage/records/job-queue.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";
import { type JobContext, type JobKind, type JobRunner, runJobs } from "./run-jobs.ts";

const clock = { nowMs: 1_000_000 };
let records: RecordsStore;
let queue: JobQueue;
let person: RecordsActor;
let runner: JobRunner | undefined;
let faults: unknown[];

beforeAll(async () => {
  records = await openMemoryRecords(clock);
  queue = new JobQueue(records);
  await addUnits(records);
});

beforeEach(async () => {
  person = await personWith(records, ["analyst"]);
  faults = [];
});

afterEach(async () => {
  await runner?.stop();
  runner = undefined;
});

function start(kinds: Readonly<Record<string, JobKind>>): void {
  const failed = (cause: unknown): void => void faults.push(cause);
  runner = runJobs({ queue, place: "here", kinds, ended: async () => undefined, failed });
}

async function ask(kind: string, body: unknown = {}): Promise<string> {
  const id = randomUUID();
  await records.as(person, (work) => queue.ask(work, { id, kind, place: "here", body }));
  return id;
}

const seen = (id: string): Promise<JobView | undefined> => records.as(person, (work) => queue.own(work, id));

async function ended(id: string): Promise<JobView> {
  for (;;) {
    const job = await seen(id);
    if (job !== undefined && job.endedAtMs !== null) return job;
    await sleep(20);
  }
}

/** Work that goes on until it is told to stop. */
async function untilAborted({ signal }: JobContext): Promise<never> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw new Error("stopped");
}

const stubborn = (run: JobKind["run"]): JobKind => ({ atOnce: 1, run });

test("a job is done as whoever asked for it, and its end is in the log", async () => {
  start({ sum: stubborn(async (body, { actor }) => ({ by: actor.userId, of: body })) });
  const id = await ask("sum", { a: 1 });
  expect(await ended(id)).toMatchObject({ state: "done", result: { by: person.userId, of: { a: 1 } } });
  const entries = await records.asSystem(({ db }) =>
    db
      .selectFrom("audit_entries")
      .select(["action", "user_id"])
      .where("subject", "=", `job:${id}`)
      .orderBy("n")
      .execute(),
  );
  expect(entries).toEqual(["job.ask", "job.done"].map((action) => ({ action, user_id: person.userId })));
});

test("an error is kept with its code in both languages; what is no error of ours is told to the log alone", async () => {
  start({
    known: stubborn(() => Promise.reject(new SluiceError("CASE_UNKNOWN", { seen: "甲", known: "–" }))),
    unknown: stubborn(() => Promise.reject(new Error("secret inside"))),
  });
  const known = await ended(await ask("known"));
  expect(known).toMatchObject({ state: "failed", result: { code: "CASE_UNKNOWN", details: { seen: "甲" } } });
  expect(known.result).toMatchObject({ zh: expect.stringContaining("甲"), en: expect.stringContaining("甲") });
  const unknown = await ended(await ask("unknown"));
  expect(unknown).toMatchObject({ state: "failed", result: { code: "JOB_UNEXPECTED" } });
  expect(JSON.stringify(unknown)).not.toContain("secret");
  expect(faults).toEqual([new Error("secret inside")]);
});

test("a running job that is cancelled is told so and ends", async () => {
  start({ long: stubborn((_, context) => untilAborted(context)) });
  const id = await ask("long");
  await expect.poll(async () => (await seen(id))?.state).toBe("running");
  await records.as(person, (work) => queue.cancel(work, id));
  expect(await ended(id)).toMatchObject({ state: "cancelled" });
});

test("progress is written a few times a second at most, the last word of it", async () => {
  start({
    chatty: stubborn(async (_, context) => {
      for (let rows = 1; rows <= 1_000; rows++) context.report({ rows });
      return untilAborted(context);
    }),
  });
  const id = await ask("chatty");
  await expect.poll(async () => (await seen(id))?.progress).toEqual({ rows: 1_000 });
});

test("no more of a kind run side by side than it allows, in the order in which they were asked for", async () => {
  const begun: unknown[] = [];
  let most = 0;
  let now = 0;
  start({
    narrow: stubborn(async (body) => {
      begun.push(body);
      most = Math.max(most, ++now);
      await sleep(30);
      now--;
      return null;
    }),
  });
  const ids: string[] = [];
  for (let at = 0; at < 3; at++) {
    clock.nowMs += 1;
    ids.push(await ask("narrow", at));
  }
  for (const id of ids) await ended(id);
  expect([most, begun]).toEqual([1, [0, 1, 2]]);
});

test("what runs when the server stops is put back and done after the next start", async () => {
  start({ long: stubborn((_, context) => untilAborted(context)) });
  const id = await ask("long");
  await expect.poll(async () => (await seen(id))?.state).toBe("running");
  await runner?.stop();
  expect(await seen(id)).toMatchObject({ state: "waiting", endedAtMs: null });
  start({ long: stubborn(async () => "done at last") });
  expect(await ended(id)).toMatchObject({ state: "done", result: "done at last" });
});

test("nothing is done for an account that was taken out of use meanwhile", async () => {
  const id = await ask("sum");
  await records.asSystem(({ db }) =>
    db.updateTable("users").set({ active: false }).where("id", "=", person.userId).execute(),
  );
  start({ sum: stubborn(async () => 1) });
  expect(await ended(id)).toMatchObject({ state: "failed", result: { code: "JOB_ASKER_GONE" } });
});
