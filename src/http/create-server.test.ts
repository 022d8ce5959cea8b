import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import type { CaseDesk } from "../app/case-desk.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { addUnits, personWith } from "../../test/fixtures/casework-people.ts";
import { sessionHeaders } from "../../test/fixtures/session-headers.ts";
import { unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { CommandDoor } from "./command-routes.ts";
import { createServer } from "./create-server.ts";

const id = "00000000-0000-4000-8000-000000000001";
const ofCase = `/api/v1/cases/${id}`;
let pageFolder = "";
let records: RecordsDesk;
let signedIn: Record<string, string>;

beforeAll(async () => {
  records = await openMemoryDesk({ nowMs: 0 });
  await addUnits(records.records);
  signedIn = await sessionHeaders(records.records, await personWith(records.records, ["investigator"]));
  pageFolder = await mkdtemp(join(tmpdir(), "sluice-http-"));
  await mkdir(join(pageFolder, "assets"));
  await writeFile(join(pageFolder, "index.html"), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  await writeFile(join(pageFolder, "assets/page.js"), "");
});

afterAll(() => rm(pageFolder, { recursive: true }));

const nothing: CaseDesk = {
  ...unaskedUseCases,
  standing: async () => ({ files: 2, cases: [{ id, losses: 1 }] }),
  view: async () => {
    throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
  },
  transfer: async () => {
    throw new TypeError("a secret of the inside");
  },
};

const carriedOut: string[][] = [];
const commands: CommandDoor = {
  token: "s3cret",
  run: async ({ words }, tell) => {
    carriedOut.push([...words]);
    tell({ out: "done\n" });
    tell({ exitCode: 0 });
  },
};

const server = () =>
  createServer({
    useCases: nothing,
    commands,
    records,
    pageFolder,
    hostNames: ["sluice.example"],
    log: pino({ level: "silent" }),
    version: "1",
  });

describe("answers", () => {
  it("are the contract's", async () => {
    const answer = await (await server()).inject({ url: "/api/v1/ledger/standing", headers: signedIn });
    expect(answer.json()).toEqual({ files: 2, cases: [{ id, losses: 1 }] });
  });

  it.each([
    [`${ofCase}/view`, 404, "RECORDS_NOT_FOUND"],
    ["/api/v1/cases/a/view", 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/view?doctrine=best`, 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/view?accounts=1e9`, 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/accounts`, 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/comparison`, 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/paths?from=1`, 400, "WEB_BAD_REQUEST"],
    [`${ofCase}/paths?from=1&to=2&maxHops=31`, 400, "WEB_BAD_REQUEST"],
    ["/api/nothing", 404, "WEB_NOT_FOUND"],
    ["/assets/%2e%2e/index.html", 404, "WEB_NOT_FOUND"],
    [`${ofCase}/transfers/x`, 500, "WEB_UNEXPECTED"],
  ])("%s is a problem in both languages", async (url, status, code) => {
    const answer = await (await server()).inject({ url, headers: signedIn });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.json<{ zh: string }>().zh).toMatch(/\p{Script=Han}/u);
    expect(answer.json<{ en: string }>().en).not.toMatch(/\p{Script=Han}|\{\w+\}/u);
    expect(answer.body).not.toContain("secret");
  });
});

describe("who is not signed in", () => {
  it("gets no answer about people or money, whatever is asked", async () => {
    const asked = await server();
    await asked.ready();
    const paths = Object.entries(asked.swagger().paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => [method, path] as const),
    );
    const closed = paths.filter(([, path]) => path !== "/api/v1/session" && !path.endsWith("/commands"));
    expect(closed.length).toBeGreaterThan(50);
    for (const [method, path] of closed) {
      const url = path.replace(/\{\w+\}/g, id);
      const answer = await asked.inject({ method: method.toUpperCase() as "GET", url });
      expect([answer.statusCode, answer.json<{ code: string }>().code], `${method} ${path}`).toEqual([
        401,
        "SIGN_IN_NEEDED",
      ]);
    }
  });
});

describe("the page", () => {
  it("carries the nonce of its own answer, a new one each time, and a policy without exceptions", async () => {
    const made = await server();
    const answers = [await made.inject("/"), await made.inject("/cases/a")];
    const nonces = answers.map((answer) => /content="([^"]+)"/.exec(answer.body)?.[1] ?? "none");
    expect(new Set(nonces).size).toBe(2);
    answers.forEach((answer, position) => {
      const policy = String(answer.headers["content-security-policy"]);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[position]}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain("unsafe");
    });
  });
});

describe("commands of other processes", () => {
  const body = {
    words: ["balance"],
    folder: "/",
    user: "wang",
    language: "zh",
    interactive: false,
    outInteractive: false,
  };

  it.each([
    [undefined, 401, "WEB_TOKEN_MISSING"],
    ["s3cret", 401, "WEB_TOKEN_MISSING"],
    ["Bearer another", 403, "WEB_TOKEN_WRONG"],
  ])("authorized by %s: %i %s, and nothing is carried out", async (authorization, status, code) => {
    carriedOut.length = 0;
    const shown = authorization === undefined ? {} : { authorization };
    const answer = await (await server()).inject({ method: "POST", url: "/api/v1/commands", headers: shown, body });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    expect(answer.body).not.toContain(commands.token);
    expect(carriedOut).toEqual([]);
  });

  it("are answered event by event to who shows the token", async () => {
    carriedOut.length = 0;
    const shown = { authorization: `Bearer ${commands.token}` };
    const answer = await (await server()).inject({ method: "POST", url: "/api/v1/commands", headers: shown, body });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('{"out":"done\\n"}\n{"exitCode":0}\n');
    expect(carriedOut).toEqual([["balance"]]);
  });
});

describe("the name asked under", () => {
  it.each([
    ["127.0.0.1:4180", 200],
    ["localhost", 200],
    ["[::1]:4180", 200],
    ["Sluice.Example:80", 200],
    ["sluice.example.evil.example", 421],
    ["rebound.example:4180", 421],
  ])("%s → %i", async (host, status) => {
    const answer = await (await server()).inject({ url: "/", headers: { host } });
    expect(answer.statusCode).toBe(status);
  });
});
