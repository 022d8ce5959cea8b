import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

/* The mule had 10,000 of its own, gets 30,000, is credited 4.00 of interest, and buys a car for 20,000 from a dealer. */
const statement = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易摘要
6222000000000002,2024-03-05 09:00:00,10000.00,10000.00,进,6222000000000009,王例九,转账
6222000000000002,2024-03-05 10:00:00,30000.00,40000.00,进,6222000000000001,张例一,转账
6222000000000002,2024-03-21 00:10:00,4.00,40004.00,进,,,结息
6222000000000002,2024-03-22 10:00:00,20000.00,20004.00,出,6222000000000003,李例三,购车
6222000000000003,2024-03-22 10:00:00,20000.00,20000.00,进,6222000000000002,赵例二,购车
6222000000000003,2024-03-22 11:00:00,15000.00,5000.00,出,6222000000000004,孙例四,转账
`;
let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);
const traced = async (): Promise<unknown> =>
  JSON.parse((await sluice("trace", "--doctrine", "tainted-first", "--json")).stdout);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-good-faith-"));
  await writeFile(join(folder, "bank.csv"), statement);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,30000.00\n",
  );
  expect((await sluice("import", join(folder, "bank.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

const dealer = ["--account", "6222 0000 0000 0003", "--officer", "周警官"];

it("T20: a mark of good faith needs an officer and evidence, stops the trace, and can be taken back with a reason", async () => {
  expect(await traced()).toMatchObject({ lostSight: [{ account: "6222000000000004", amountMinor: 1_500_000 }] });

  expect((await sluice("good-faith", "add", ...dealer)).stderr).toContain("COMMAND_OPTION_MISSING");
  const added = await sluice("good-faith", "add", ...dealer, "--evidence", "购车合同、发票", "--json");
  expect(JSON.parse(added.stdout)).toMatchObject({ marked: { account: "6222000000000003", officer: "周警官" } });

  expect(await traced()).toMatchObject({
    balanceSheet: [{ lossMinor: 3_000_000, atRestMinor: 1_000_000, exitedMinor: 2_000_000, lostSightMinor: 0 }],
    exits: [{ account: "6222000000000003", kind: "good-faith", amountMinor: 2_000_000 }],
    goodFaith: [
      {
        account: "6222000000000003",
        officer: "周警官",
        evidence: "购车合同、发票",
        case: null,
        amountMinor: 2_000_000,
      },
    ],
    engine: {
      options: {
        goodFaith: [
          { account: "6222000000000003", officer: "周警官", evidenceSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        ],
      },
    },
  });
  const shown = await sluice("trace", "--doctrine", "tainted-first", "--out", join(folder, "out"));
  expect(shown.stdout).toContain("购车合同、发票");
  expect(await readFile(join(folder, "out", "report.html"), "utf8")).toContain("购车合同、发票");

  expect((await sluice("good-faith", "remove", ...dealer, "--reason", "合同系伪造")).exitCode).toBe(0);
  expect((await sluice("good-faith", "remove", ...dealer, "--reason", "合同系伪造")).stderr).toContain(
    "GOOD_FAITH_NOT_MARKED",
  );
  expect(await traced()).toMatchObject({ goodFaith: [], exits: [] });
  const history = JSON.parse((await sluice("good-faith", "list", "--json")).stdout);
  expect(history).toMatchObject({ goodFaith: [{ evidence: "购车合同、发票", removed: { reason: "合同系伪造" } }] });
  expect((await sluice("good-faith", "list", "--lang", "en")).stdout).toContain("taken back by 周警官");
});

it("T20: interest is divided among the money that bore it, beside the sheet and in none of its sums", async () => {
  const answer = await traced();
  expect(answer).toMatchObject({
    // 30,000 of the 40,000 that bore the 4.00 were the victim's.
    interest: [{ account: "6222000000000002", loss: "L1", amountMinor: 300, wholeMinor: 400 }],
    interestNotDivided: [],
    balanceSheet: [{ lossMinor: 3_000_000 }],
  });
  expect((await sluice("trace", "--doctrine", "tainted-first", "--lang", "en")).stdout).toContain(
    "Interest (not in the balance sheet)",
  );
});
