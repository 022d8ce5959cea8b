import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { makeFirstAdministrator } from "../app/people.ts";
import { createServer } from "./create-server.ts";

const chosen = "长江-大桥-1957-南京";
const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
let server: FastifyInstance;
let firstPassword: string;

beforeEach(async () => {
  const records = await openMemoryDesk(clock);
  firstPassword = (await makeFirstAdministrator(records.records))?.password ?? "";
  const log = pino({ level: "silent" });
  const commands = { token: "", run: unasked };
  server = await createServer({
    useCases: unaskedUseCases,
    commands,
    records,
    pageFolder: "/",
    hostNames: [],
    log,
    version: "1",
  });
});

function ask(
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  more: Partial<InjectOptions> = {},
): Promise<LightMyRequestResponse> {
  return server.inject({ method, url: `/api/v1${url}`, ...more });
}

/** A bearer token of a fresh session. */
async function tokenOf(login: string, password: string): Promise<string> {
  const answer = await ask("POST", "/session", { body: { login, password, as: "token" } });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ token: string }>().token;
}

function bearer(token: string): { readonly headers: { readonly authorization: string } } {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe("a session over HTTP", () => {
  test("a browser gets a cookie that scripts cannot read and no token", async () => {
    const answer = await ask("POST", "/session", { body: { login: "admin", password: firstPassword, as: "cookie" } });
    expect(answer.json()).toMatchObject({ name: "系统管理员", owes: "password", roles: ["administrator"] });
    expect(answer.json()).not.toHaveProperty("token");
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(/^sluice_session=[\w-]{43}; Path=\/api; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const headers = { cookie: cookie.split(";")[0] ?? "" };
    expect((await ask("GET", "/session", { headers })).statusCode).toBe(200);
    const foreign = { ...headers, origin: "https://evil.example", host: "localhost" };
    expect((await ask("GET", "/session", { headers: foreign })).statusCode).toBe(421);
    expect((await ask("DELETE", "/session", { headers })).statusCode).toBe(200);
    expect((await ask("GET", "/session", { headers })).statusCode).toBe(401);
  });

  test("without one, or with a made-up one, every route of the records answers 401", async () => {
    for (const url of ["/session", "/people", "/jobs", "/audit/entries", "/audit/verification"]) {
      expect((await ask("GET", url)).json(), url).toMatchObject({ code: "SIGN_IN_NEEDED", status: 401 });
      expect((await ask("GET", url, bearer("made-up"))).statusCode).toBe(401);
    }
  });

  test("while it owes a new password or a second factor it may do nothing else", async () => {
    const token = await tokenOf("admin", firstPassword);
    expect((await ask("GET", "/people", bearer(token))).json()).toMatchObject({ code: "SIGN_IN_OWES", status: 403 });
    const body = { old: firstPassword, new: chosen };
    expect((await ask("PUT", "/session/password", { ...bearer(token), body })).json()).toMatchObject({
      owes: "second-factor",
    });
    expect((await ask("GET", "/people", bearer(token))).statusCode).toBe(403);
  });

  test("a wrong password is a problem of RFC 9457 in both languages", async () => {
    const answer = await ask("POST", "/session", { body: { login: "admin", password: "x", as: "token" } });
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ type: "urn:sluice:SIGN_IN_REFUSED", status: 401, code: "SIGN_IN_REFUSED" });
    const { zh, en } = answer.json<{ readonly zh: string; readonly en: string }>();
    expect([zh, en].map((text) => text.length > 10)).toEqual([true, true]);
  });
});
