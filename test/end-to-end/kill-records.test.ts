import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAudit } from "../../src/app/audit-log.ts";
import { makeFirstAdministrator } from "../../src/app/people.ts";
import { seededRandom } from "../../src/scenario/seeded-random.ts";
import { openRecords } from "../../src/storage/records/open-records.ts";
import type { RecordsStore } from "../../src/storage/records/records-store.ts";

const moments = Number(process.env["SLUICE_KILLS"] ?? 12);
const seed = Number(process.env["SLUICE_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const longestMs = 2_000;

let folder: string;
let place: { readonly folder: string };
let userId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-kill-records-"));
  place = { folder: join(folder, "pg") };
  const records = await openRecords(place, () => Date.now());
  await makeFirstAdministrator(records);
  userId = randomUUID();
  const user = { id: userId, login: "kill", name: "员", unit_code: "000000000000", created_at_ms: 0 };
  await records.asSystem(({ db }) =>
    db
      .insertInto("users")
      .values({ ...user, roles: ["analyst"] })
      .execute(),
  );
  await records.close();
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

test(`records whose process is killed at ${moments} random moments lose no acknowledged step, keep no half one, and their log stays whole (SLUICE_TEST_SEED=${seed})`, async () => {
  const random = seededRandom(seed);
  const asked = new Set<string>();
  const ended = new Set<string>();
  for (let killed = 0; killed < moments; killed++) {
    for (const line of await killAfter(random.fraction() * longestMs)) {
      const [step, id = ""] = line.split(" ");
      if (step === "asked") asked.add(id);
      if (step === "ended") ended.add(id);
    }
    const records = await openRecords(place, () => Date.now());
    await check(records, { asked, ended });
    await records.close();
  }
  // The child did work between the kills: otherwise nothing was tried.
  expect(asked.size).toBeGreaterThan(moments);
  expect(ended.size).toBeGreaterThan(0);
}, 900_000);

interface Acknowledged {
  readonly asked: ReadonlySet<string>;
  readonly ended: ReadonlySet<string>;
}

async function check(records: RecordsStore, { asked, ended }: Acknowledged): Promise<void> {
  const jobs = await records.asSystem(({ db }) => db.selectFrom("jobs").select(["id", "state", "result"]).execute());
  const states = new Map(jobs.map((job) => [job.id, job.state]));
  expect([...asked].filter((id) => !states.has(id))).toEqual([]);
  expect([...ended].filter((id) => states.get(id) !== "done")).toEqual([]);
  // An end is whole: the state with its result.
  expect(jobs.filter((job) => (job.state === "done") !== (job.result === job.id))).toEqual([]);
  // A change and its entry stand together or not at all.
  const entries = await records.asSystem(({ db }) =>
    db.selectFrom("audit_entries").select("subject").where("action", "=", "job.ask").execute(),
  );
  expect(entries.map(({ subject }) => subject).sort()).toEqual([...states.keys()].map((id) => `job:${id}`).sort());
  expect((await verifyAudit(records)).findings).toEqual([]);
}

/** Starts the child and kills it some ms after it began; what it acknowledged by then, whole lines only. */
async function killAfter(ms: number): Promise<readonly string[]> {
  const words = [join(import.meta.dirname, "records-child.mjs"), place.folder, join(folder, "audit-key.pem"), userId];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  const begun = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("begun\n")) resolve();
    });
    child.once("close", () => reject(new Error("ended by itself")));
  });
  await begun;
  await sleep(ms);
  child.kill("SIGKILL");
  await closed;
  return said.slice(0, said.lastIndexOf("\n")).split("\n");
}
