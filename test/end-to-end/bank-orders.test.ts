import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

/* Two cards get 30,000 and 20,000 of one victim; the second sends 5,000 on to a card of which nothing is held. */
const heading = "交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名";
const statement = `${heading}
6222000000000002,2024-03-05 10:00:00,30000.00,30000.00,进,6222000000000001,张例一
6222000000000003,2024-03-05 11:00:00,20000.00,20000.00,进,6222000000000001,张例一
6222000000000003,2024-03-05 12:00:00,5000.00,15000.00,出,6222000000000004,孙例四
`;
const asked = `${heading}
6222000000000004,2024-03-05 12:00:00,5000.00,5000.00,进,6222000000000003,李例三
6222000000000004,2024-03-06 12:00:00,100.00,4900.00,出,6222000000000009,王例九
`;
const losses = `loss,victim,account,time,amount
L1,张例一,6222000000000001,2024-03-05 10:00:00,30000.00
L2,张例一,6222000000000001,2024-03-05 11:00:00,20000.00
`;
const [large, small, unseen] = ["6222000000000002", "6222000000000003", "6222000000000004"];
let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);
const json = async (...words: string[]) => JSON.parse((await sluice(...words, "--json")).stdout);
const ranked = async () =>
  (await json("freeze-list")).freezeList.map(({ account }: { readonly account: string }) => account);
const answer = (...words: string[]) => sluice("answers", "add", "--account", large, ...words);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-bank-orders-"));
  await writeFile(join(folder, "bank.csv"), statement);
  await writeFile(join(folder, "asked.csv"), asked);
  await writeFile(join(folder, "losses.csv"), losses);
  expect((await sluice("import", join(folder, "bank.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

describe("banks' answers", () => {
  it("T17: a balance told re-ranks at once and binds, and taking it back restores what was", async () => {
    expect(await ranked()).toEqual([large, small]);
    const added = await answer("--at", "2024-03-05 12:30", "--balance", "1000");
    expect(added.stdout).toMatch(/A1 .*¥1,000\.00/);
    const bound = await json("freeze-list");
    expect(bound.freezeList).toMatchObject([
      { account: small },
      { account: large, atRestMinor: 100_000, answer: { balanceMinor: 100_000 } },
    ]);
    expect(bound.engine.options.answers).toMatchObject([{ account: large, balanceMinor: 100_000 }]);
    const whose = await sluice("whose", "--account", large);
    expect(whose.stdout).toMatch(/持有 ¥1,000\.00[\s\S]*银行反馈 A1（2024-03-05 12:30.*余额 ¥1,000\.00/);
    expect(await json("whose", "--account", large)).toMatchObject({
      wholeMinor: 100_000,
      answers: [{ id: "A1", balanceMinor: 100_000 }],
      doctrines: { fifo: { losses: [{ loss: "L1", amountMinor: 100_000 }], otherMinor: 0 } },
    });
    expect(await json("whose", "--account", large, "--at", "2024-03-05 12:00")).toMatchObject({
      wholeMinor: 3_000_000,
      answers: [],
    });
    expect((await sluice("answers", "remove", "--id", "A1")).stdout).not.toContain("A1");
    expect(await ranked()).toEqual([large, small]);
    expect((await sluice("answers", "remove", "--id", "A1", "--lang", "en")).stderr).toMatch(/“A1”.*ids known/);
  });

  it("warns of an answer about an account that is none of the ledger's, and of one told twice", async () => {
    const told = ["--at", "2024-03-05 12:30", "--balance", "1000"];
    expect(await answer(...told)).toMatchObject({ exitCode: 0, stderr: "" });
    const twice = await answer(...told, "--json");
    expect(JSON.parse(twice.stderr)).toMatchObject({
      warning: { code: "ANSWER_ALREADY_TOLD", details: { same: "A2" } },
    });
    const strange = await sluice("answers", "add", "--account", "6222999999999999", ...told);
    expect(strange).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^警告：A4 .*不在账本中/) });
    for (const id of ["A2", "A3", "A4"]) await sluice("answers", "remove", "--id", id);
    const bad = await sluice("answers", "remove", "--id", "A9", "--json");
    expect(bad).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("ANSWER_UNKNOWN") });
  });

  it("puts a refused order last, with the reason in both languages, keeps its amount, and tells it below any budget", async () => {
    expect((await answer("--at", "2024-03-05 12:30", "--refused", "already-frozen")).stdout).toContain("已被冻结");
    expect((await json("freeze-list")).freezeList).toMatchObject([
      { account: small },
      { account: large, atRestMinor: 3_000_000, expectedMinor: 0, chancePpm: 0 },
    ]);
    const cut = await sluice("freeze-list", "--budget", "1", "--lang", "en");
    expect(cut.stdout).toMatch(
      /#2 6222 0000 0000 0002 ¥30,000\.00 the bank refused at 2024-03-05 12:30.*already frozen/,
    );
    expect((await sluice("answers", "--lang", "en")).stdout).toMatch(/A5 .*frozen/);
    expect((await answer("--at", "2024-03-05 12:30", "--refused", "tired")).stderr).toContain(
      "COMMAND_OPTION_BAD_VALUE",
    );
    await sluice("answers", "remove", "--id", "A5");
  });

  it("say so where they come before all that is known of the account, and change no amount", async () => {
    const before = (await json("balance")).totals;
    expect((await answer("--at", "2024-03-01", "--balance", "1")).stdout).toContain("不影响任何金额");
    expect((await sluice("answers", "--lang", "en")).stdout).toContain("changes no amount");
    expect((await json("answers")).answers).toMatchObject([{ id: "A6", beforeFirstRow: true }]);
    expect((await json("balance")).totals).toEqual(before);
    await sluice("answers", "remove", "--id", "A6");
  });
});

describe("orders", () => {
  it("take effect after the bank's response time, which can be set and removed", async () => {
    const effects = async () => {
      const { freezeList } = await json("freeze-list", "--now", "2024-03-05 13:00:00");
      return freezeList.map(({ effect }: { readonly effect: string }) => effect.slice(0, 16));
    };
    expect(new Set(await effects())).toEqual(new Set(["2024-03-05 13:30"]));
    expect((await sluice("banks")).stdout).toContain("（其余银行，默认）");
    expect((await sluice("banks", "set", "--bank", "江城", "--response", "10", "--lang", "en")).stdout).toMatch(
      /江城 +10/,
    );
    expect((await json("banks")).responses).toEqual([{ bank: "江城", minutes: 10 }]);
    expect((await sluice("banks", "set", "--bank", "江城", "--response", "soon")).stderr).toContain("--response");
    expect((await sluice("banks", "remove", "--bank", "江城")).exitCode).toBe(0);
    expect((await json("banks")).responses).toEqual([]);
    const again = await sluice("banks", "remove", "--bank", "江城", "--lang", "en");
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("江城") });
  });

  it("cannot be sent before the end of what is traced", async () => {
    const early = await sluice("freeze-list", "--now", "2024-03-05 11:30");
    expect(early.exitCode).not.toBe(0);
    expect(early.stderr).toMatch(/COMMAND_NOW_TOO_EARLY.*早于所追踪账本的最后时刻 2024-03-05 12:00:00/);
    expect((await sluice("freeze-list", "--now", "2024-03-05 11:30", "--lang", "en")).stderr).toContain("--as-of");
    const then = ["freeze-list", "--now", "2024-03-05 11:30", "--as-of", "2024-03-05 11:15"];
    expect((await sluice(...then)).exitCode).toBe(0);
  });
});

it("requests noted as sent teach what asking yields once the statement is there", async () => {
  expect((await json("requests", "--sent")).requests).toContainEqual(
    expect.objectContaining({ account: unseen, amountMinor: 500_000, answered: 0, yieldPpm: 1_000_000, asked: null }),
  );
  expect((await json("requests")).requests).toContainEqual(
    expect.objectContaining({ account: unseen, asked: expect.stringMatching(/^2024-/) }),
  );
  expect((await sluice("requests", "--lang", "en")).stdout).toMatch(/asked since/);
  expect((await sluice("import", join(folder, "asked.csv"))).exitCode).toBe(0);
  const { requests } = await json("requests");
  expect(requests.length).toBeGreaterThan(0);
  for (const request of requests) expect(request).toMatchObject({ answered: 1 });
});

it("tells how well chances were told, or that there is nothing to hold back", async () => {
  expect((await sluice("calibration")).stdout).toContain("没有可以留出核对的部分");
  expect((await sluice("calibration", "--lang", "en")).stdout).toContain("nothing to hold back");
  await writeFile(
    join(folder, "later.csv"),
    `${heading}\n${large},2024-04-20 10:00:00,10000.00,20000.00,出,6222000000000008,钱例八\n`,
  );
  expect((await sluice("import", join(folder, "later.csv"))).exitCode).toBe(0);
  const checked = await json("calibration", "--weeks", "2");
  expect(checked.heldBackFrom).toEqual(["2024-04-05 12:00:00", "2024-04-12 12:00:00"]);
  expect(checked.horizons.map(({ horizon }: { readonly horizon: string }) => horizon)).toEqual([
    "response",
    "6h",
    "1d",
    "3d",
    "7d",
  ]);
  expect((await sluice("calibration", "--weeks", "0")).stderr).toContain("--weeks");
  expect((await sluice("calibration", "--case", "no such")).stderr).toContain("CASE_UNKNOWN");
});
