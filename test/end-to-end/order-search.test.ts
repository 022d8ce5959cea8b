import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

/* The mule had 8,000 of its own; within one minute 30,000 of the victim's came in and 10,000 went out. No balances. */
const statement = `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,对手户名
6222000000000002,2024-03-05 09:00,8000.00,进,6222000000000009,王例九
6222000000000002,2024-03-05 10:00,10000.00,出,6222000000000003,李例三
6222000000000002,2024-03-05 10:00,30000.00,进,6222000000000001,张例一
`;
let folder: string;
const sluice = (...words: string[]) => runSluice([...words, "--data", join(folder, "data")]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-orders-"));
  await writeFile(join(folder, "bank.csv"), statement);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00,30000.00\n",
  );
  expect((await sluice("import", join(folder, "bank.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

it("T7: says where the order of rows was guessed, and the smallest and largest amount that another order gives", async () => {
  const run = await sluice("trace", "--doctrine", "tainted-first", "--out", join(folder, "out"), "--json");
  expect(JSON.parse(run.stdout)).toMatchObject({
    ordersSearched: 1,
    orderSensitive: [{ account: "6222000000000002", search: "all-orders", ordersTried: 1, ordersImpossible: 0 }],
    ordersNotTried: [],
    ordersTogether: { ordersTried: 1, ordersImpossible: 0 },
    freezeList: [
      { account: "6222000000000002", atRestMinor: 2_000_000, range: { lowMinor: 2_000_000, highMinor: 3_000_000 } },
    ],
    lostSight: [{ account: "6222000000000003", amountMinor: 1_000_000, range: { lowMinor: 0, highMinor: 1_000_000 } }],
  });
  expect(await readFile(join(folder, "out", "report.html"), "utf8")).toContain("[¥20,000.00 – ¥30,000.00]");
  const shown = await sluice("trace", "--doctrine", "tainted-first", "--lang", "en");
  expect(shown.stdout).toMatch(/20,000\.00 \[.*20,000\.00 – .*30,000\.00\]/);
  expect(shown.stdout).toContain("Order-sensitive");
  expect(shown.stdout).toContain(
    "Every combination of the orders of all places was tried: 1 possible, 0 not possible.",
  );
});
