import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import { runSluice } from "./run-sluice.ts";

let folder = "";

async function sluice(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const run = await runSluice([...words, "--data", join(folder, "data")], environment);
  expect(run.exitCode, run.stderr).toBe(0);
  return run.stdout;
}

type Traced = Readonly<Record<string, unknown>> & {
  readonly atRest: readonly { readonly account: string; readonly amountMinor: number }[];
};

/** The same question of the whole ledger, and of what a budget of nothing lets be fetched. */
async function bothWays(doctrine: string, ...more: string[]): Promise<readonly [Traced, Traced]> {
  const words = ["trace", "--doctrine", doctrine, ...more, "--json"];
  const whole = await sluice(words);
  const byHops = await sluice(words, { SLUICE_MEMORY: "0.000001" });
  return [JSON.parse(whole) as Traced, JSON.parse(byHops) as Traced];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-hops-"));
  await writeCity({ seed: 5, folder, scale: "small" }, () => undefined);
  await sluice(["import", join(folder, cityPaths.exports)]);
  await sluice(["losses", join(folder, cityPaths.losses), "--case", "city"]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("T7, T13, T17, T20: hop by hop a case has the answer of the whole ledger, with answers, marks and requests sent", async () => {
  const [plain, plainByHops] = await bothWays("fifo");
  expect(plainByHops).toEqual(plain);

  const [first, second] = plain.atRest.toSorted((a, b) => b.amountMinor - a.amountMinor);
  const half = (Math.floor((first?.amountMinor ?? 0) / 2) / 100).toFixed(2);
  await sluice(["answers", "add", "--account", first?.account ?? "", "--at", "2024-12-31 23:00:00", "--balance", half]);
  const mark = ["--account", second?.account ?? "", "--officer", "周警官", "--evidence", "购车合同"];
  await sluice(["good-faith", "add", ...mark]);
  const [answered, answeredByHops] = await bothWays("tainted-first");
  expect(answered.atRest).not.toEqual(plain.atRest);
  expect(answeredByHops).toEqual(answered);
});
