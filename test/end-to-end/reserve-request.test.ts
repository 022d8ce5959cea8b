import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runSluice } from "./run-sluice.ts";

/* The victim's statement and the mule's; the mule pays into a payment institution's reserve, twice. */
const statements = `交易卡号,交易账号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,交易流水号,商户流水号
6222000000000001,,2024-03-05 10:00:00,30000.00,0.00,出,6222000000000002,李例二,S1,
6222000000000002,,2024-03-05 10:00:00,30000.00,30000.00,进,6222000000000001,张例一,S1,
6222000000000002,,2024-03-05 10:01:00,12000.00,18000.00,出,,财付通支付科技有限公司,S2,TF20240305001
6222000000000002,,2024-03-05 10:02:00,8000.00,10000.00,出,,财付通支付科技有限公司,S3,TF20240305002
6222000000000002,,2024-03-05 11:00:00,1.00,9999.00,出,,财付通支付科技有限公司,S4,TF20240305003
`;
let data: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-reserve-"));
  data = join(folder, "data");
  await writeFile(join(folder, "bank.csv"), statements);
  await writeFile(
    join(folder, "losses.csv"),
    "loss,victim,account,time,amount\nL1,张例一,6222000000000001,2024-03-05 10:00:00,30000.00\n",
  );
  expect((await runSluice(["import", join(folder, "bank.csv"), "--data", data])).exitCode).toBe(0);
  expect((await runSluice(["losses", join(folder, "losses.csv"), "--data", data])).exitCode).toBe(0);
});
afterAll(() => rm(join(data, ".."), { recursive: true, force: true }));

it("T11: what a payment reserve carries is lost sight of, and the request names the order numbers", async () => {
  const { requests } = JSON.parse((await runSluice(["requests", "--data", data, "--json"])).stdout);
  expect(requests).toMatchObject([
    {
      account: "@reserve:财付通支付科技有限公司",
      amountMinor: 2_000_100,
      reason: "lost-sight",
      from: "2024-03-05 10:01:00",
      receipts: [
        { orderNo: "TF20240305001", serial: "S2", tracedMinor: 1_200_000 },
        { orderNo: "TF20240305002", serial: "S3", tracedMinor: 800_000 },
        { orderNo: "TF20240305003", serial: "S4", tracedMinor: 100 },
      ],
    },
  ]);
  expect((await runSluice(["requests", "--data", data, "--lang", "en"])).stdout).toContain("TF20240305001 (+2)");
});
