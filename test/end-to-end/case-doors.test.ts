import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingsFiles, findingsLosses } from "../fixtures/findings-case.ts";
import { runSluice } from "./run-sluice.ts";
import { type RunningSluice, startSluice } from "./running-sluice.ts";
import { type SignedInOfficer, signInOfficer } from "./signed-in-officer.ts";

/** Money that has nothing to do with the case, and one payment between a stranger and an account of the case. */
const strangers = `交易卡号,账户开户名称,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,对手证件号码
6299000000000000017,甲路人,2024-02-01 08:00:00,10.00,出,6299000000000000025,乙路人,330102197001015678
6299000000000000017,甲路人,2024-02-01 09:00:00,20.00,出,6222000000000003,孙例三,330102198001014321
`;
const caseName = "核查案";
let folder = "";
let data = "";
let server: RunningSluice;
let officer: SignedInOfficer;
let id = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-doors-"));
  data = join(folder, "data");
  const files = { ...findingsFiles, "6299000000000000017甲路人.csv": strangers };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "losses.csv"), findingsLosses);
  await run("import", ...Object.keys(files).map((name) => join(folder, name)));
  await run("losses", join(folder, "losses.csv"), "--case", caseName);
  server = await startSluice(data);
  officer = await signInOfficer(server.address, data);
  id = await officer.caseId(caseName);
}, 240_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runSluice([...words, "--data", data, "--json"]);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

const ask = (
  question: string,
  { headers }: { readonly headers: Readonly<Record<string, string>> } = officer,
): Promise<Response> => fetch(`${server.address}/api/v1/cases/${id}/${question}`, { headers });

/** A transfer's id on the command line, by the row of the file that shows it. */
async function transferOf(row: number): Promise<string> {
  await run("export", "ledger", "--out", join(folder, `ledger-${row}`));
  const lines = (await readFile(join(folder, `ledger-${row}`, "ledger.jsonl"), "utf8")).split("\n");
  const ids = lines.flatMap((line) => /"([0-9a-f]{12}-0-\d+)"/.exec(line)?.[1] ?? []);
  const found = ids.find(
    (one) =>
      one.endsWith(`-0-${row}`) && lines.some((line) => line.includes(one) && line.includes("6299000000000000017")),
  );
  return found ?? "";
}

const everything = [
  "view",
  "transfers",
  "accounts?find=0003",
  "transfers/x",
  "doctrine",
  "traces",
  "comparison?of=fifo",
  "beside",
  "stops",
  "contradictions",
  "whose?account=6222000000000003",
  "paths?from=6222000000000001&to=6222000000000003",
];

test("nobody is answered without a session, and who may not read the case's traces is told that there is none", async () => {
  const liaison = await signInOfficer(server.address, data, { login: "bank", roles: "bank-liaison", bank: "演示银行" });
  const grid = await signInOfficer(server.address, data, { login: "grid", roles: "grid-worker" });
  const listed = await fetch(`${server.address}/api/v1/ledger/standing`, { headers: grid.headers });
  expect(await listed.json()).toMatchObject({ cases: [] });
  for (const question of everything) {
    expect((await ask(question, { headers: {} })).status, question).toBe(401);
    for (const other of [liaison, grid]) {
      const answer = await ask(question, other);
      expect([answer.status, await answer.json()], question).toMatchObject([404, { code: "RECORDS_NOT_FOUND" }]);
    }
  }
}, 240_000);

test("P7 an account that no trace of the case touches is answered like one that is not there; beside one that is, it is masked", async () => {
  for (const account of ["6299000000000000017", "6299000000000000999"]) {
    const answer = await ask(`whose?account=${account}`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: "CASE_REACHES_NO_ACCOUNT" }]);
    const paths = await ask(`paths?from=${account}&to=6222000000000003`);
    expect((await paths.json()) as object).toMatchObject({ code: "CASE_REACHES_NO_ACCOUNT" });
  }
  const found = (await (await ask("accounts?find=路人")).json()) as { total: number };
  expect(found.total).toBe(0);

  const apart = await ask(`transfers/${await transferOf(2)}`);
  expect((await apart.json()) as object).toMatchObject({ code: "CASE_REACHES_NO_TRANSFER" });
  const text = await (await ask(`transfers/${await transferOf(3)}`)).text();
  expect(text).toContain("孙例三");
  expect(text).toContain("甲**");
  expect(text).toContain("***************0017");
  expect(text).not.toMatch(/甲路人|6299000000000000017/);
}, 240_000);

test("P4 an auditor reads the same, every person masked, and goes on from a masked account", async () => {
  const auditor = await signInAuditor();
  const view = await (await ask("view", auditor)).text();
  expect(view).not.toMatch(/[一-龥]例[一-龥]|6222000000000\d{3}"/);
  const { map } = JSON.parse(view) as { map: { nodes: { id: string }[]; edges: { from: string; to: string }[] } };
  const edge = map.edges[0];
  expect(edge?.from).toMatch(/^\*{12}\d{4}~\d+$/);
  const ends = `from=${encodeURIComponent(edge?.from ?? "")}&to=${encodeURIComponent(edge?.to ?? "")}`;
  const transfers = (await (await ask(`transfers?${ends}`, auditor)).json()) as {
    total: number;
    rows: { id: string }[];
  };
  expect(transfers.total).toBeGreaterThan(0);
  const detail = await (await ask(`transfers/${transfers.rows[0]?.id}`, auditor)).text();
  expect(detail).not.toMatch(/[一-龥]例[一-龥]|6222000000000\d{3}"/);
  for (const question of everything.filter((one) => one !== "transfers/x")) {
    const answer = await (await ask(question, auditor)).text();
    expect(answer, question).not.toMatch(/[一-龥]例[一-龥]|"6222000000000\d{3}/);
  }
}, 240_000);

test("each look is in the log with the case as its purpose, once for the same question, and names nobody in clear", async () => {
  const before = await looks();
  for (let time = 0; time < 3; time += 1) await ask("whose?account=6222000000000022");
  await ask("whose?account=6222000000000012");
  const all = await looks();
  // The latest first.
  const logged = all.slice(0, all.length - before.length);
  expect(logged).toHaveLength(2);
  expect(logged[1]).toMatchObject({
    action: "look.whose",
    purpose: caseName,
    details: { account: "************0022" },
  });
}, 240_000);

interface LoggedLook {
  readonly action: string;
  readonly purpose: string;
  readonly details: object;
}

async function looks(): Promise<readonly LoggedLook[]> {
  const auditor = await signInAuditor();
  const answer = await fetch(`${server.address}/api/v1/audit/entries?limit=200&action=look.whose`, auditor);
  return ((await answer.json()) as { rows: LoggedLook[] }).rows;
}

let auditor: Promise<SignedInOfficer> | undefined;

/** Auditors need a second factor. */
function signInAuditor(): Promise<SignedInOfficer> {
  auditor ??= (async () => {
    const person = await signInOfficer(server.address, data, { login: "audit", roles: "auditor" });
    const headers = { ...person.headers, "content-type": "application/json" };
    const factor = `${server.address}/api/v1/session/second-factor`;
    const offered = await fetch(factor, { method: "POST", headers: person.headers });
    const { secret } = (await offered.json()) as { readonly secret: string };
    const code = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate();
    await fetch(factor, { method: "PUT", headers, body: JSON.stringify({ secret, code }) });
    return person;
  })();
  return auditor;
}
