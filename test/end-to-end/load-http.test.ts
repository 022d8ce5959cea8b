import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { quantile } from "../../bench/quantile.ts";
import type { OrderView } from "../../src/contract/recovery-orders.ts";
import { type SeededRandom, seededRandom } from "../../src/scenario/seeded-random.ts";
import { units } from "../fixtures/casework-people.ts";
import { stopPayment } from "../fixtures/order-bodies.ts";
import { startPostgres } from "../fixtures/postgres-server.ts";
import { reportBody } from "../fixtures/report-bodies.ts";
import { type SeededRecords, seedRecords } from "../fixtures/seeded-records.ts";
import { type ServedCentre, serveCentre, type SignedIn } from "../fixtures/served-centre.ts";

/** `SLUICE_LOAD_SECONDS=120` plays the whole bar, its times with it; a short run only that nothing fails. */
const seconds = Number(process.env["SLUICE_LOAD_SECONDS"] ?? 6);
const isBar = seconds >= 120;
const hotEdits = isBar ? 10_000 : 200;
const closing: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** What a person asks and what came of it. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly ms: number;
}

describe.each([
  { store: "PostgreSQL", users: isBar ? 200 : 30, readsMs: 100 },
  { store: "PGlite", users: isBar ? 20 : 8, readsMs: 250 },
])("$store under load", ({ store, users, readsMs }) => {
  test(
    `${users} people at work for ${seconds} s meet no error, and ${hotEdits} edits of one order are kept or refused by name`,
    async () => {
      const centre = await open(store, users);
      const rows = await seedRecords(centre, units.city);
      const people = centre.people.slice(-users);
      const asked = (await Promise.all(people.map((person, at) => work({ centre, rows }, person, at)))).flat();
      expect(asked.filter(({ status }) => status >= 400)).toEqual([]);
      const reads = asked.filter(({ method }) => method === "GET").map(({ ms }) => ms);
      const writes = asked.filter(({ method }) => method !== "GET").map(({ ms }) => ms);
      const p95 = { reads: quantile(reads, 0.95), writes: quantile(writes, 0.95) };
      process.stderr.write(
        `${JSON.stringify({ store, users, reads: reads.length, writes: writes.length, p95Ms: p95 })}\n`,
      );
      expect(reads.length).toBeGreaterThan(users / 2);
      expect(writes.length).toBeGreaterThan(0);
      if (isBar) expect(p95.reads).toBeLessThan(readsMs);
      await editTogether({ centre, rows }, people);
    },
    seconds * 1_000 + 900_000,
  );
});

async function open(store: string, officers: number): Promise<ServedCentre> {
  const server = store === "PostgreSQL" ? await startPostgres() : undefined;
  if (server !== undefined) closing.push(() => server.close());
  const centre = await serveCentre({ officers, ...(server && { recordsUrl: await server.makeDatabase() }) });
  closing.push(() => centre.stop());
  return centre;
}

interface Scene {
  readonly centre: ServedCentre;
  readonly rows: SeededRecords;
}

/** One person's shift: something every three seconds or so, three times in four a look. */
async function work(scene: Scene, person: SignedIn, at: number): Promise<readonly Asked[]> {
  const random = seededRandom(at);
  const asked: Asked[] = [];
  const endsAt = Date.now() + seconds * 1_000;
  await sleep(random.fraction() * 3_000);
  while (Date.now() < endsAt) {
    const [method, path, body] = choose(scene.rows, random);
    asked.push((await ask(scene.centre, person, { method, path, body })).asked);
    await sleep(1_000 + random.fraction() * 4_000);
  }
  return asked;
}

type Request = readonly [method: string, path: string, body?: object];

function choose({ cases, reports, orders, losses }: SeededRecords, random: SeededRandom): Request {
  const looks: readonly Request[] = [
    ["GET", "cases"],
    ["GET", `cases/${cases}`],
    ["GET", "reports?limit=50"],
    ["GET", `reports/${reports}`],
    ["GET", "orders?limit=50"],
    ["GET", `orders/${orders}`],
    ["GET", "clocks"],
    ["GET", "tasks"],
    ["GET", "recovery/sheet"],
    ["GET", `losses/${losses}/proposals`],
    ["GET", "accounts/known?number=6222021234567890128"],
    ["GET", "search?q=6789"],
  ];
  const writes: readonly Request[] = [
    ["POST", "reports", reportBody()],
    ["POST", `cases/${cases}/notes`, { kind: "note", text: "已回访" }],
    ["POST", "orders", stopPayment(cases)],
  ];
  const from = random.fraction() < 0.75 ? looks : writes;
  return from[Math.floor(random.fraction() * from.length)] ?? ["GET", "clocks"];
}

async function ask(
  { address }: ServedCentre,
  { secret }: SignedIn,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: object | undefined },
): Promise<{ readonly asked: Asked; readonly text: string }> {
  const headers = { authorization: `Bearer ${secret}`, ...(body && { "content-type": "application/json" }) };
  const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const start = performance.now();
  const answer = await fetch(`${address}/api/v1/${path}`, sent);
  const text = await answer.text();
  const code = answer.ok ? "" : (JSON.parse(text) as { readonly code: string }).code;
  return { asked: { method, path, status: answer.status, code, ms: performance.now() - start }, text };
}

/** Everybody changes one draft again and again, from the version that was seen last. */
async function editTogether({ centre, rows }: Scene, people: readonly SignedIn[]): Promise<void> {
  const [first] = people;
  if (first === undefined) throw new RangeError("nobody is at work");
  const draft = stopPayment(rows.cases);
  const made = JSON.parse(
    (await ask(centre, first, { method: "POST", path: "orders", body: draft })).text,
  ) as OrderView;
  const path = `orders/${made.id}`;
  const outcomes = new Map<string, number>();
  let [seen, left] = [made.version, hotEdits];
  const edit = async (person: SignedIn): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const body = { version: seen, changes: { amountMinor: 1_00 + left } };
      const { asked, text } = await ask(centre, person, { method: "PUT", path, body });
      if (asked.status === 200) seen = Math.max(seen, (JSON.parse(text) as OrderView).version);
      const name = asked.code || "kept";
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    }
  };
  await Promise.all(people.map(edit));
  const { text } = await ask(centre, first, { method: "GET", path, body: undefined });
  const kept = outcomes.get("kept") ?? 0;
  // Every edit that was told to be kept is one version, and nothing else is.
  expect((JSON.parse(text) as OrderView).version - made.version).toBe(kept);
  expect(kept).toBeGreaterThan(0);
  expect([...outcomes.keys()].toSorted()).toEqual(["RECORDS_CHANGED_MEANWHILE", "kept"]);
  expect([...outcomes.values()].reduce((sum, one) => sum + one, 0)).toBe(hotEdits);
}
