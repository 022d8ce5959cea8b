import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestText } from "../../src/exports/proof/manifest.ts";
import { runSluice } from "./run-sluice.ts";

/*
 * The mule ..02 had 8,000 of its own; within one minute 30,000 of the victim's came in and 10,000 went out to ..03, which
 * pays a car dealer ..04. Of ..02 the bank tells a balance that is too low for what the statement leaves there.
 */
const statement = `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,对手户名
6222000000000002,2024-03-05 09:00,8000.00,进,6222000000000009,王例九
6222000000000002,2024-03-05 10:00,10000.00,出,6222000000000003,李例三
6222000000000002,2024-03-05 10:00,30000.00,进,6222000000000001,张例一
6222000000000003,2024-03-05 10:00,10000.00,进,6222000000000002,赵例二
6222000000000003,2024-03-05 11:00,6000.00,出,6222000000000004,孙例四
6222000000000004,2024-03-05 11:00,6000.00,进,6222000000000003,李例三
6222000000000004,2024-03-05 12:00,5000.00,出,6222000000000005,周例五
`;
const mule = "6222000000000002";
const dealer = "6222000000000004";
let folder: string;
const path = (name: string): string => join(folder, name);

async function sluice(...words: string[]): Promise<string> {
  const run = await runSluice([...words, "--data", path("data")]);
  expect(run.exitCode, run.stderr).toBe(0);
  return run.stdout;
}

async function rowsOf(name: string): Promise<string[]> {
  return (await readFile(join(path("proof"), name), "utf8")).trimEnd().split("\r\n").slice(1);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-proof-answers-"));
  await writeFile(path("bank.csv"), statement);
  await writeFile(
    path("losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00,30000.00\n",
  );
  await sluice("import", path("bank.csv"));
  await sluice("losses", path("losses.csv"));
  const mark = ["--account", dealer, "--officer", "周警官", "--evidence", "购车合同"];
  await sluice("good-faith", "add", ...mark);
  await sluice("answers", "add", "--account", mule, "--at", "2024-03-05 13:00:00", "--balance", "20000.00");
  await sluice("proof", "--doctrine", "tainted-first", "--out", path("proof"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Traced {
  readonly balanceSheet: readonly Readonly<Record<string, unknown>>[];
  readonly atRest: readonly { account: string; loss: string; amountMinor: number }[];
  readonly exits: readonly { account: string; kind: string; loss: string; amountMinor: number }[];
  readonly amountRanges: readonly {
    list: string;
    account: string | null;
    amountMinor: number;
    lowMinor: number;
    highMinor: number;
  }[];
}

describe("a proof of a case with a mark of good faith, a bank's answer and an order-sensitive account", () => {
  it("T7, T17, T20: verifies from the package alone and shows the figures of sluice trace", async () => {
    const traced = JSON.parse(await sluice("trace", "--doctrine", "tainted-first", "--json")) as Traced;
    expect((await runSluice(["verify", path("proof")], {}, "/")).exitCode).toBe(0);

    const [sheet] = traced.balanceSheet;
    expect(await rowsOf("balance-sheet.csv")).toEqual([
      Object.values(sheet ?? {})
        .filter((cell) => cell !== "CNY")
        .join(),
    ]);
    expect((await rowsOf("at-rest.csv")).map((row) => row.split(",").slice(0, 3))).toEqual(
      traced.atRest.map(({ account, loss, amountMinor }) => [account, loss, String(amountMinor)]),
    );
    expect(await rowsOf("exits.csv")).toEqual(
      traced.exits.map(({ account, kind, loss, amountMinor }) => [account, kind, loss, amountMinor].join()),
    );
    expect(traced.exits).toMatchObject([{ account: dealer, kind: "good-faith", amountMinor: 600_000 }]);
    const ranges = (await rowsOf("ranges.csv")).map((row) => row.split(","));
    expect(ranges.map((cells) => [cells[0], cells[1], ...cells.slice(5).map(Number)])).toEqual(
      traced.amountRanges.map(({ list, account, amountMinor, lowMinor, highMinor }) => [
        list,
        account ?? "",
        amountMinor,
        lowMinor,
        highMinor,
      ]),
    );
    expect(ranges.length).toBeGreaterThan(5);
    expect(await rowsOf("good-faith.csv")).toMatchObject([expect.stringMatching(`^${dealer},,周警官,购车合同,`)]);
    expect(await rowsOf("answers.csv")).toEqual([`${mule},2024-03-05 13:00:00.999,2000000`]);
    expect(await rowsOf("order-search.csv")).toMatchObject([
      expect.stringContaining(`${mule},all-orders,1,0,yes`),
      ",,all-together,1,0,yes",
    ]);
  });

  it.each([
    ["ranges.csv", /,0,1000000/, ",0,1000001"],
    ["order-search.csv", /,1,0,yes/, ",1,0,no"],
    ["answers.csv", /,2000000/, ",2000001"],
    ["good-faith.csv", /\r\n6222.*/, "\r\n"],
  ])("P3, P4, P10: finds a forgery of %s that was signed anew (%s)", async (name, from, to) => {
    const sound = await readFile(join(path("proof"), name), "utf8");
    expect(sound).toMatch(from);
    await writeFile(join(path("proof"), name), sound.replace(from, to));
    await sign();
    const run = await runSluice(["verify", path("proof"), "--json"]);
    await writeFile(join(path("proof"), name), sound);
    await sign();
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ match: false });
    expect((await runSluice(["verify", path("proof")])).exitCode).toBe(0);
  });
});

/** Puts the folder's bytes into its manifest, as a forger would. */
async function sign(): Promise<void> {
  const names = (await readdir(path("proof"))).filter((name) => name !== "manifest.json");
  const entries = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(path("proof"), name));
      return { name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    }),
  );
  await writeFile(join(path("proof"), "manifest.json"), manifestText(entries));
}
