import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

/* The victim's card pays a wallet of another by quick payment; the mule's wallet pays out to the mule's card. */
const bank = `交易卡号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号,商户流水号
6222000000000001,2024-03-05 10:00:00,30000.00,0.00,出,,财付通支付科技有限公司客户备付金,B1,1000107301
6222000000000002,2024-03-05 10:20:03,25000.00,25000.00,进,243300133,财付通支付科技有限公司客户备付金,B2,NUCC20240305002
6222000000000002,2024-03-05 10:30:00,24000.00,1000.00,出,,财付通支付科技有限公司客户备付金,B3,NOBODY1
`;
const headings =
  "用户ID 交易单号 大单号 用户侧账号名称 借贷类型 交易业务类型 交易用途类型 交易时间 交易金额(分) 账户余额(分) 用户银行卡号 用户侧网银联单号 " +
  "网联/银联 第三方账户名称 对手方ID 对手侧账户名称 对手方银行卡号 对手侧银行名称 对手侧网银联单号 网联/银联 基金公司信息 间联/非间联交易 " +
  "第三方账户名称 对手方接收时间 对手方接收金额(分) 备注1 备注2";

/** A row of TenpayTrades by the positions of its columns. */
function trade(cells: Readonly<Record<number, string>>): string {
  return Array.from({ length: 27 }, (_, column) => cells[column] ?? "").join("\t");
}
const victim = [
  headings.replaceAll(" ", "\t"),
  trade({
    0: "wxid_victim",
    1: "1000107301",
    2: "BIG1",
    3: "张例一",
    4: "出",
    5: "转账",
    7: "2024-03-05 10:00:01",
    8: "3000000",
    9: "512",
    10: "6222000000000001",
    11: "NUCC20240305001",
    14: "wxid_mule",
    15: "李例二",
  }),
].join("\n");
const mule = [
  headings.replaceAll(" ", "\t"),
  trade({
    0: "wxid_mule",
    1: "1000107301",
    2: "BIG1",
    3: "李例二",
    4: "入",
    5: "转账",
    7: "2024-03-05 10:00:01",
    8: "3000000",
    9: "3000000",
    14: "wxid_victim",
    15: "张例一",
  }),
  trade({
    0: "wxid_mule",
    1: "1000107302",
    2: "BIG2",
    3: "李例二",
    4: "出",
    5: "提现",
    7: "2024-03-05 10:20:00",
    8: "2500000",
    9: "500000",
    10: "6222000000000002",
    11: "NUCC20240305002",
  }),
].join("\n");

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-reserve-join-"));
  data = join(folder, "data");
  await writeFile(join(folder, "bank.csv"), bank);
  await writeFile(join(folder, "victim-TenpayTrades.txt"), victim);
  await writeFile(join(folder, "mule-TenpayTrades.txt"), mule);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,30000.00\n",
  );
  for (const file of ["mule-TenpayTrades.txt", "bank.csv", "victim-TenpayTrades.txt"]) {
    expect(await runSluice(["import", join(folder, file), "--data", data])).toMatchObject({ exitCode: 0 });
  }
  expect(await runSluice(["losses", join(folder, "losses.csv"), "--data", data])).toMatchObject({ exitCode: 0 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("T9: rows of banks and wallets are one transfer from payer to payee, through the reserve, at every hop", async () => {
  const { stdout } = await runSluice(["trace", "--doctrine", "fifo", "--data", data, "--json"]);
  const { flows, totals } = JSON.parse(stdout);
  expect(flows.map((flow: Record<string, unknown>) => [flow["payer"], flow["payee"], flow["amountMinor"]])).toEqual([
    ["6222000000000001", "wxid_mule", 3_000_000],
    ["wxid_mule", "6222000000000002", 2_500_000],
    ["6222000000000002", "@reserve:财付通支付科技有限公司客户备付金", 2_400_000],
  ]);
  expect(totals).toMatchObject([{ lossMinor: 3_000_000, atRestMinor: 600_000, lostSightMinor: 2_400_000 }]);
});

it("T11: of the reserve only what nothing joins is lost sight of, and the request names its order number", async () => {
  const { requests } = JSON.parse((await runSluice(["requests", "--data", data, "--json"])).stdout);
  const reserve = requests.find((one: { account: string }) => one.account.startsWith("@reserve:"));
  expect(reserve).toMatchObject({ amountMinor: 2_400_000, receipts: [{ orderNo: "NOBODY1" }] });
});

it("T9: a victim who names the wallet as the payer is found as well", async () => {
  await writeFile(
    join(folder, "by-wallet.csv"),
    "loss,victim,account,time,amount\nW1,张例一,wxid_victim,2024-03-05 10:00:00,30000.00\n",
  );
  const bound = await runSluice(["losses", join(folder, "by-wallet.csv"), "--case", "W", "--data", data, "--json"]);
  expect(bound.exitCode).toBe(0);
  expect(bound.stdout).toContain("bound");
});
