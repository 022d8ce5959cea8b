import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addUnits, personWith, units } from "../../test/fixtures/casework-people.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { makeCase } from "../app/case-records.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { forgetChanges } from "../storage/records/change-feed.ts";
import type { RecordsActor } from "../storage/records/records-store.ts";
import { revokeSessions, startSession } from "../storage/records/sessions.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const terms = { longestMs: 3_600_000, idleMs: 3_600_000 };
let server: FastifyInstance;
let desk: RecordsDesk;
let address: string;

beforeAll(async () => {
  desk = await openMemoryDesk(clock);
  await addUnits(desk.records);
  const log = pino({ level: "silent" });
  const commands = { token: "", run: unasked };
  const parts = { useCases: unaskedUseCases, commands, records: desk, pageFolder: "/", hostNames: [], log };
  server = await createServer({ ...parts, version: "1" });
  address = await server.listen({ host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  server.server.closeAllConnections();
  await server.close();
});

interface SignedIn {
  readonly actor: RecordsActor;
  readonly token: string;
}

async function signIn(unit: string): Promise<SignedIn> {
  const actor = await personWith(desk.records, ["investigator"], unit);
  const session = { userId: actor.userId, owes: "" as const, client: "", nowMs: clock.nowMs, terms };
  return { actor, token: (await desk.records.asSystem(({ db }) => startSession(db, session))).secret };
}

interface Heard {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Listens, and hears one event after the other; `undefined` when there are no more. */
async function listen(token: string, lastId?: string): Promise<{ next(): Promise<Heard | undefined>; leave(): void }> {
  const leaving = new AbortController();
  const resumed = lastId === undefined ? {} : { "last-event-id": lastId };
  const headers = { authorization: `Bearer ${token}`, ...resumed };
  const answer = await fetch(`${address}/api/v1/events`, { headers, signal: leaving.signal });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next() {
      for (let end = text.indexOf("\n\n"); ; end = text.indexOf("\n\n")) {
        if (end >= 0) {
          const fields = new Map(
            text
              .slice(0, end)
              .split("\n")
              .map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]),
          );
          text = text.slice(end + 2);
          const data = JSON.parse(fields.get("data") ?? "{}") as Heard["data"];
          return { id: fields.get("id") ?? "", event: fields.get("event") ?? "", data };
        }
        const piece = await reader?.read();
        if (piece === undefined || piece.done) return undefined;
        text += piece.value;
      }
    },
    leave: () => leaving.abort(),
  };
}

function openCase({ actor }: SignedIn): Promise<string> {
  const draft = { name: "案", type: "fake-orders" as const };
  return desk.records.as(actor, (work) => makeCase(work, draft)).then(({ id }) => id);
}

test("one hears of the rows that one may see, and of nobody else's", async () => {
  const [beilun, haishu] = [await signIn(units.beilun), await signIn(units.haishu)];
  const [here, there] = [await listen(beilun.token), await listen(haishu.token)];
  expect((await here.next())?.event).toBe("ready");
  expect((await there.next())?.event).toBe("ready");
  const [ours, theirs] = [await openCase(beilun), await openCase(haishu)];
  expect(await here.next()).toMatchObject({ event: "change", data: { kind: "case", id: ours } });
  expect(await there.next()).toMatchObject({ event: "change", data: { kind: "case", id: theirs } });
  here.leave();
  there.leave();
});

test("who comes back with the last place misses nothing that was committed meanwhile", async () => {
  const person = await signIn(units.beilun);
  const first = await listen(person.token);
  const { id } = (await first.next()) ?? { id: "" };
  first.leave();
  const made = [await openCase(person), await openCase(person), await openCase(person)];
  const again = await listen(person.token, id);
  expect(await again.next()).toMatchObject({ event: "ready", id });
  const heard = [await again.next(), await again.next()];
  again.leave();
  const last = await listen(person.token, heard[1]?.id);
  await last.next();
  expect([...heard, await last.next()].map((event) => event?.data["id"])).toEqual(made);
  last.leave();
});

test("where changes are forgotten, or the place is another database's, one is told to read anew", async () => {
  const person = await signIn(units.beilun);
  await openCase(person);
  await desk.records.asSystem(async ({ db }) => {
    await db.updateTable("changes").set({ at_ms: 1_000 }).execute();
    await forgetChanges(db);
  });
  for (const place of ["1-1", "99999999-1"]) {
    const listening = await listen(person.token, place);
    expect(await listening.next()).toMatchObject({ event: "reset" });
    listening.leave();
  }
});

test("one's own jobs tell how far they are and that they ended; another's do not", async () => {
  const [person, other] = [await signIn(units.beilun), await signIn(units.beilun)];
  const [mine, others] = [await listen(person.token), await listen(other.token)];
  await mine.next();
  await others.next();
  const id = randomUUID();
  const kind = randomUUID();
  await desk.records.as(person.actor, (work) => desk.jobs.ask(work, { id, kind, place: "here", body: {} }));
  const job = await desk.jobs.take({ place: "here", kinds: [kind], held: [], leaseMs: 60_000 });
  if (job === undefined) throw new Error("nothing to take");
  await desk.jobs.report(job, { rows: 7 }, 60_000);
  const told = [await mine.next(), await mine.next()];
  expect(told).toMatchObject([
    { event: "change", data: { kind: "job", id } },
    { event: "progress", id: "", data: { id, progress: { rows: 7 } } },
  ]);
  await desk.jobs.end(job, { state: "done", result: 1 });
  expect(await mine.next()).toMatchObject({ event: "change", data: { kind: "job", id } });
  const made = await openCase(other);
  expect(await others.next()).toMatchObject({ data: { kind: "case", id: made } });
  mine.leave();
  others.leave();
});

test("it ends with the session", async () => {
  const { actor, token } = await signIn(units.beilun);
  const listening = await listen(token);
  await listening.next();
  await desk.records.asSystem(({ db }) => revokeSessions(db, actor.userId, { nowMs: clock.nowMs }));
  expect(await listening.next()).toMatchObject({ event: "end" });
  expect(await listening.next()).toBeUndefined();
});

test("one person listens from so many places at most; who leaves makes room", async () => {
  const { token } = await signIn(units.beilun);
  const all = await Promise.all(Array.from({ length: 8 }, () => listen(token)));
  const headers = { authorization: `Bearer ${token}` };
  const ninth = await fetch(`${address}/api/v1/events`, { headers });
  expect([ninth.status, await ninth.json()]).toMatchObject([429, { code: "EVENTS_TOO_MANY", details: { most: 8 } }]);
  all[0]?.leave();
  await expect
    .poll(async () => {
      const answer = await fetch(`${address}/api/v1/events`, { headers });
      await answer.body?.cancel();
      return answer.status;
    })
    .toBe(200);
  for (const listening of all) listening.leave();
});

test("a place that is none is refused", async () => {
  const { token } = await signIn(units.beilun);
  const headers = { authorization: `Bearer ${token}`, "last-event-id": "tomorrow" };
  const answer = await fetch(`${address}/api/v1/events`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "WEB_BAD_REQUEST" }]);
});
