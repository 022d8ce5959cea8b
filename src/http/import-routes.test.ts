import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addUnits, personWith } from "../../test/fixtures/casework-people.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import type { AskedImport, FollowedImport } from "../contract/imports.ts";
import { startSession } from "../storage/records/sessions.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const terms = { longestMs: 3_600_000, idleMs: 3_600_000 };
const statement = "交易时间,付款账号,收款账号,金额\n2024-03-05 10:00:00,1,2,30.00\n";
let server: FastifyInstance;
let desk: RecordsDesk;
const tokens = new Map<string, string>();

beforeAll(async () => {
  desk = await openMemoryDesk(clock);
  await addUnits(desk.records);
  for (const role of ["analyst", "investigator", "auditor", "grid-worker"] as const) {
    const { userId } = await personWith(desk.records, [role]);
    const session = { userId, owes: "" as const, client: "", nowMs: clock.nowMs, terms };
    tokens.set(role, (await desk.records.asSystem(({ db }) => startSession(db, session))).secret);
  }
  const log = pino({ level: "silent" });
  const commands = { token: "", run: unasked };
  const parts = { useCases: unaskedUseCases, commands, records: desk, pageFolder: "/", hostNames: [], log };
  server = await createServer({ ...parts, version: "1" });
});

afterAll(() => server.close());

interface Sent {
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

function upload(who: string, query: string, sent: Sent = {}): Promise<LightMyRequestResponse> {
  const { body = statement, headers = {} } = sent;
  const own = { authorization: `Bearer ${tokens.get(who) ?? ""}`, "content-type": "application/octet-stream" };
  return server.inject({
    method: "POST",
    url: `/api/v1/imports?${query}`,
    headers: { ...own, ...headers },
    body,
  });
}

function get(who: string, path: string): Promise<LightMyRequestResponse> {
  return server.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${tokens.get(who) ?? ""}` } });
}

const jobsCount = async (): Promise<number> =>
  (await desk.records.asSystem(({ db }) => db.selectFrom("jobs").select("id").execute())).length;

test("an upload is on the disk, known by its hash, and a job when it is answered; the log names file and hash", async () => {
  const answer = await upload("analyst", "name=%E5%BB%BA%E8%A1%8C.csv&map=amount=%E9%87%91%E9%A2%9D&dryRun=true");
  expect(answer.statusCode, answer.body).toBe(202);
  const asked = answer.json<AskedImport>();
  const sha256 = createHash("sha256").update(statement).digest("hex");
  expect(asked).toEqual({ job: asked.job, name: "建行.csv", sha256, bytes: Buffer.byteLength(statement) });
  expect(answer.headers["location"]).toBe(`/api/v1/imports/${asked.job}`);
  expect(await readFile(desk.spool.pathOf(`${asked.job}.csv`), "utf8")).toBe(statement);
  const followed = (await get("analyst", `/imports/${asked.job}`)).json<FollowedImport>();
  expect(followed).toMatchObject({ ...asked, view: { kind: "import", state: "waiting" }, report: null });
  const entry = await desk.records.asSystem(({ db }) =>
    db.selectFrom("audit_entries").select("details").where("subject", "=", `evidence:${sha256}`).executeTakeFirst(),
  );
  expect(entry?.details).toEqual({ name: "建行.csv", bytes: asked.bytes, job: asked.job });
  const job = await desk.records.asSystem(({ db }) =>
    db.selectFrom("jobs").select("body").where("id", "=", asked.job).executeTakeFirst(),
  );
  expect(job?.body).toMatchObject({ layout: null, map: { amount: "金额" }, saveAs: null, dryRun: true });
});

test("only who may add evidence uploads; before that nothing is read", async () => {
  const before = await jobsCount();
  for (const who of ["auditor", "grid-worker"]) {
    expect((await upload(who, "name=a.csv")).json()).toMatchObject({ code: "ACCESS_DENIED", status: 403 });
  }
  expect((await upload("nobody", "name=a.csv")).statusCode).toBe(401);
  expect(await jobsCount()).toBe(before);
});

test("another's import is not there", async () => {
  const { job } = (await upload("analyst", "name=a.csv")).json<AskedImport>();
  for (const path of [`/imports/${job}`, `/jobs/${job}`, `/imports/${job}/rejected`]) {
    expect((await get("investigator", path)).json()).toMatchObject({ code: "RECORDS_NOT_FOUND", status: 404 });
  }
});

test("sent twice under one key it is one import, of one file", async () => {
  const key = { headers: { "idempotency-key": "k" } };
  const first = (await upload("analyst", "name=a.csv", key)).json<AskedImport>();
  const count = await jobsCount();
  expect((await upload("analyst", "name=a.csv", key)).json()).toEqual(first);
  expect(await jobsCount()).toBe(count);
  expect((await upload("analyst", "name=a.csv", { ...key, body: "other" })).json()).toMatchObject({
    code: "RECORDS_KEY_REUSED",
  });
});

test("what cannot be an upload is refused in words of both languages", async () => {
  const form = { "content-type": "multipart/form-data; boundary=x" };
  const refused: readonly (readonly [string, Sent, string, number])[] = [
    ["name=a.csv", { body: Buffer.alloc(1_000_001) }, "UPLOAD_TOO_LARGE", 413],
    ["name=a.csv", { headers: form }, "UPLOAD_IN_FORM", 415],
    ["name=a.csv", { body: "" }, "UPLOAD_EMPTY", 400],
    ["name=..%2Fa.csv", {}, "UPLOAD_NAME_BAD", 400],
    ["name=..", {}, "UPLOAD_NAME_BAD", 400],
    ["", {}, "WEB_BAD_REQUEST", 400],
  ];
  const before = await jobsCount();
  for (const [query, more, code, status] of refused) {
    const answer = await upload("analyst", query, more);
    expect(answer.json(), code).toMatchObject({ code, status });
    const { zh, en } = answer.json<{ readonly zh: string; readonly en: string }>();
    expect([zh, en].map((text) => text.length > 10)).toEqual([true, true]);
  }
  expect(await jobsCount()).toBe(before);
});

test("an upload that breaks off leaves neither a job nor a file", async () => {
  const address = new URL(await server.listen({ host: "127.0.0.1", port: 0 }));
  const before = await jobsCount();
  const socket = connect(Number(address.port), address.hostname);
  socket.write(
    `POST /api/v1/imports?name=a.csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokens.get("analyst")}\r\n` +
      "Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nhalf",
  );
  const parts = async (): Promise<number> => {
    const { readdir } = await import("node:fs/promises");
    return (await readdir(desk.spool.pathOf(""))).filter((name) => name.endsWith(".part")).length;
  };
  await expect.poll(parts).toBe(1);
  socket.destroy();
  await expect.poll(parts).toBe(0);
  expect(await jobsCount()).toBe(before);
});

test("a cancelled import's file goes with it", async () => {
  const { job } = (await upload("analyst", "name=a.csv")).json<AskedImport>();
  const headers = { authorization: `Bearer ${tokens.get("analyst") ?? ""}` };
  expect((await server.inject({ method: "DELETE", url: `/api/v1/jobs/${job}`, headers })).statusCode).toBe(200);
  await expect(readFile(desk.spool.pathOf(`${job}.csv`))).rejects.toMatchObject({ code: "ENOENT" });
  expect((await get("analyst", `/imports/${job}`)).json()).toMatchObject({ view: { state: "cancelled" } });
});
