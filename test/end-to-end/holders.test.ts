import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

/* 李例二 owns two cards. 30,000 of the victim's come to the first, which has nothing; the second has 25,000. */
const statement = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号
6222000000000012,2024-03-05 09:00:00,25000.00,25000.00,进,6222000000000009,王例九,A1
6222000000000002,2024-03-05 10:00:00,30000.00,30000.00,进,6222000000000001,张例一,A2
6222000000000002,2024-03-05 10:05:00,20000.00,10000.00,出,6222000000000003,孙例三,A3
6222000000000012,2024-03-05 11:00:00,1000.00,24000.00,出,6222000000000004,钱例四,A4
`;
const information = `账户开户名称,开户人证件号码,交易卡号
李例二,330102199001011234,6222000000000002
李例二,330102199001011234,6222000000000012
`;
let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-holders-"));
  await writeFile(join(folder, "bank.csv"), statement);
  await writeFile(join(folder, "账户信息.csv"), information);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,30000.00\n",
  );
  expect((await sluice("import", join(folder, "bank.csv"), join(folder, "账户信息.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

it("T3: libr per account and per holder stand side by side, and are not summed", async () => {
  const run = await sluice("trace", "--doctrine", "libr", "--out", join(folder, "out"), "--json");
  expect(JSON.parse(run.stdout)).toMatchObject({
    balanceSheet: [{ lossMinor: 3_000_000, atRestMinor: 1_000_000, lostSightMinor: 2_000_000 }],
    holders: [
      {
        holder: "李例二",
        idNo: "330102199001011234",
        accounts: ["6222000000000002", "6222000000000012"],
        lines: [
          {
            loss: "L1",
            byAccounts: { atRestMinor: 1_000_000, paidOnMinor: 2_000_000 },
            // The holder had 25,000 of its own, out of which the 20,000 and the 1,000 are taken first.
            byHolder: { atRestMinor: 3_000_000, paidOnMinor: 0 },
          },
        ],
      },
    ],
  });
  expect(await readFile(join(folder, "out", "report.html"), "utf8")).toContain("按持有人");
  expect((await sluice("trace", "--doctrine", "libr", "--lang", "en")).stdout).toContain("Per holder");
});
