import fc from "fast-check";
import { sql } from "kysely";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RecordsStore } from "../../src/storage/records/records-store.ts";
import { startSession } from "../../src/storage/records/sessions.ts";
import { units } from "../fixtures/casework-people.ts";
import { seedRecords } from "../fixtures/seeded-records.ts";
import { type PostgresServer, startPostgres } from "../fixtures/postgres-server.ts";
import { type ServedCentre, serveCentre, type SignedIn } from "../fixtures/served-centre.ts";
import { KnownIds } from "../generators/known-ids.ts";
import { type MadeRequest, type Operation, operationsOf, requestsTo } from "../generators/openapi-requests.ts";
import { type SeededRandom, seededRandom } from "../../src/scenario/seeded-random.ts";
import { root } from "./run-sluice.ts";

const seconds = Number(process.env["SLUICE_FUZZ_SECONDS"] ?? 20);
const seed = Number(process.env["SLUICE_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const longestMs = 30_000;

let server: PostgresServer;
let centre: ServedCentre;
let records: RecordsStore;
let operations: readonly Operation[];

beforeAll(async () => {
  server = await startPostgres();
  centre = await serveCentre({ recordsUrl: await server.makeDatabase() });
  if (centre.records === undefined) throw new Error("the records lie on a server here");
  records = centre.records;
  operations = operationsOf(JSON.parse(await readFile(`${root}/docs/openapi.json`, "utf8")));
}, 240_000);

afterAll(async () => {
  await centre?.stop();
  await server?.close();
});

/** What came of a request. */
interface Outcome {
  readonly request: MadeRequest;
  readonly who: SignedIn | undefined;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

test(
  `whatever the document allows and more is answered: nothing fails inside, hangs or writes unlogged (${seconds} s, SLUICE_TEST_SEED=${seed})`,
  async () => {
    const known = new KnownIds();
    for (const { userId } of centre.people) known.add("people", userId);
    for (const [kind, id] of Object.entries(await seedRecords(centre, units.city))) known.add(kind, id);
    const officers = centre.people.filter(
      ({ unitCode, roles }) =>
        unitCode === units.city && /^(analyst|duty-officer|investigator|approver)$/.test(roles.join()),
    );
    const arbitraries = operations.map((operation) => requestsTo(operation, known));
    const endsAt = Date.now() + seconds * 1_000;
    const faults = new Map<string, string>();
    const taken = new Set<string>();
    let before = await fingerprint();
    for (let run = 0; Date.now() < endsAt; run++) {
      const random = seededRandom(seed + run);
      // Who ended the own session is signed in again; who was locked out stays so.
      const who =
        random.fraction() < 0.1
          ? undefined
          : await signedIn(chooseFrom(random.fraction() < 0.6 ? officers : centre.people, random));
      const request = sampleOne(chooseFrom(arbitraries, random), seed + run);
      const outcome = await send(request, who);
      const name = `${outcome.request.operation.method} ${outcome.request.operation.path}`;
      const fault = faultOf(outcome);
      if (fault !== undefined) faults.set(`${fault} ${name}`, describeOutcome(outcome));
      if (outcome.status < 300) taken.add(name);
      known.learn(outcome.request.operation.path, outcome.text);
      const after = await fingerprint();
      const changed = unlogged(before, after);
      if (changed.length > 0) faults.set(`unlogged ${changed.join()} ${name}`, describeOutcome(outcome));
      before = after;
    }
    expect([...faults].map(([name, outcome]) => `${name}: ${outcome}`)).toEqual([]);
    // Otherwise nothing was tried.
    expect(taken.size).toBeGreaterThan(10);
    expect(centre.said()).not.toMatch(/"level":50/);
  },
  seconds * 1_000 + 240_000,
);

function chooseFrom<One>(all: readonly One[], random: SeededRandom): One {
  return firstOf(all.slice(Math.floor(random.fraction() * all.length)));
}

function sampleOne<One>(arbitrary: fc.Arbitrary<One>, from: number): One {
  return firstOf(fc.sample(arbitrary, { seed: from, numRuns: 1 }));
}

function firstOf<One>([first]: readonly One[]): One {
  if (first === undefined) throw new RangeError("nothing to choose from");
  return first;
}

async function send(request: MadeRequest, who: SignedIn | undefined): Promise<Outcome> {
  const { operation, path, mediaType, body } = request;
  const headers = {
    ...(who === undefined ? {} : { authorization: `Bearer ${who.secret}` }),
    ...(mediaType === undefined ? {} : { "content-type": mediaType }),
  };
  const signal = AbortSignal.timeout(longestMs);
  const isStream = operation.answers.includes("text/event-stream");
  const asked = { method: operation.method, headers, signal, ...(body === undefined ? {} : { body }) };
  const answer = await fetch(centre.address + path, asked);
  const type = answer.headers.get("content-type") ?? "";
  if (isStream && answer.ok) await answer.body?.cancel();
  const text = isStream && answer.ok ? "" : await answer.text();
  return { request, who, status: answer.status, type, text };
}

/** The person with a session that holds. */
async function signedIn(person: SignedIn): Promise<SignedIn> {
  const secret = await records.asSystem(async ({ db, nowMs }) => {
    const terms = { longestMs: 3_600_000, idleMs: 3_600_000 };
    return (await startSession(db, { userId: person.userId, owes: "", client: "fuzz", nowMs, terms })).secret;
  });
  return { ...person, secret };
}

/** What is wrong with the answer, whatever was asked. */
function faultOf({ status, type }: Outcome): string | undefined {
  if (status >= 500) return `${status}`;
  return status >= 400 && !type.startsWith("application/problem+json") ? "no problem body" : undefined;
}

function describeOutcome({ request, who, status, text }: Outcome): string {
  const { operation, path, body } = request;
  const sent = body === undefined ? "" : ` ${body.slice(0, 2_000)}`;
  return `${operation.method} ${path}${sent}\nby ${who?.roles.join() ?? "nobody"} → ${status} ${text.slice(0, 500)}`;
}

/** By table what a request may not change without an entry in the log: all but what is written behind everybody's back. */
async function fingerprint(): Promise<ReadonlyMap<string, string>> {
  return records.asSystem(async ({ db }) => {
    const background = ["jobs", "sessions", "engine_news", "reviews", "changes"];
    const { rows: tables } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
      WHERE schemaname = current_schema() AND (NOT starts_with(tablename, 'audit_') OR tablename = 'audit_entries')`.execute(
      db,
    );
    const parts = tables
      .filter(({ name }) => !background.includes(name))
      .map(
        ({ name }) =>
          sql`SELECT ${name} AS name, concat(count(*), ' ', sum(hashtext(t::text))) AS content FROM ${sql.table(name)} AS t`,
      );
    const { rows } = await sql<{ name: string; content: string }>`${sql.join(parts, sql` UNION ALL `)}`.execute(db);
    return new Map(rows.map(({ name, content }) => [name, content]));
  });
}

/** The tables that differ, where the log does not. */
function unlogged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  if (before.get("audit_entries") !== after.get("audit_entries")) return [];
  return [...after].filter(([name, content]) => before.get(name) !== content).map(([name]) => name);
}
