import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root, runSluice, type SluiceRun } from "./run-sluice.ts";
import { type SignedInOfficer, signInOfficer } from "./signed-in-officer.ts";

const statement = `交易时间,付款账号,付款户名,收款账号,收款户名,金额,交易流水号
2024-03-05 09:00:00,6222000000000008,丙,6222000000000001,甲,40000.00,S0
2024-03-05 10:00:00,6222000000000001,甲,6222000000000002,乙,30000.00,S1
2024-03-05 10:05:00,6222000000000002,乙,6222000000000003,丁,18300.55,S2
`;
const losses = `损失编号,被害人,付款账号,时间,金额
L1,甲,6222000000000001,2024-03-05 10:00,30000
`;

let folder: string;
let data: string;
let server: ChildProcess;
let address: string;
let serverLog = "";
let officer: SignedInOfficer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-served-"));
  data = join(folder, "data");
  await mkdir(join(folder, "elsewhere"));
  await writeFile(join(folder, "elsewhere/bank.csv"), statement);
  await writeFile(join(folder, "elsewhere/losses.csv"), losses);
  await writeFile(join(folder, "elsewhere/stops.csv"), "account\n6222000000000002\n");
  server = spawn(process.execPath, [join(root, "bin/sluice"), "serve", "--data", data, "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stderr?.setEncoding("utf8").on("data", (text: string) => {
    serverLog += text;
  });
  const [line] = (await once(server.stdout?.setEncoding("utf8") ?? server, "data")) as [string];
  address = (JSON.parse(line) as { address: string }).address;
  officer = await signInOfficer(address, data);
}, 240_000);

afterAll(async () => {
  server.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

const elsewhere = (...words: string[]): Promise<SluiceRun> =>
  runSluice([...words, "--data", data], {}, join(folder, "elsewhere"));
const json = (run: SluiceRun): Readonly<Record<string, unknown>> =>
  JSON.parse(run.stdout) as Readonly<Record<string, unknown>>;
const token = async (): Promise<string> => {
  const lock = JSON.parse(await readFile(join(data, "sluice.lock"), "utf8")) as { door: { token: string } };
  return lock.door.token;
};
const ask = (path: string): Promise<Response> => fetch(`${address}${path}`, { headers: officer.headers });

it("a second process imports, registers losses and lists while the server holds the folder", async () => {
  const imported = await elsewhere("import", "bank.csv", "--json");
  expect(imported.exitCode, imported.stderr).toBe(0);
  expect(json(imported)["totals"]).toMatchObject({ rows: 4, transfers: 3 });

  const registered = await elsewhere("losses", "losses.csv", "--json");
  expect(json(registered)).toMatchObject({ recorded: 1, bound: [{ loss: "L1" }] });

  const listed = await elsewhere("freeze-list", "--json");
  expect(json(listed)).toMatchObject({ of: { freezeList: 2, requests: 0 } });
  expect(json(listed)["freezeList"]).toMatchObject([
    { account: "6222000000000003", atRestMinor: 1_830_055 },
    { account: "6222000000000002", atRestMinor: 1_169_945 },
  ]);
  expect(json(await elsewhere("requests", "--json"))).toMatchObject({ requests: [] });

  const stopped = await elsewhere("balance", "--stops", "stops.csv", "--json");
  expect(json(stopped)["totals"]).toMatchObject([{ exitedMinor: 3_000_000 }]);

  const traced = await elsewhere("trace", "--doctrine", "fifo", "--out", "out");
  expect(traced.exitCode, traced.stderr).toBe(0);
  expect((await stat(join(folder, "elsewhere/out/report.html"))).size).toBeGreaterThan(0);
}, 240_000);

it("the page shows at once what another process imported and registered", async () => {
  const view = `/api/v1/cases/${await officer.caseId("default")}/view`;
  const before = (await (await ask(view)).json()) as { ledgerTransfers: number };
  await writeFile(
    join(folder, "elsewhere/more.csv"),
    statement.replaceAll("03-05", "03-06").replaceAll(/,S\d/g, ",T1"),
  );
  expect((await elsewhere("import", "more.csv")).exitCode).toBe(0);
  await writeFile(join(folder, "elsewhere/second.csv"), losses.replace("L1", "L2").replace("03-05", "03-06"));
  expect((await elsewhere("losses", "second.csv")).exitCode).toBe(0);
  const after = (await (await ask(view)).json()) as {
    ledgerTransfers: number;
    losses: { total: number };
  };
  expect(after.ledgerTransfers).toBe(before.ledgerTransfers + 3);
  expect(after.losses.total).toBe(2);
}, 240_000);

it("help, errors and exit codes are the command's own", async () => {
  const unknown = await elsewhere("balance", "--case", "nobody's", "--lang", "en");
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain("There is no case");
  const missing = await elsewhere("import", "nothing.csv", "--json");
  expect(missing.exitCode).toBe(2);
  expect(JSON.parse(missing.stderr)).toMatchObject({ error: { code: "INTAKE_PATH_MISSING" } });
});

it("a second server on the folder says where the first is", async () => {
  const second = await runSluice(["serve", "--data", data, "--port", "0", "--json"]);
  expect(second.exitCode).toBe(1);
  expect(JSON.parse(second.stderr)).toMatchObject({
    error: { code: "COMMAND_SERVED_ALREADY", details: { address } },
  });
});

it("without the lock file's token nothing is carried out, and the token is nowhere to be had", async () => {
  const words = ["import", join(folder, "elsewhere/stranger.csv")];
  await writeFile(join(folder, "elsewhere/stranger.csv"), statement.replaceAll("03-05", "04-01"));
  const request = { words, folder, user: "stranger", language: "zh", interactive: false, outInteractive: false };
  const post = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${address}/api/v1/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(request),
    });
  const before = await (await ask("/api/v1/ledger/standing")).text();
  expect((await post({})).status).toBe(401);
  expect((await post({ authorization: "Bearer wrong" })).status).toBe(403);
  expect(await (await ask("/api/v1/ledger/standing")).text()).toBe(before);
  const secret = await token();
  expect((await stat(join(data, "sluice.lock"))).mode & 0o777).toBe(0o600);
  expect(secret.length).toBeGreaterThan(40);
  expect(before + serverLog).not.toContain(secret);

  // Whoever has it still cannot have the server start servers or demos.
  for (const name of ["serve", "demo", "version"]) {
    request.words = [name];
    expect(await (await post({ authorization: `Bearer ${secret}` })).text()).toContain('{"exitCode":2}');
  }
}, 240_000);

it("two imports at once are both in, one after the other", async () => {
  for (const name of ["a", "b"]) {
    const text = statement.replaceAll("2024-03", name === "a" ? "2024-05" : "2024-06");
    await writeFile(join(folder, `elsewhere/${name}.csv`), text);
  }
  const runs = await Promise.all(["a.csv", "b.csv"].map((name) => elsewhere("import", name, "--json")));
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const files = runs.map((run) => (json(run)["ledger"] as { files: number }).files);
  expect(new Set(files).size).toBe(2);
}, 240_000);

it("a client killed in the middle of an import leaves a ledger that the same import completes", async () => {
  const many = join(folder, "many");
  await mkdir(many);
  const [heading = ""] = statement.split("\n");
  const rows = Array.from({ length: 4_000 }, (_, row) => {
    const minute = `${String(Math.floor(row / 60) % 24).padStart(2, "0")}:${String(row % 60).padStart(2, "0")}`;
    return `2024-07-0${1 + (row % 9)} ${minute}:00,622200000001${1000 + (row % 77)},甲,622200000002${1000 + (row % 91)},乙,${row + 1}.05,K${row}`;
  });
  for (let file = 0; file < 10; file += 1) {
    const text = rows.map((line) => line.replace(/K(\d+)$/, `K${file}-$1`)).join("\n");
    await writeFile(
      join(many, `${file}.csv`),
      `${heading}\n${text.replaceAll("2024-07", `2024-${10 + (file % 3)}`)}\n`,
    );
  }
  const clean = join(folder, "clean");
  await cp(many, join(folder, "copy"), { recursive: true });
  for (const waitMs of [300, 700, 1_100]) {
    const client = spawn(process.execPath, [join(root, "bin/sluice"), "import", many, "--data", data], {
      stdio: "ignore",
    });
    const closed = once(client, "close");
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    client.kill("SIGKILL");
    await closed;
  }
  const again = await elsewhere("import", many, "--json");
  expect(again.exitCode, again.stderr).toBe(0);
  const sources = ["bank.csv", "more.csv", "a.csv", "b.csv"].map((name) => join(folder, "elsewhere", name));
  const alone = await runSluice(["import", ...sources, join(folder, "copy"), "--data", clean, "--json"]);
  expect(alone.exitCode, alone.stderr).toBe(0);
  await elsewhere("export", "ledger", "--out", join(folder, "served-ledger"));
  await runSluice(["export", "ledger", "--data", clean, "--out", join(folder, "clean-ledger")]);
  const [served, wanted] = await Promise.all(
    ["served-ledger", "clean-ledger"].map((name) => readFile(join(folder, name, "ledger.jsonl"), "utf8")),
  );
  expect(served === wanted, "the canonical exports differ").toBe(true);
}, 240_000);

it("the server ends in order, and then the command line opens the folder itself", async () => {
  server.kill("SIGINT");
  const [exitCode] = (await once(server, "close")) as [number];
  expect(exitCode).toBe(0);
  expect((await elsewhere("freeze-list", "--json")).exitCode).toBe(0);
}, 240_000);
