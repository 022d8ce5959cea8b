import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import { runSluice } from "./run-sluice.ts";

/* Within one minute 30,000 of the victim's came in and 10,000 went out, on to an account that another order spares. */
const tied = `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,对手户名
6222000000000002,2025-01-05 09:00,8000.00,进,6222000000000009,王例九
6222000000000002,2025-01-05 10:00,10000.00,出,6222000000000003,李例三
6222000000000002,2025-01-05 10:00,30000.00,进,6222000000000001,张例一
6222000000000003,2025-01-05 10:00,10000.00,进,6222000000000002,赵例二
6222000000000003,2025-01-05 11:00,6000.00,出,6222000000000004,孙例四
`;
const tiedLoss = "loss,victim,account,time,amount\nT1,张例一,6222000000000001,2025-01-05 10:00,30000.00\n";

let folder = "";

async function sluice(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = await runSluice([...words, "--data", join(folder, "data")], environment);
  expect(run.exitCode, run.stderr).toBe(0);
  return run.stdout;
}

interface FreezeLine {
  readonly account: string;
  readonly rank: number;
  readonly chancePpm: number;
  readonly expectedMinor: number;
}

type Traced = Readonly<Record<string, unknown>> & {
  readonly atRest: readonly { readonly account: string; readonly amountMinor: number }[];
  readonly freezeList: readonly FreezeLine[];
  readonly amountRanges: readonly unknown[];
  readonly stops: readonly unknown[];
};

/**
 * The answer without what is learned from the whole city (the chances of the freeze list, and so its order) and what asks for
 * accounts beside its way: a holder's others, statements that contradict each other.
 */
function comparable({ freezeList, ...answer }: Traced): object {
  const lines = freezeList.map((line) => ({ ...line, rank: 0, chancePpm: 0, expectedMinor: 0 }));
  return {
    ...answer,
    holders: [],
    contradictions: null,
    freezeList: lines.toSorted((a, b) => (a.account < b.account ? -1 : 1)),
  };
}

/** The same question of the whole ledger, and of what a budget of nothing lets be fetched. */
async function bothWays(doctrine: string): Promise<readonly [Traced, Traced]> {
  const words = ["trace", "--all", "--doctrine", doctrine, "--hub", "25", "--json"];
  const whole = await sluice(words);
  const byHops = await sluice(words, { SLUICE_MEMORY: "1" });
  return [JSON.parse(whole) as Traced, JSON.parse(byHops) as Traced];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-hops-"));
  await writeCity({ seed: 5, folder, scale: "small" }, () => undefined);
  await sluice(["import", join(folder, cityPaths.exports)]);
  await sluice(["losses", join(folder, cityPaths.losses), "--case", "city"]);
  writeFileSync(join(folder, "tied.csv"), tied);
  writeFileSync(join(folder, "tied-losses.csv"), tiedLoss);
  await sluice(["import", join(folder, "tied.csv")]);
  await sluice(["losses", join(folder, "tied-losses.csv"), "--case", "tied"]);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("T7, T13, T17, T20: hop by hop a case has the answer of the whole ledger, with answers, marks and requests sent", async () => {
  const plain = JSON.parse(await sluice(["trace", "--all", "--doctrine", "fifo", "--json"])) as Traced;

  expect(plain.amountRanges.length).toBeGreaterThan(5);

  const [first, second] = plain.atRest.toSorted((a, b) => b.amountMinor - a.amountMinor);
  const half = (Math.floor((first?.amountMinor ?? 0) / 2) / 100).toFixed(2);
  await sluice(["answers", "add", "--account", first?.account ?? "", "--at", "2025-02-20 01:00:00", "--balance", half]);
  const mark = ["--account", second?.account ?? "", "--officer", "周警官", "--evidence", "购车合同"];
  await sluice(["good-faith", "add", ...mark]);
  await sluice(["requests", "--all", "--doctrine", "fifo", "--sent"]);
  const [answered, answeredByHops] = await bothWays("fifo");
  expect(answered.atRest).not.toEqual(plain.atRest);
  expect(answered.stops).toContainEqual(
    expect.objectContaining({ why: "hub-limit", counterparties: expect.any(Number) }),
  );
  expect(comparable(answeredByHops)).toEqual(comparable(answered));
}, 180_000);
