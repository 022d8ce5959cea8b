import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const heading = "交易时间,交易卡号,账户名称,对手卡号,对手户名,交易金额,收付标志,交易余额,交易流水号\n";
const victim = "6222000000000001";
const cardX = "6222000000000002";
const cardY = "6222000000000003";
const otherVictim = "6222000000000004";
const cardZ = "6222000000000005";
const victimRows = `${heading}2024-03-05 10:00:00,${victim},甲,${cardX},丙,30000.00,出,0.00,S1\n`;
const cardXRows = `${heading}2024-03-05 10:00:00,${cardX},丙,${victim},甲,30000.00,进,30000.00,S1
2024-03-05 10:05:00,${cardX},丙,${cardY},丁,29000.00,出,1000.00,S2
2024-03-06 10:00:00,${cardX},丙,,,1.00,进,1001.00,S3
`;
const cardYRows = `${heading}2024-03-05 10:05:00,${cardY},丁,${cardX},丙,29000.00,进,29000.00,S2
2024-03-06 10:00:00,${cardY},丁,,,1.00,进,29001.00,S4
`;
const losses = `loss,victim,account,time,amount\nL1,甲,${victim},2024-03-05 10:00:00,30000.00\n`;

let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);

async function importRows(name: string, rows: string, ...words: string[]): Promise<string> {
  await writeFile(join(folder, name), rows);
  const run = await sluice("import", join(folder, name), ...words);
  expect(run.exitCode, run.stderr).toBe(0);
  return run.stdout;
}

async function changesNow(): Promise<unknown> {
  const run = await sluice("changes", "--json");
  expect(run.exitCode, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-changes-"));
  await importRows("victim.csv", victimRows);
  await writeFile(join(folder, "losses.csv"), losses);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
}, 240_000);
afterAll(async () => rm(folder, { recursive: true }));

describe("what a new statement changed", () => {
  it("is told in words and numbers when the statement is imported, and again by sluice changes", async () => {
    expect((await sluice("changes")).stdout).toMatch(/没有可比较的追踪/);
    expect((await sluice("trace", "--doctrine", "fifo")).exitCode).toBe(0);
    const first = await importRows("x.csv", cardXRows);
    expect(first).toContain("重新追踪 1 / 1 笔损失，其余不受影响");
    expect(first).toMatch(/甲 的 ¥29,000\.00，此前在卡 6222 0000 0000 0002 断点，现在卡 6222 0000 0000 0003 断点/);
    expect(first).toMatch(/甲 的 ¥1,000\.00，此前在卡 6222 0000 0000 0002 断点，现在卡 6222 0000 0000 0002/);
    const second = JSON.parse(await importRows("y.csv", cardYRows, "--json")) as {
      readonly changed: readonly unknown[];
    };
    expect(second.changed).toMatchObject([
      {
        case: "default",
        doctrine: "fifo",
        tracedAgain: { losses: 1, retraced: 1, fromNothing: null },
        changes: [
          {
            loss: "L1",
            victim: "甲",
            amountMinor: 2_900_000,
            from: { state: "lost-sight", account: cardY },
            to: { state: "at-rest", account: cardY },
          },
        ],
      },
    ]);
    const english = await sluice("changes", "--lang", "en");
    expect(english.stdout).toContain(
      "甲's ¥29,000.00, lost sight of at 6222 0000 0000 0003, is now at 6222 0000 0000 0003",
    );
    expect(JSON.parse((await sluice("changes", "--json")).stdout)).toEqual(second.changed[0]);
  });

  it("is silent about an import that brings no new file", async () => {
    expect(await importRows("y.csv", cardYRows)).not.toMatch(/与上次追踪相比/);
  });

  it("traces again only the losses that a bank's answer, a new claim or a statement can reach", async () => {
    const rows = `${heading}2024-03-05 11:00:00,${otherVictim},乙,${cardZ},戊,500.00,出,0.00,S9\n`;
    await importRows("z.csv", rows);
    const both = `${losses}L2,乙,${otherVictim},2024-03-05 11:00:00,500.00\n`;
    await writeFile(join(folder, "both.csv"), both);
    expect((await sluice("losses", join(folder, "both.csv"))).exitCode).toBe(0);
    expect(await changesNow()).toMatchObject({
      tracedAgain: { losses: 2, retraced: 1, fromNothing: null },
      changes: [{ loss: "L2", amountMinor: 50_000, from: null, to: { state: "lost-sight", account: cardZ } }],
    });
    expect((await sluice("trace", "--doctrine", "fifo")).exitCode).toBe(0);
    expect(await changesNow()).toMatchObject({ tracedAgain: null });
    const told = ["--account", cardY, "--at", "2024-03-06 12:00:00", "--balance", "100.00"];
    expect((await sluice("answers", "add", ...told)).exitCode).toBe(0);
    expect(await changesNow()).toMatchObject({
      tracedAgain: { losses: 2, retraced: 1, fromNothing: null },
      changes: [{ loss: "L1", amountMinor: 2_890_100, from: { state: "at-rest" }, to: { state: "lost-sight" } }],
    });
    const later = `${heading}2024-03-05 12:00:00,${cardZ},戊,${otherVictim},乙,1.00,出,499.00,S10\n`;
    expect(await importRows("z2.csv", later, "--lang", "en")).toContain("2 of 2 losses traced again; nothing");
    const last = `${heading}2024-03-05 13:00:00,${cardZ},戊,${otherVictim},乙,1.00,出,498.00,S12\n`;
    expect(await importRows("z4.csv", last, "--lang", "en")).toContain("1 of 2 losses traced again; nothing");
  });

  it("traces nothing again when the payer's late statement corrects the time of a transfer that no loss has met", async () => {
    const [payer, payee] = ["6222000000000006", "6222000000000007"];
    const received = `${heading}2024-03-05 14:00:03,${payee},庚,${payer},己,3.00,进,3.00,S20\n`;
    await importRows("fast-clock.csv", received);
    const paid = `${heading}2024-03-05 14:00:00,${payer},己,${payee},庚,3.00,出,0.00,S20\n`;
    expect(await importRows("payer-clock.csv", paid, "--lang", "en")).toContain("0 of 2 losses traced again; nothing");
  });

  it("says why it traced everything from nothing, and is right all the same", async () => {
    await rm(join(folder, "data", "snapshot"), { recursive: true });
    const rows = `${heading}2024-03-07 12:00:00,${cardZ},戊,${cardX},丙,2.00,出,496.00,S11\n`;
    const told = await importRows("z3.csv", rows, "--lang", "en");
    expect(told).toContain(
      "2 of 2 losses traced again: all of them from nothing, because the answer of the last trace",
    );
    expect(told).toMatch(/乙's ¥2\.00, .*is now lost sight of at 6222 0000 0000 0002/);
  });

  it("says of money lost sight of at one card that it is now at another, when both statements have come", async () => {
    const data = join(folder, "second");
    const run = async (...words: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await runSluice([...words, "--data", data, "--lang", "en"]);
      expect(exitCode, stderr).toBe(0);
      return stdout;
    };
    await run("import", join(folder, "victim.csv"));
    await run("losses", join(folder, "losses.csv"));
    await run("trace", "--doctrine", "tainted-first");
    const all = cardXRows.replace("29000.00,出,1000.00", "30000.00,出,0.00").replace("1001.00", "1.00");
    await writeFile(join(folder, "all-x.csv"), all);
    await writeFile(join(folder, "all-y.csv"), cardYRows.replaceAll("29000.00", "30000.00").replace("29001", "30001"));
    expect(await run("import", join(folder, "all-x.csv"), join(folder, "all-y.csv"))).toContain(
      "甲's ¥30,000.00, lost sight of at 6222 0000 0000 0002, is now at 6222 0000 0000 0003",
    );
  });
});
