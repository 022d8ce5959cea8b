import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AskedImport, FollowedImport, RejectedFiles } from "../../src/contract/imports.ts";
import type { JobListEntry } from "../../src/contract/jobs.ts";
import { runSluice } from "./run-sluice.ts";
import { type Served, serve, signedInPeople } from "./served-records.ts";

let folder: string;
let data: string;
let server: Served;
let token = "";
let investigator = "";
let auditor = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-jobs-"));
  data = join(folder, "data");
  [token = "", investigator = "", auditor = ""] = await signedInPeople(data, ["analyst", "investigator", "auditor"]);
  server = await serve(data, { SLUICE_UPLOAD_LIMIT: "20m" });
});

afterAll(async () => {
  await server.stop("SIGKILL");
  await rm(folder, { recursive: true });
});

const heading = "交易时间,付款账号,付款户名,收款账号,收款户名,金额,交易流水号\n";

/** A statement of so many rows; other marks make other transfers. */
function statement(rows: number, mark: string): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const time = `${String(Math.floor(row / 3600) % 24).padStart(2, "0")}:${String(Math.floor(row / 60) % 60).padStart(2, "0")}:${String(row % 60).padStart(2, "0")}`;
    return `2024-07-0${1 + (row % 9)} ${time},622200000001${1000 + (row % 77)},甲,622200000002${1000 + (row % 91)},乙,${row + 1}.05,${mark}${row}`;
  });
  return `${heading}${lines.join("\n")}\n`;
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(init.headers as Readonly<Record<string, string>>) };
  return fetch(`${server.address}/api/v1${path}`, { ...init, headers });
}

async function upload(name: string, body: string): Promise<AskedImport> {
  const headers = { "content-type": "application/octet-stream" };
  const answer = await ask(`/imports?name=${encodeURIComponent(name)}`, { method: "POST", body, headers });
  expect(answer.status).toBe(202);
  return (await answer.json()) as AskedImport;
}

async function follow(job: string): Promise<FollowedImport> {
  return (await (await ask(`/imports/${job}`)).json()) as FollowedImport;
}

async function ended(job: string): Promise<FollowedImport> {
  for (;;) {
    const followed = await follow(job);
    if (followed.view.endedAtMs !== null) return followed;
    await sleep(50);
  }
}

const spooled = (): Promise<readonly string[]> => readdir(join(data, "spool"));

it("an upload is imported as the command imports it, under its sender's name, and leaves the spool", async () => {
  const { job } = await upload("建行流水.csv", `${statement(50, "A")}坏行,,,,,x,\n`);
  const { view, report } = await ended(job);
  expect(view).toMatchObject({ state: "done", result: null });
  expect(report).toMatchObject({
    dryRun: false,
    totals: { rows: 52, transfers: 50 },
    files: [{ path: "建行流水.csv", state: "imported" }],
    rejectedRows: [{ path: "建行流水.csv" }],
    changed: [],
  });
  await expect.poll(spooled).toEqual([]);

  const { files } = (await (await ask(`/imports/${job}/rejected`)).json()) as RejectedFiles;
  expect(files).toMatchObject([{ rows: 1 }]);
  const answer = await ask(`/imports/${job}/rejected/${files[0]?.name}`);
  expect(answer.headers.get("content-type")).toContain("text/csv");
  expect(await answer.text()).toContain("坏行");
});

it("a trace of a case is run as a job, kept beside its others, and stands in the case's log", async () => {
  const post = (path: string, body: object, as = investigator): Promise<Response> => {
    const headers = { authorization: `Bearer ${as}`, "content-type": "application/json" };
    return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
  };
  const made = (await (await post("/cases", { name: "甲案", type: "fake-orders" })).json()) as {
    id: string;
    number: string;
  };
  const traced = async (body: object): Promise<JobListEntry> => {
    const answer = await post(`/cases/${made.id}/traces`, body);
    expect(answer.status, await answer.clone().text()).toBe(202);
    const { job } = (await answer.json()) as { job: string };
    for (;;) {
      const headers = { authorization: `Bearer ${investigator}` };
      const view = (await (await ask(`/jobs/${job}`, { headers })).json()) as JobListEntry;
      if (view.endedAtMs !== null) return view;
      await sleep(50);
    }
  };
  expect(await traced({})).toMatchObject({ state: "failed", result: { code: "CASE_WITHOUT_BOUND_LOSS" } });

  const losses = "损失编号,被害人,付款账号,时间,金额\nL1,甲,6222000000011000,2024-07-01 00:00,1.05\n";
  await writeFile(join(folder, "losses.csv"), losses);
  const registered = await runSluice(["losses", join(folder, "losses.csv"), "--case", made.number, "--data", data]);
  expect(registered.exitCode, registered.stderr).toBe(0);
  const done = await traced({ doctrine: "fifo", asOf: "2024-12-31" });
  expect(done).toMatchObject({ state: "done", result: { doctrine: "fifo", unbound: 0, totals: [{ lossMinor: 105 }] } });
  const headers = { authorization: `Bearer ${investigator}` };
  const kept = await (await ask(`/cases/${made.id}/traces`, { headers })).text();
  expect(kept).toContain((done.result as { readonly trace: string }).trace);
  expect(await (await post(`/cases/${made.id}/traces`, { asOf: "yesterday" })).json()).toMatchObject({
    code: "WEB_BAD_AS_OF",
  });
  expect(await (await post(`/cases/${made.id}/traces`, {}, auditor)).json()).toMatchObject({ code: "ACCESS_DENIED" });
});

it("two uploads at once are imported one after the other, and commands take their turn with them", async () => {
  const texts = [statement(4_000, "B"), statement(4_000, "C")];
  const jobs = await Promise.all(texts.map((text, at) => upload(`${at}.csv`, text)));
  const command = runSluice(["losses", join(folder, "none.csv"), "--data", data]);
  const running = new Set<number>();
  for (let open = true; open; await sleep(50)) {
    const seen = await Promise.all(jobs.map(({ job }) => follow(job)));
    running.add(seen.filter(({ view }) => view.state === "running").length);
    open = seen.some(({ view }) => view.endedAtMs === null);
  }
  expect(Math.max(...running)).toBe(1);
  for (const { job } of jobs) expect((await follow(job)).report).toMatchObject({ totals: { transfers: 4_000 } });
  expect((await command).stderr).toContain("none.csv");
});

it("a server that is killed in the middle of an import does it again after its next start, once and whole", async () => {
  const { job } = await upload("long.csv", statement(20_000, "D"));
  await expect.poll(async () => (await follow(job)).view.state, { interval: 20 }).toBe("running");
  await sleep(300);
  expect((await follow(job)).view.endedAtMs).toBeNull();
  await server.stop("SIGKILL");
  expect(await spooled()).toEqual([`${job}.csv`]);
  server = await serve(data, { SLUICE_UPLOAD_LIMIT: "20m" });
  const { report } = await ended(job);
  expect(report).toMatchObject({ totals: { rows: 20_001, transfers: 20_000 }, ledger: { transfers: 28_050 } });
  await expect.poll(spooled).toEqual([]);
});

it("a running import is cancelled, and the same file imported again is whole", async () => {
  const text = statement(20_000, "E");
  const { job } = await upload("again.csv", text);
  await expect.poll(async () => (await follow(job)).view.state, { interval: 20 }).toBe("running");
  expect((await ask(`/jobs/${job}`, { method: "DELETE" })).status).toBe(200);
  expect((await ended(job)).view.state).toBe("cancelled");
  await expect.poll(spooled).toEqual([]);
  const again = await upload("again.csv", text);
  expect((await ended(again.job)).report).toMatchObject({ totals: { transfers: 20_000 } });
});

it("an upload over the limit is refused before it is read, and what was asked of the server stays whole", async () => {
  const headers = { "content-type": "application/octet-stream" };
  const body = Buffer.alloc(21 * 2 ** 20, "x");
  const answer = await ask("/imports?name=big.csv", { method: "POST", body, headers });
  expect(await answer.json()).toMatchObject({
    code: "UPLOAD_TOO_LARGE",
    status: 413,
    details: { limit: 20 * 2 ** 20 },
  });
  expect(await spooled()).toEqual([]);
  const verified = await runSluice(["audit", "verify", "--data", data, "--json"]);
  expect(JSON.parse(verified.stdout)).toMatchObject({ findingsInAll: 0 });
});
