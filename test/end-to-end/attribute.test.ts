import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const frozen = "6222000000000009";
const transfers = `id,at,payer,payee,amount
t1,2024-03-05 10:00:00,6222000000000001,${frozen},1000.00
t2,2024-03-05 10:05:00,6222000000000002,${frozen},500.00
t3,2024-03-05 10:10:00,${frozen},6222000000000007,600.00
t4,2024-03-05 10:20:00,6222000000000003,${frozen},250.00
t5,2024-03-05 10:21:00,6222000000000004,6222000000000008,80.00
`;
const losses = `loss,victim,account,time,amount
L1,甲,6222000000000001,2024-03-05 10:00:00,1000.00
L2,乙,6222000000000002,2024-03-05 10:05:00,500.00
L4,丁,6222000000000004,2024-03-05 10:21:00,80.00
`;
const lateLoss = `loss,victim,account,time,amount
L3,丙,6222000000000003,2024-03-05 10:20:00,250.00
`;

interface Proposal {
  readonly digest: string;
  readonly result: {
    readonly method: string;
    readonly remainderMinor: number;
    readonly victims: readonly Readonly<Record<string, unknown>>[];
    readonly why: { readonly direct: readonly { readonly why: string }[] };
  };
  readonly changes?: readonly Readonly<Record<string, unknown>>[];
}

let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);
const propose = (...words: string[]): Promise<SluiceRun> =>
  sluice("attribute", "--account", frozen, "--frozen", "1150", "--at", "2024-03-05 11:00:00", ...words);
const parsed = (run: SluiceRun): Proposal => {
  expect(run.exitCode, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Proposal;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-attribute-"));
  await writeFile(join(folder, "transfers.csv"), transfers);
  await writeFile(join(folder, "losses.csv"), losses);
  await writeFile(join(folder, "late.csv"), lateLoss);
  expect((await sluice("import", join(folder, "transfers.csv"))).exitCode).toBe(0);
  expect((await sluice("losses", join(folder, "losses.csv"))).exitCode).toBe(0);
}, 240_000);
afterAll(async () => rm(folder, { recursive: true }));

describe("sluice attribute", () => {
  it("Art. 8: one deposit of one victim is returned directly", async () => {
    const asked = ["--account", "6222000000000008", "--frozen", "80", "--at", "2024-03-05 11:00:00", "--json"];
    const { result } = parsed(await sluice("attribute", ...asked));
    expect(result).toMatchObject({
      method: "DIRECT",
      remainderMinor: 0,
      victims: [{ victim: "丁", shareMinor: 8_000 }],
    });
  });

  it("Art. 8: shares in proportion where the doctrines differ, told in both languages as a proposal", async () => {
    const { result } = parsed(await propose("--json"));
    expect(result.method).toBe("PRO_RATA");
    expect(result.victims).toMatchObject([
      { victim: "甲", capMinor: 100_000, shareMinor: 76_667 },
      { victim: "乙", capMinor: 50_000, shareMinor: 38_333 },
    ]);
    expect(result.why.direct.map(({ why }) => why)).toEqual(["several-deposits", "later-receipt"]);
    expect((await propose()).stdout).toMatch(/方法：按比例返还[\s\S]*甲[\s\S]*766\.67[\s\S]*由具名民警审核决定/);
    expect((await propose("--lang", "en")).stdout).toMatch(
      /in proportion[\s\S]*not TIMESTAMP[\s\S]*a named officer decides/,
    );
  });

  it("Art. 8: a victim found late gets a proposal beside the old one; both run again to the same digest", async () => {
    const out = join(folder, "out");
    const first = parsed(await propose("--json", "--out", out));
    const [firstFile = ""] = await readdir(out);
    expect((await sluice("losses", join(folder, "late.csv"))).exitCode).toBe(0);
    await writeFile(join(folder, "returned.csv"), `victim,amount,account\n甲,700.00,${frozen}\n`);
    const returned = ["--returned", join(folder, "returned.csv"), "--beside", join(out, firstFile)];
    const second = parsed(await propose("--json", "--out", out, ...returned));
    expect(second.digest).not.toBe(first.digest);
    expect(second.changes).toEqual([
      { victim: "甲", beforeMinor: 76_667, nowMinor: 12_857, returnedSinceMinor: 70_000, returnedBeyondMinor: 4_286 },
      { victim: "乙", beforeMinor: 38_333, nowMinor: 21_429, returnedSinceMinor: 0, returnedBeyondMinor: 0 },
      { victim: "丙", beforeMinor: null, nowMinor: 10_714, returnedSinceMinor: 0, returnedBeyondMinor: 0 },
    ]);
    // A statement that comes later does not touch what was proposed before it.
    await writeFile(
      join(folder, "later.csv"),
      "id,at,payer,payee,amount\nt9,2024-03-05 10:01:00,6222000000000006,6222000000000009,5.00\n",
    );
    expect((await sluice("import", join(folder, "later.csv"))).exitCode).toBe(0);
    expect(await readdir(out)).toHaveLength(2);
    for (const file of await readdir(out)) {
      const replay = await sluice("attribute", "--replay", join(out, file), "--json");
      expect(JSON.parse(replay.stdout)).toMatchObject({ matches: true, laterFiles: 1, differences: [] });
    }
    const text = await readFile(join(out, firstFile), "utf8");
    await writeFile(join(folder, "forged.json"), text.replace('"shareMinor": 76667', '"shareMinor": 86667'));
    const forged = await sluice("attribute", "--replay", join(folder, "forged.json"), "--json");
    expect(forged.exitCode).toBe(1);
    expect(JSON.parse(forged.stdout)).toMatchObject({
      matches: false,
      intact: false,
      differences: [{ path: "result.victims.0.shareMinor", recorded: "86667", now: "76667" }],
    });
  });

  it("T13, T20: runs again with the marks and holders that it used, whatever was marked, taken back or told since", async () => {
    const [out, mule] = [join(folder, "out-marked"), "6222000000000002"];
    const mark = ["--officer", "林例警官", "--evidence", "购车合同与过户单"];
    const back = ["--officer", "林例警官", "--reason", "撤销"];
    expect((await sluice("good-faith", "add", "--account", "6222000000000007", ...mark)).exitCode).toBe(0);
    const proposed = parsed(await propose("--json", "--out", out));
    expect((await sluice("good-faith", "remove", "--account", "6222000000000007", ...back)).exitCode).toBe(0);
    expect((await sluice("good-faith", "add", "--account", mule, ...mark)).exitCode).toBe(0);
    // A file that only says who holds an account: that both payers are one person.
    const persons =
      "客户名称,证照号码,卡号,账号,开户银行\n甲,110101199001011234,6222000000000001,1,例行\n乙,110101199001011234,6222000000000002,2,例行\n";
    await writeFile(join(folder, "账户信息.csv"), persons);
    expect((await sluice("import", join(folder, "账户信息.csv"))).exitCode).toBe(0);
    const [file = ""] = await readdir(out);
    const replay = await sluice("attribute", "--replay", join(out, file), "--json");
    expect(JSON.parse(replay.stdout)).toMatchObject({
      matches: true,
      digest: proposed.digest,
      laterFiles: 1,
      differences: [],
    });
    expect((await sluice("good-faith", "remove", "--account", mule, ...back)).exitCode).toBe(0);
  });

  it("refuses what it cannot do, in words", async () => {
    const at = ["--at", "2024-03-05"];
    expect((await sluice("attribute", "--frozen", "1", ...at)).stderr).toMatch(/COMMAND_OPTION_MISSING.*--account/);
    expect((await sluice("attribute", "--account", "123", "--frozen", "1", ...at)).stderr).toMatch(
      /ACCOUNT_NOT_IN_LEDGER/,
    );
    expect((await propose("--doctrine", "poison")).stderr).toMatch(/COMMAND_OPTION_BAD_VALUE/);
    await writeFile(join(folder, "nobody.csv"), "victim,amount\n王,1\n");
    expect((await propose("--returned", join(folder, "nobody.csv"))).stderr).toMatch(/RETURNED_UNKNOWN_VICTIM.*2/);
    expect((await sluice("attribute", "--replay", join(folder, "nobody.csv"))).stderr).toMatch(/PROPOSAL_UNREADABLE/);
  });
});
