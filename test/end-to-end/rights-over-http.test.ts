import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rolesGranted } from "../../src/access/grants.ts";
import { mayDo } from "../../src/access/may-do.ts";
import type { Resource } from "../../src/access/resource.ts";
import { units } from "../fixtures/casework-people.ts";
import { type PostgresServer, startPostgres } from "../fixtures/postgres-server.ts";
import { type Asking, type RouteRight, routeRights } from "../fixtures/route-rights.ts";
import { type SeededRecords, seedRecords } from "../fixtures/seeded-records.ts";
import { liaisonBanks, type ServedCentre, serveCentre, type SignedIn } from "../fixtures/served-centre.ts";
import { KnownIds, kindOfPath } from "../generators/known-ids.ts";
import { bodiesOf, type Operation, operationsOf } from "../generators/openapi-requests.ts";
import { root } from "./run-sluice.ts";

let server: PostgresServer;
let centre: ServedCentre;
let operations: readonly Operation[];
const planted = new Map<string, SeededRecords>();

beforeAll(async () => {
  server = await startPostgres();
  centre = await serveCentre({ recordsUrl: await server.makeDatabase(), officers: 1 });
  operations = operationsOf(JSON.parse(await readFile(`${root}/docs/openapi.json`, "utf8"))).filter(({ path }) =>
    path.startsWith("/api/v1/"),
  );
  for (const unit of [units.beilun, units.haishu]) planted.set(unit, await seedRecords(centre, unit));
}, 240_000);

afterAll(async () => {
  await centre?.stop();
  await server?.close();
});

const nameOf = ({ method, path }: Operation): string => `${method} ${path.replace("/api/v1", "")}`;

test("P1: every route says who gets through it, and nothing else does", () => {
  expect(Object.keys(routeRights).toSorted()).toEqual(operations.map(nameOf).toSorted());
});

test("P1, P3: of every route, role, unit and membership exactly those are let through whom the rules let through", async () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    const right = routeRights[nameOf(operation)];
    if (right === undefined || typeof right === "string") continue;
    for (const [unitCode, rows] of right.at === "row" ? planted : [...planted].slice(0, 1)) {
      for (const person of askersOf(right)) {
        const facts = factsOf(right, { person, unitCode, rows });
        const wanted = right.actions.some((action) => mayDo(person, action, facts));
        const { status, text } = await send(operation, { person, rows, ask: right.ask ?? {} });
        const isRefused = [401, 403, 404].includes(status);
        if (isRefused ? wanted && right.ask?.isEmpty !== true : !wanted)
          wrong.push(
            `${nameOf(operation)} ${person.roles.join()} of ${person.unitCode} on ${unitCode}: ${status} ${text}`,
          );
      }
    }
  }
  expect(wrong).toEqual([]);
}, 900_000);

/**
 * All who may under some circumstance, and of the roles that never may one person each. The last person is changed by the
 * others and asks nothing.
 */
function askersOf({ kind, actions }: Exclude<RouteRight, string>): readonly SignedIn[] {
  const may = actions.flatMap((action) => rolesGranted(kind, action));
  return centre.people
    .slice(0, -1)
    .filter(({ roles, unitCode }) => unitCode === units.city || roles.some((role) => may.includes(role)));
}

test("P3: lists, searches and bulk exports show nobody a row that they may not see", async () => {
  const wrong: string[] = [];
  const lists = operations
    .filter(({ method, path }) => method === "GET" && !path.includes("{"))
    .map((operation) => operation.path)
    .filter((path) => !path.endsWith("/session") && !path.endsWith("/audit/entries") && !path.endsWith("/events"));
  for (const person of centre.people.slice(0, -1)) {
    for (const path of [...lists, "/api/v1/search?q=%E7%8E%8B%E5%B0%8F%E6%98%8E", "/api/v1/tasks?of=all"]) {
      const separator = path.includes("?") ? "&" : "?";
      const everything = [...planted.values()].map(({ orders }) => orders).join();
      const asked = `${path}${path.endsWith("batch-sheet") ? `${separator}ids=${everything}` : ""}`;
      const headers = { authorization: `Bearer ${person.secret}` };
      const answer = await fetch(centre.address + asked, { headers });
      const text = await answer.text();
      for (const [unitCode, rows] of planted) {
        for (const [name, kind] of Object.entries(shownKinds)) {
          const id = rows[name as keyof typeof shownKinds];
          if (!text.includes(`"id":"${id}"`)) continue;
          const right = { kind, actions: ["read", "search"] as const, at: "row" as const };
          const facts = factsOf(right, { person, unitCode, rows });
          if (!right.actions.some((action) => mayDo(person, action, facts)))
            wrong.push(`${asked} shows ${name} of ${unitCode} to ${person.roles.join()} of ${person.unitCode}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
}, 900_000);

const shownKinds = {
  reports: "report",
  losses: "loss",
  cases: "case",
  orders: "order",
  tasks: "task",
  notes: "document",
  grievances: "grievance",
  series: "series",
  "hand-overs": "hand-over",
  returns: "return",
  "good-faith-claims": "return",
} as const;

interface Asked {
  readonly person: SignedIn;
  readonly unitCode: string;
  readonly rows: SeededRecords;
}

function factsOf(right: Exclude<RouteRight, string>, { person, unitCode, rows }: Asked): Resource {
  const none = { kind: right.kind, unitCode: "", caseMembers: [], bank: "", assignees: [], userId: "", hands: [] };
  if (right.at === "office") return none;
  if (right.at === "own") return { ...none, unitCode: person.unitCode };
  return {
    ...none,
    unitCode,
    caseMembers: rows.members,
    bank: right.kind === "order" ? liaisonBanks[0] : "",
    assignees: right.kind === "task" ? [rows.assignee] : [],
    userId: right.kind === "job" ? rows.assignee : "",
  };
}

async function send(
  operation: Operation,
  { person, rows, ask }: Pick<Asked, "person" | "rows"> & { readonly ask: Asking },
): Promise<{ readonly status: number; readonly text: string }> {
  const path = pathOf(operation, rows);
  const known = new KnownIds();
  for (const [name, value] of Object.entries(rows)) if (typeof value === "string") known.add(name, value);
  const [made] = fc.sample(bodiesOf(operation, known), { seed: 1, numRuns: 1 });
  const body = ask.body?.(rows) ?? made;
  // Who may is told that it has changed meanwhile, and nothing is done.
  const unseen = typeof body === "object" && body !== null && "version" in body ? { ...body, version: 999_999 } : body;
  const mediaType = operation.body?.mediaType;
  const headers = {
    authorization: `Bearer ${person.secret}`,
    ...(mediaType !== undefined && { "content-type": mediaType }),
  };
  const answer = await fetch(
    `${centre.address}${path}?${typeof ask.query === "function" ? ask.query(rows) : (ask.query ?? "")}`,
    {
      method: operation.method,
      headers,
      ...(mediaType !== undefined && { body: mediaType === "application/octet-stream" ? "x" : JSON.stringify(unseen) }),
    },
  );
  return { status: answer.status, text: await answer.text() };
}

function pathOf({ path }: Operation, rows: SeededRecords): string {
  const kind = path.includes("/recovery/losses/") ? "losses" : kindOfPath(path);
  const id =
    Object.entries({ ...rows, people: centre.people.at(-1)?.userId }).find(([name]) => name === kind)?.[1] ?? nobody;
  return path
    .replace("{id}", String(id))
    .replace("{job}", rows.jobs)
    .replace("{name}", "x.csv")
    .replace("{transfer}", "x")
    .replace("{kind}", "freeze")
    .replace("{code}", units.city);
}

/** There are no reviews and no sanctions yet. */
const nobody = "00000000-0000-4000-8000-000000000000";
