import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const [victimA, victimB, stranger, mule, second, last] = [1, 2, 3, 4, 5, 6].map((n) => `622200000000000${n}`);
const transfers = `id,at,payer,payee,amount,status
t1,2024-03-05 10:00:00,${victimA},${mule},300.00,ok
t2,2024-03-05 10:01:00,${victimB},${mule},100.00,ok
t3,2024-03-05 10:02:00,${stranger},${mule},100.00,ok
t4,2024-03-05 10:03:00,${mule},${second},250.00,ok
t5,2024-03-05 10:04:00,${mule},${last},50.00,ok
t6,2024-03-05 10:05:00,${second},${last},200.00,ok
t7,2024-03-05 10:06:00,${victimA},${last},999.00,failed
t8,2024-03-05 10:07:00,${victimA},${second},7.00,ok
`;
const losses = `loss,victim,account,time,amount
LA,甲,${victimA},2024-03-05 10:00:00,300.00
LB,乙,${victimB},2024-03-05 10:01:00,100.00
`;

let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);

interface Whose {
  readonly wholeMinor: number;
  readonly canHaveFed: number;
  readonly doctrines: Readonly<
    Record<
      string,
      {
        readonly losses: readonly { readonly loss: string; readonly amountMinor: number }[];
        readonly otherMinor: number;
      }
    >
  >;
}
interface Trace {
  readonly flows: readonly {
    readonly transfer: string;
    readonly payee: string;
    readonly loss: string;
    readonly amountMinor: number;
  }[];
  readonly atRest: readonly { readonly account: string; readonly loss: string; readonly amountMinor: number }[];
  readonly lostSight: Trace["atRest"];
}
const parsed = (run: SluiceRun): unknown => {
  expect(run.exitCode, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-backward-"));
  await writeFile(join(folder, "transfers.csv"), transfers);
  await writeFile(join(folder, "losses.csv"), losses);
  expect((await sluice("import", join(folder, "transfers.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
}, 240_000);
afterAll(async () => rm(folder, { recursive: true }));

describe("sluice whose", () => {
  it("says what forward traces say, doctrine by doctrine, and the rest", async () => {
    const whose = parsed(await sluice("whose", "--account", last ?? "", "--json")) as Whose;
    expect(whose).toMatchObject({ wholeMinor: 25_000, canHaveFed: 2 });
    for (const [doctrine, { losses: parts, otherMinor }] of Object.entries(whose.doctrines)) {
      const { atRest, lostSight, flows } = parsed(await sluice("trace", "--doctrine", doctrine, "--json")) as Trace;
      const there = [...atRest, ...lostSight].filter(({ account }) => account === last);
      expect(parts.map(({ loss, amountMinor }) => [loss, amountMinor])).toEqual(
        there.map(({ loss, amountMinor }) => [loss, amountMinor]),
      );
      expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, otherMinor)).toBe(whose.wholeMinor);
      const [onward] = flows.filter(({ payee }) => payee === second);
      if (onward === undefined) throw new Error("the mule paid on");
      const paid = parsed(await sluice("whose", "--transfer", onward.transfer, "--json")) as Whose;
      expect(paid.doctrines[doctrine]?.losses.map(({ amountMinor }) => amountMinor)).toEqual(
        flows.filter(({ transfer }) => transfer === onward.transfer).map(({ amountMinor }) => amountMinor),
      );
    }
  }, 240_000);

  it("is told as a table in both languages", async () => {
    expect((await sluice("whose", "--account", last ?? "", "--at", "2024-03-05 10:04:30")).stdout).toMatch(
      /持有 ¥50\.00[\s\S]*LA +甲[\s\S]*非被害人资金/,
    );
    expect((await sluice("whose", "--account", last ?? "", "--lang", "en")).stdout).toMatch(
      /held ¥250\.00[\s\S]*no victim's/,
    );
    expect((await sluice("whose", "--account", "@nowhere")).stderr).toMatch(/ACCOUNT_NOT_IN_LEDGER/);
  });
});

describe("sluice paths", () => {
  it("finds the earliest, the shortest and the widest path, and lists all with what they carried", async () => {
    const ends = ["--from", victimA ?? "", "--to", last ?? ""];
    const found = parsed(await sluice("paths", ...ends, "--case", "default", "--doctrine", "fifo", "--json"));
    expect(found).toMatchObject({
      earliest: { hops: 2, widthMinor: 5_000 },
      fewest: { hops: 2, widthMinor: 5_000 },
      widest: { hops: 3, widthMinor: 20_000, tracedMinor: 20_000 },
      paths: [
        {
          hops: 3,
          transfers: [{ amountMinor: 30_000 }, { amountMinor: 25_000, dwellMs: 180_000 }, { amountMinor: 20_000 }],
        },
        { hops: 2 },
      ],
      shown: 2,
      found: 2,
      isComplete: true,
    });
    expect((await sluice("paths", ...ends, "--max-hops", "2", "--lang", "en")).stdout).toMatch(/1 of 1 paths/);
    expect((await sluice("paths", ...ends, "--after", "2024-03-05 10:01:00")).stdout).toMatch(/没有从/);
    expect((await sluice("paths", ...ends, "--budget", "1")).stdout).toMatch(/2 条路径中的 1 条/);
  });
});
