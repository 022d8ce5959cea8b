import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

/* The mule held 5,000 of its own before the victim's 10,000 came, and paid 6,000 on. */
const statements = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号
6222000000000001,2024-03-05 10:00:00,10000.00,0.00,出,6222000000000002,李例二,S1
6222000000000002,2024-03-05 09:00:00,5000.00,5000.00,进,6222000000000009,王例九,S0
6222000000000002,2024-03-05 10:00:00,10000.00,15000.00,进,6222000000000001,张例一,S1
6222000000000002,2024-03-05 10:10:00,6000.00,9000.00,出,6222000000000003,赵例三,S2
6222000000000003,2024-03-05 10:10:00,6000.00,6000.00,进,6222000000000002,李例二,S2
`;
let folder: string;
let data: string;
const sluice = (...words: readonly string[]) => runSluice([...words, "--data", data, "--json"]);
const json = async (...words: readonly string[]) => JSON.parse((await sluice(...words)).stdout);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-doctrine-"));
  data = join(folder, "data");
  await writeFile(join(folder, "bank.csv"), statements);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,10000.00\n",
  );
  await sluice("import", join(folder, "bank.csv"));
  await sluice("losses", join(folder, "losses.csv"), "--case", "甲");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("T14: a case is searched by tainted-first until it is decided otherwise; trace then wants the doctrine named", async () => {
  expect(await json("doctrine")).toMatchObject({ case: "甲", search: "tainted-first", attribution: null, changes: [] });
  expect((await json("freeze-list")).kept.purpose).toBe("search");
  expect((await sluice("trace")).stderr).toContain("COMMAND_OPTION_MISSING");
});

it("T14: a change makes a new trace beside the old one, both stay, and the lists follow the lock", async () => {
  const changed = await json("doctrine", "--search", "fifo", "--reason", "账户有大量自有资金", "--officer", "王警官");
  expect(changed).toMatchObject({ search: "fifo", changes: [{ doctrine: "fifo", by: "王警官" }] });
  expect(changed.traces).toHaveLength(2);
  expect((await json("traces")).traces.map((one: { doctrine: string }) => one.doctrine)).toEqual([
    "tainted-first",
    "fifo",
  ]);
  const traced = await json("trace");
  expect(traced.engine.doctrine).toBe("fifo");
  expect(traced.kept.purpose).toBe("search");
  expect((await json("freeze-list")).engine.doctrine).toBe("fifo");
});

it("T14: another doctrine than the case's runs, is kept beside it and said to be so", async () => {
  const beside = await sluice("trace", "--doctrine", "lifo");
  expect(JSON.parse(beside.stdout)).toMatchObject({ engine: { doctrine: "lifo" }, kept: { purpose: "beside" } });
  expect(beside.stderr).toContain("DOCTRINE_BESIDE_CASE");
  const before = (await json("traces")).traces.length;
  await sluice("trace", "--doctrine", "lifo");
  expect((await json("traces")).traces).toHaveLength(before);
});

it("T14: attribution is decided with a reason, by a doctrine that allocates amounts", async () => {
  expect((await sluice("doctrine", "--attribution", "pro-rata")).stderr).toContain("--reason");
  expect((await sluice("doctrine", "--attribution", "poison", "--reason", "x")).stderr).toContain(
    "COMMAND_OPTION_BAD_VALUE",
  );
  const decided = await json("doctrine", "--attribution", "pro-rata", "--reason", "多名被害人");
  expect(decided).toMatchObject({ search: "fifo", attribution: "pro-rata" });
  expect((await json("trace", "--doctrine", "pro-rata")).kept.purpose).toBe("attribution");
});

it("T14: a decision can be undone, and its history stays; commands at the same time lose none", async () => {
  const undone = await json("doctrine", "--undo", "search");
  expect(undone.search).toBe("tainted-first");
  expect(undone.changes).toHaveLength(3);
  const doctrines = ["fifo", "lifo", "libr"];
  const runs = await Promise.all(doctrines.map((name) => sluice("doctrine", "--search", name)));
  const decided = (await json("doctrine")).changes.slice(3).map((one: { doctrine: string }) => one.doctrine);
  expect(decided.toSorted()).toEqual(doctrines.filter((_, at) => runs[at]?.exitCode === 0).toSorted());
});

it("T14: compare puts the doctrines side by side for each victim and account, fresh or kept", async () => {
  const out = join(folder, "out");
  const compared = await json("compare", "--doctrines", "fifo,tainted-first", "--out", out);
  expect(compared.accounts).toMatchObject([
    { account: "6222000000000002", atRestMinor: [900_000, 400_000], spreadMinor: 500_000 },
    { account: "6222000000000003", atRestMinor: [100_000, 600_000], spreadMinor: 500_000 },
  ]);
  expect(await readdir(out)).toEqual(["comparison.xlsx"]);
  const ids = (await json("traces")).traces.slice(0, 2).map((one: { trace: string }) => one.trace);
  const kept = await json("compare", "--traces", ids.join(","));
  expect(kept.losses[0].amounts).toHaveLength(2);
  expect((await sluice("compare", "--traces", "nothing")).stderr).toContain("CASE_TRACE_UNKNOWN");
  const text = await runSluice(["compare", "--doctrines", "fifo,lifo", "--data", data, "--lang", "en"]);
  expect(text.stdout).toContain("spread");
});
