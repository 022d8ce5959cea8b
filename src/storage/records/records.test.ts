import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toMinorUnits } from "../../money/minor-units.ts";
import type { LossClaim } from "../loss-register.ts";
import type { LastTrace } from "../last-trace-register.ts";
import { openLastTraceFile } from "./last-trace-file.ts";
import { openGoodFaithFile } from "./good-faith-file.ts";
import { openLossFile } from "./loss-file.ts";
import { openMappingFile } from "./mapping-file.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-records-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("claims are added and replaced by id, in input order, and survive reopening", async () => {
  const path = join(folder, "losses.json");
  const losses = openLossFile(path);
  await losses.record("b", [claim("1", 100), claim("2", 200)]);
  await losses.record("a", [claim("1", 5)]);
  await losses.record("b", [claim("3", 300), claim("1", 111)]);
  const reopened = openLossFile(path);
  expect(await reopened.cases()).toEqual(["b", "a"]);
  expect(await reopened.claims("b")).toEqual([claim("1", 111), claim("2", 200), claim("3", 300)]);
  expect(await reopened.claims("unknown")).toEqual([]);
});

test("changes made at the same time are all kept", async () => {
  const losses = openLossFile(join(folder, "losses.json"));
  const ids = Array.from({ length: 20 }, (_, index) => String(index));
  await Promise.all(ids.map((id) => losses.record("case", [claim(id, 1)])));
  expect((await losses.claims("case")).map((kept) => kept.id)).toEqual(ids);
});

test("one mapping a bank is kept, the newest", async () => {
  const mappings = openMappingFile(join(folder, "mappings.json"));
  await mappings.save({ bank: "甲", layout: "", headings: { amount: "金额" } });
  await mappings.save({ bank: "乙", layout: "plain", headings: {} });
  await mappings.save({ bank: "甲", layout: "", headings: { amount: "发生额" } });
  await mappings.remove("乙");
  expect(await mappings.all()).toEqual([{ bank: "甲", layout: "", headings: { amount: "发生额" } }]);
});

test("a last trace stands beside the one before it while they are asked alike over other files", async () => {
  const path = join(folder, "last-traces.json");
  const traces = openLastTraceFile(path);
  expect(await traces.traces("a")).toEqual({ last: null, before: null });
  await traces.keep("a", lastTrace("fifo", ["f1"]));
  await traces.keep("a", lastTrace("fifo", ["f1", "f2"]));
  await traces.keep("a", lastTrace("fifo", ["f1", "f2"]));
  const both = { last: lastTrace("fifo", ["f1", "f2"]), before: lastTrace("fifo", ["f1"]) };
  expect(await openLastTraceFile(path).traces("a")).toEqual(both);
  await traces.keep("a", lastTrace("lifo", ["f1", "f2"]));
  expect(await traces.traces("a")).toEqual({ last: lastTrace("lifo", ["f1", "f2"]), before: null });
});

test("a register that is not one is told and left as it is", async () => {
  const path = join(folder, "losses.json");
  await writeFile(path, "{");
  await expect(openLossFile(path).cases()).rejects.toMatchObject({ code: "STORAGE_REGISTER_UNREADABLE" });
  await expect(openLossFile(path).record("a", [])).rejects.toMatchObject({ code: "STORAGE_REGISTER_UNREADABLE" });
});

function lastTrace(doctrine: LastTrace["doctrine"], files: readonly string[]): LastTrace {
  const standings = { losses: [], standings: [], moves: [] };
  return { doctrine, asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null, files, standings };
}

function claim(id: string, amount: number): LossClaim {
  return {
    id,
    victim: "王五",
    payer: "6222020000000001",
    payee: "",
    atMs: 1_709_618_602_000,
    precision: "second",
    toleranceMs: 0,
    amountMinor: toMinorUnits(amount),
    amountToleranceMinor: toMinorUnits(0),
    transferId: "",
  };
}

test("T20: a mark of good faith that is taken back stays in the history, and can be made again", async () => {
  const path = join(folder, "good-faith.json");
  const register = openGoodFaithFile(path);
  const mark = { account: "6222", caseName: null, officer: "周", evidence: "合同", markedMs: 1 };
  const removal = { officer: "吴", reason: "伪造", removedMs: 2 };
  await register.add(mark);
  expect(await register.remove({ account: "6222", caseName: "a" }, removal)).toBe(0);
  expect(await register.remove({ account: "6222", caseName: null }, removal)).toBe(1);
  expect(await register.remove({ account: "6222", caseName: null }, removal)).toBe(0);
  await register.add({ ...mark, markedMs: 3 });
  expect(await openGoodFaithFile(path).marks()).toEqual([
    { ...mark, removed: removal },
    { ...mark, markedMs: 3, removed: null },
  ]);
});
