import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

/* The mule's statement lacks a payment that the next one's shows, and a balance of it is too low; part goes as cash. */
const victim = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号
6222000000000001,2024-03-05 10:00:00,10000.00,0.00,出,6222000000000002,李例二,S1
`;
const mule = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号,摘要说明,现金标志
6222000000000002,2024-03-05 09:00:00,50.00,50.00,进,6222000000000009,王例九,S0,转账,
6222000000000002,2024-03-05 10:00:00,10000.00,10050.00,进,6222000000000001,张例一,S1,转账,
6222000000000002,2024-03-05 11:00:00,3000.00,3050.00,出,,,S3,ATM取款,现金
6222000000000002,2024-03-05 12:00:00,1.00,3049.00,出,6222000000000009,王例九,S4,转账,
`;
const next = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号
6222000000000003,2024-03-05 10:30:00,4000.00,4000.00,进,6222000000000002,李例二,S2
6222000000000003,2024-03-05 10:40:00,3000.00,1000.00,出,6222000000000008,钱例八,S5
`;
let folder: string;
let data: string;
const json = async (...words: readonly string[]) =>
  JSON.parse((await runSluice([...words, "--data", data, "--json"])).stdout);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-findings-"));
  data = join(folder, "data");
  const files = { "a.csv": victim, "b.csv": mule, "c.csv": next };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,10000.00\n",
  );
  const paths = Object.keys(files).map((name) => join(folder, name));
  expect((await runSluice(["import", ...paths, "--data", data])).exitCode).toBe(0);
  expect((await runSluice(["losses", join(folder, "losses.csv"), "--data", data])).exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("T10: what a counterparty shows and a covered statement lacks is listed, with both sides' rows", async () => {
  const { contradictions } = await json("contradictions");
  const missing = contradictions.find((one: { kind: string }) => one.kind === "row-missing");
  expect(missing).toMatchObject({
    account: "6222000000000002",
    rows: [
      { role: "shows", row: 2, statedMinor: 400_000 },
      { role: "before", row: 3 },
      { role: "after", row: 4 },
    ],
  });
  expect(missing.rows[0].file).toContain("c.csv");
  expect(missing.rows[1].file).toContain("b.csv");
  const text = await runSluice(["contradictions", "--data", data, "--lang", "en"]);
  expect(text.stdout).toContain("missing here");
});

it("T11, T12, T17: every stop with what made it one, dust, and what was lost sight of and why", async () => {
  const plain = await json("stops");
  expect(plain.stops).toMatchObject([{ account: "@cash", why: "exit", kind: "cash", amountMinor: 300_000 }]);
  expect(plain.lostSight).toContainEqual(
    expect.objectContaining({ account: "6222000000000008", why: "no-statement", amountMinor: 300_000 }),
  );
  await writeFile(join(folder, "stops.csv"), "account\n6222000000000003\n");
  const stopped = await json("stops", "--stops", join(folder, "stops.csv"));
  expect(stopped.stops[0]).toMatchObject({ account: "6222000000000003", why: "listed", amountMinor: 400_000 });
  const hubs = await json("stops", "--hub", "2", "--dust", "2000");
  expect(hubs.stops).toContainEqual(
    expect.objectContaining({ account: "6222000000000002", why: "hub-limit", counterparties: 4 }),
  );
  const dusty = await json("stops", "--dust", "2000");
  expect(dusty.writtenOff).toContainEqual(
    expect.objectContaining({ account: "6222000000000003", amountMinor: 100_000 }),
  );
  expect((await runSluice(["stops", "--data", data, "--lang", "en"])).stdout).toContain("an exit by itself");
});

it("T11: trace --json holds the stops that sluice stops lists", async () => {
  const traced = await json("trace", "--doctrine", "tainted-first");
  expect(traced.stops).toEqual((await json("stops")).stops);
  expect(traced.stops.length).toBeGreaterThan(0);
});

it("T10, T11, T12: trace --json and the workbook hold contradictions, stops, and dust with when it was written off", async () => {
  const out = join(folder, "out");
  const dust = ["--dust", "2000"];
  const traced = await json("trace", "--doctrine", "tainted-first", ...dust, "--out", out);
  expect(traced.contradictions).toEqual((await json("contradictions")).contradictions);
  expect(traced.contradictions.length).toBeGreaterThan(0);
  const stops = await json("stops", ...dust);
  expect(stops.writtenOff).toContainEqual(
    expect.objectContaining({ account: "6222000000000003", since: expect.stringMatching(/^2024-03-05 1[01]:/) }),
  );
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(join(out, "lists.xlsx"));
  const rowsOf = (name: string) => (book.getWorksheet(name)?.rowCount ?? 0) - 1;
  expect(rowsOf("止追账户")).toBe(stops.stops.length);
  expect(rowsOf("零星核销")).toBe(stops.writtenOff.length);
  expect(rowsOf("断点原因")).toBe(stops.lostSight.length);
  expect(rowsOf("流水矛盾")).toBeGreaterThanOrEqual(traced.contradictions.length);
  const requests = book.getWorksheet("调单清单");
  const headings = requests?.getRow(1).values;
  const column = (Array.isArray(headings) ? headings : []).indexOf("收效估计 Estimated yield");
  expect(requests?.getRow(2).getCell(column)).toMatchObject({ value: expect.any(Number), numFmt: "0.0%" });
});

it("T14: traces shows in what options the kept traces differ", async () => {
  const shown = await runSluice(["traces", "--data", data]);
  expect(shown.stdout).toMatch(/不同的选项[\s\S]*涉案优先 tainted-first +零星 ¥2,000\.00/);
  expect(shown.stdout).toContain("（默认）");
});

it("T15: every flow of a trace opens down to the rows that witness it, cell by cell as they stand", async () => {
  const { flows } = await json("trace", "--doctrine", "fifo");
  expect(flows.length).toBeGreaterThan(3);
  for (const { transfer, wholeMinor } of flows) {
    const detail = await json("show", transfer);
    expect(detail).toMatchObject({ id: transfer, amountMinor: wholeMinor });
    expect(detail.rows.length).toBeGreaterThan(0);
    for (const row of detail.rows) expect(row).toMatchObject({ unreadable: null, original: { encoding: "UTF-8" } });
  }
  const text = await runSluice(["show", flows[0].transfer, "--data", data]);
  expect(text.stdout).toContain("交易流水号");
  expect((await runSluice(["show", "000000000000-0-1", "--data", data])).exitCode).not.toBe(0);
});
