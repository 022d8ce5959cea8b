import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-plain-"));
});
afterAll(async () => rm(folder, { recursive: true }));

async function trace(files: Readonly<Record<string, string>>, doctrine: string): Promise<SluiceRun> {
  const words: string[] = ["trace", "--doctrine", doctrine];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, text);
    words.push(`--${name}`, path);
  }
  return runSluice(words);
}

const transfers = `id,at,payer,payee,amount
t1,2024-03-05 10:00,甲,M1,100.00
t2,2024-03-05 10:01,X,M1,50.00
t3,2024-03-05 10:02,M1,M2,120.00
t4,2024-03-05 10:03,M2,HUB,30.00
`;
const losses = "loss,transfer\nL1,t1\n";

describe("the storeless form", () => {
  it("answers one object with the documented fields, amounts in minor units", async () => {
    const run = await trace(
      { transfers, losses, stops: "account\nHUB\n", openings: "account,balance\n甲,100.00\nX,50\n" },
      "fifo",
    );
    expect(run.stderr).toBe("");
    expect(run.exitCode).toBe(0);
    const output = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(output).toMatchObject({
      balanceSheet: [
        {
          loss: "L1",
          lossMinor: 10_000,
          atRestMinor: 7_000,
          exitedMinor: 3_000,
          lostSightMinor: 0,
          returnedMinor: 0,
          writtenOffMinor: 0,
        },
      ],
      atRest: [{ account: "M2", loss: "L1", amountMinor: 7_000 }],
      flows: [
        { transfer: "t1", loss: "L1", hop: 1, amountMinor: 10_000 },
        { transfer: "t3", loss: "L1", hop: 2, amountMinor: 10_000 },
        { transfer: "t4", loss: "L1", hop: 3, amountMinor: 3_000 },
      ],
      exits: [{ account: "HUB", kind: "hub", loss: "L1", amountMinor: 3_000 }],
      unexplained: [],
      engine: { doctrine: "fifo", options: { coverage: "every-account", currency: "CNY", stops: ["HUB"] } },
    });
    expect(Object.keys(output)).toEqual(["balanceSheet", "atRest", "flows", "exits", "unexplained", "engine"]);
  });

  it("answers reach alone under poison", async () => {
    const run = await trace({ transfers, losses }, "poison");
    const output = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(Object.keys(output)).toEqual(["reach", "engine"]);
    expect(output["reach"]).toContainEqual({ transfer: "t4", loss: "L1", hop: 3 });
  });

  it("gives the same bytes twice (T13)", async () => {
    const [first, second] = [
      await trace({ transfers, losses }, "pro-rata"),
      await trace({ transfers, losses }, "pro-rata"),
    ];
    expect(second.stdout).toBe(first.stdout);
  });

  it.each([
    ["a duplicate id", `${transfers}t1,2024-03-06,A,B,1.00\n`, losses, 6],
    ["an unknown transfer", transfers, "loss,transfer\nL1,t9\n", 2],
    ["too many decimals", `${transfers}t5,2024-03-06,A,B,1.001\n`, losses, 6],
    ["a negative amount", `${transfers}t5,2024-03-06,A,B,-1.00\n`, losses, 6],
    ["a loss on a transfer to itself", `${transfers}t5,2024-03-06,A,A,1.00\n`, "loss,transfer\nL1,t5\n", 2],
    ["losses above their transfer", transfers, "loss,transfer,amount\nL1,t1,60\nL2,t1,60\n", 3],
  ])("refuses %s with exit code 2 and the line", async (...[, transferText, lossText, line]) => {
    const run = await trace({ transfers: transferText, losses: lossText }, "fifo");
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(new RegExp(`第 ${line} 行`));
  });

  it("refuses a loss on a failed transfer", async () => {
    const failed = "id,at,payer,payee,amount,status\nt1,2024-03-05,A,B,1.00,failed\n";
    const run = await trace({ transfers: failed, losses }, "fifo");
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("t1");
  });
});
