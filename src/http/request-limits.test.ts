import { request } from "node:http";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addUnits, personWith } from "../../test/fixtures/casework-people.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { startSession } from "../storage/records/sessions.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const terms = { longestMs: 3_600_000, idleMs: 3_600_000 };
const ran: unknown[] = [];
let server: FastifyInstance;
let tokens: readonly string[];

beforeAll(async () => {
  const desk = await openMemoryDesk(clock);
  await addUnits(desk.records);
  const signIn = async (): Promise<string> => {
    const { userId } = await personWith(desk.records, ["analyst"]);
    const session = { userId, owes: "" as const, client: "", nowMs: clock.nowMs, terms };
    return (await desk.records.asSystem(({ db }) => startSession(db, session))).secret;
  };
  tokens = [await signIn(), await signIn()];
  const commands = { token: "s3cret", run: async (asked: unknown): Promise<void> => void ran.push(asked) };
  server = await createServer({
    useCases: unaskedUseCases,
    commands,
    records: desk,
    pageFolder: "/",
    hostNames: [],
    log: pino({ level: "silent" }),
    limits: { person: 20, signIn: 3 },
    version: "1",
  });
});

afterAll(() => server.close());

async function statuses(times: number, token: string): Promise<ReadonlySet<number>> {
  const headers = { authorization: `Bearer ${token}` };
  const found = new Set<number>();
  for (let at = 0; at < times; at++) {
    found.add((await server.inject({ url: "/api/v1/jobs", headers, remoteAddress: `10.0.0.${at}` })).statusCode);
  }
  return found;
}

test("who asks too often is told when to come back, whatever address they ask from; others are not", async () => {
  const [first = "", second = ""] = tokens;
  expect(await statuses(20, first)).toEqual(new Set([200]));
  const headers = { authorization: `Bearer ${first}` };
  const refused = await server.inject({ url: "/api/v1/jobs", headers });
  expect(refused.json()).toMatchObject({ code: "WEB_TOO_MANY_REQUESTS", status: 429, details: { most: 20 } });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(refused.headers["content-type"]).toContain("application/problem+json");
  expect(await statuses(20, second)).toEqual(new Set([200]));
});

test("signing in is tried only so often from one address", async () => {
  const body = { login: "nobody", password: "x", as: "token" };
  const tryFrom = async (remoteAddress: string): Promise<number> =>
    (await server.inject({ method: "POST", url: "/api/v1/session", body, remoteAddress })).statusCode;
  expect([await tryFrom("10.1.0.1"), await tryFrom("10.1.0.1"), await tryFrom("10.1.0.1")]).toEqual([401, 401, 401]);
  expect(await tryFrom("10.1.0.1")).toBe(429);
  expect(await tryFrom("10.1.0.2")).toBe(401);
});

test("an address is limited before anybody is known, and the command line never", async () => {
  const from = { remoteAddress: "10.2.0.1" };
  const asked = await Promise.all(Array.from({ length: 101 }, () => server.inject({ url: "/api/v1/jobs", ...from })));
  expect(asked.filter(({ statusCode }) => statusCode === 401)).toHaveLength(100);
  expect(asked.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1);
  const headers = { authorization: "Bearer s3cret" };
  const body = { words: [], folder: "/", user: "", language: "zh", interactive: false, outInteractive: false };
  const command = { method: "POST" as const, url: "/api/v1/commands", headers, body, ...from };
  expect((await server.inject(command)).statusCode).toBe(200);
  expect(ran).toHaveLength(1);
});

test("what is too long is refused as a problem in both languages: the body, the address, the headers", async () => {
  const headers = { authorization: `Bearer ${tokens[1] ?? ""}` };
  const body = { login: "x".repeat(70_000), password: "x", as: "token" };
  const large = await server.inject({
    method: "POST",
    url: "/api/v1/session",
    headers,
    body,
    remoteAddress: "10.3.0.1",
  });
  expect(large.json()).toMatchObject({ code: "WEB_BODY_TOO_LARGE", status: 413 });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const answer = await new Promise<readonly [number | undefined, string]>((resolve, reject) => {
    const sent = request(`${address}/api/v1/jobs?a=${"x".repeat(17_000)}`, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve([response.statusCode, text]));
    });
    sent.on("error", reject).end();
  });
  expect(answer[0]).toBe(431);
  expect(JSON.parse(answer[1])).toMatchObject({
    code: "WEB_HEADERS_TOO_LARGE",
    status: 431,
    details: { limit: 16_384 },
  });
});
