import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingsFiles, findingsLosses } from "../fixtures/findings-case.ts";
import { runSluice } from "./run-sluice.ts";
import { type ServedPage, servePage } from "./served-page.ts";

const caseName = "核查案";
let folder = "";
let served: ServedPage;
let path = "";
let keptTrace = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-page-findings-"));
  const data = join(folder, "data");
  for (const [name, text] of Object.entries(findingsFiles)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "losses.csv"), findingsLosses);
  const ofCase = ["--case", caseName];
  const car = ["--account", "6222000000000005", "--evidence", "购车合同、发票"];
  for (const words of [
    ["import", ...Object.keys(findingsFiles).map((name) => join(folder, name))],
    ["losses", join(folder, "losses.csv"), ...ofCase],
    ["good-faith", "add", ...car, "--officer", "周警官"],
    ["doctrine", ...ofCase, "--search", "tainted-first", "--reason", "止付优先", "--officer", "周警官"],
    ["doctrine", ...ofCase, "--attribution", "pro-rata", "--reason", "多名被害人", "--officer", "吴警官"],
    ["requests", ...ofCase, "--sent", "--budget", "1"],
  ]) {
    const run = await runSluice([...words, "--data", data]);
    expect(run.exitCode, run.stderr).toBe(0);
  }
  const traced = await runSluice(["trace", ...ofCase, "--doctrine", "fifo", "--json", "--data", data]);
  keptTrace = (JSON.parse(traced.stdout) as { kept: { trace: string } }).kept.trace;
  served = await servePage(data);
  path = `/cases/${await served.officer.caseId(caseName)}`;
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** At the width of an old office screen. */
const openPage = (at: string): ReturnType<ServedPage["open"]> =>
  served.open(at, { viewport: { width: 1280, height: 800 } });

async function answer<Answer>(question: string): Promise<Answer> {
  const response = await served.ask(`${path}/${question}`);
  expect(response.status, question).toBe(200);
  return (await response.json()) as Answer;
}

test("T14: the page says to what the case is locked, by whom, when and why, and warns where another doctrine is shown", async () => {
  const { page, faults } = await openPage(path);
  await page.getByRole("button", { name: /查找.*涉案优先.*归属.*按比例/ }).click();
  const history = page.getByRole("table", { name: "本案锁定的追踪规则" });
  await history.getByText("多名被害人").waitFor();
  await history.getByText("吴警官").waitFor();
  expect(await page.locator(".beside-lock").count()).toBe(0);
  const { page: beside } = await openPage(`${path}?doctrine=libr`);
  await beside.getByText("不是本案锁定的规则", { exact: false }).waitFor();
  await beside.getByRole("button", { name: "回到锁定的规则" }).click();
  await beside.locator(".beside-lock").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});

test("T14: doctrines and kept traces stand side by side, with what differs for each account and victim", async () => {
  const { page, faults } = await openPage(`${path}/compare?of=tainted-first,libr,${keptTrace}&lang=en`);
  const totals = page.getByRole("table", { name: "Balance sheets side by side" });
  await totals.getByText(keptTrace).waitFor();
  const atRest = await totals.locator("tbody tr").first().locator("td").allTextContents();
  expect(atRest).toEqual(["Recoverable (at rest)", "¥26,998.00", "¥38,000.00", "¥34,998.00", "¥11,002.00"]);
  await page.getByRole("table", { name: "Traces kept" }).locator("tbody tr").first().waitFor();
  const first = page.locator(".compared-list tbody tr").first();
  expect(await first.locator("td").last().textContent()).toBe("¥8,000.00");
  await page.locator(".ant-segmented-item", { hasText: "Exited" }).click();
  await expect.poll(async () => first.locator("td").last().textContent()).toBe("¥4,000.00");
  await page.getByRole("tab", { name: /By victim/ }).click();
  await page.locator(".compared-list").getByText("张例一").waitFor();
  await page.getByRole("checkbox", { name: /Pro rata/ }).check();
  await expect.poll(() => new URL(page.url()).searchParams.get("of")).toContain("pro-rata");
  expect(faults).toEqual([]);
  const unknown = await served.ask(`${path}/comparison?of=000000000000`);
  expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([404, "CASE_TRACE_UNKNOWN"]);
});

test("T7: a figure that depends on a guessed order has its range beside it, and the guesses are listed", async () => {
  const { page, faults } = await openPage(path);
  const order = page.locator('.case-lists tr[data-row="6222000000000002"]');
  await order.getByText("¥20,000.00 – ¥40,000.00").waitFor();
  await page.getByRole("link", { name: /1 处次序为推定/ }).click();
  await page.getByRole("region", { name: "次序不明之处" }).getByText("全部顺序").waitFor();
  const ranges = page.getByRole("region", { name: "随次序而变的金额" });
  const line = ranges.locator("tbody tr").filter({ hasText: "张例一" }).filter({ hasText: "全部账户" }).first();
  expect((await line.locator("td").allTextContents()).slice(3)).toEqual(["¥16,998.00", "¥16,998.00", "¥30,000.00"]);
  expect(faults).toEqual([]);
});

test("T20: good faith, interest and the doctrine per holder stand beside the sheet and in none of its sums", async () => {
  const { page, faults } = await openPage(`${path}/findings?part=beside`);
  const mark = page.getByRole("region", { name: "善意取得" }).locator("tbody tr");
  expect(await mark.textContent()).toMatch(/周例五.*¥4,000\.00.*周警官.*购车合同、发票.*所有案件/);
  expect(await page.getByRole("region", { name: "孳息" }).locator("tbody tr").textContent()).toMatch(
    /¥29\.00¥4\.00张例一/,
  );
  const holder = page.getByRole("table", { name: "按持有人" }).locator("tbody tr");
  expect(await holder.nth(0).textContent()).toMatch(/李例二.*1234.*按账户¥3,000\.00/);
  expect(await holder.nth(1).textContent()).toMatch(/0022按持有人¥0\.00/);
  const { page: map } = await openPage(`${path}?list=sheet&select=6222000000000012`);
  await map.locator(".case-lists").getByText("+ ¥4.00").waitFor();
  await map.getByRole("dialog").getByText("孳息应属", { exact: false }).waitFor();
  await map.getByRole("dialog").getByRole("table", { name: "按持有人" }).waitFor();
  expect(faults).toEqual([]);
});

test("contradictions are listed with both sides' rows, and stops with what they took", async () => {
  const { page, faults } = await openPage(`${path}/findings?part=contradictions&lang=en`);
  const rows = page.locator(".finding-list tbody tr");
  await rows.getByText("Shown by the counterparty, missing here").waitFor();
  await rows.getByText("Balances do not follow").waitFor();
  expect(await rows.first().textContent()).toMatch(/¥4,000\.00.*李例二\.csv.*row 3/);
  await page.getByRole("tab", { name: /Stops/ }).click();
  const stops = page.getByRole("region", { name: "Stops" });
  expect(await stops.locator("tbody tr").first().textContent()).toMatch(/¥4,000\.00.*good faith/i);
  await page.getByRole("region", { name: "Money lost sight of" }).getByText("the stated balance is lower").waitFor();
  expect(faults).toEqual([]);
});

test("backward: an account and a withdrawal open to whose money it was, and the ways there from a victim", async () => {
  const { page, faults } = await openPage(`${path}?lang=en`);
  await page.locator('[data-node="6222000000000003"]').click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "Whose money" }).click();
  const whose = drawer.getByRole("table", { name: "Whose money" });
  await whose.waitFor();
  const victim = await whose.locator("tbody tr").first().locator("td").allTextContents();
  expect(victim).toEqual(["张例一", "¥3,998.00", "¥3,998.00", "¥7,000.00", "¥4,018.14", "¥7,000.00"]);
  const whole = await whose.locator("tfoot tr").last().locator("td").allTextContents();
  expect(new Set(whole.slice(1))).toEqual(new Set(["¥7,998.00"]));
  await drawer.getByRole("tab", { name: "Paths" }).click();
  await drawer.getByText("Earliest arrival · Fewest payments · Widest").waitFor();
  await drawer.locator(".path .link").last().click();
  await drawer
    .getByText(/孙例三\.csv/)
    .first()
    .waitFor();
  await drawer.getByRole("tab", { name: "Whose money" }).click();
  await drawer.getByRole("table", { name: "Whose money" }).getByText("No victim's").waitFor();
  expect(faults).toEqual([]);
  const both = await served.ask(`${path}/whose?account=1&transfer=2`);
  expect([both.status, ((await both.json()) as { code: string }).code]).toEqual([400, "WEB_BAD_REQUEST"]);
});

test("an order names its receipt, its bank's response time and its chance; a request says that it was asked", async () => {
  const { freezeList, requests } = await answer<{
    freezeList: { rows: { account: string; receipt: object; responseMinutes: number; chancePpm: number }[] };
    requests: { rows: { account: string; asked: string | null }[] };
  }>("view");
  expect(freezeList.rows.find(({ account }) => account.endsWith("22"))).toMatchObject({
    responseMinutes: 30,
    receipt: { at: "2024-03-05 10:40:00", payerHolder: "孙例三", amountMinor: 900_000, serial: "S2" },
  });
  expect(requests.rows.map(({ asked }) => asked !== null)).toEqual([true, false, false, false, false]);
  const { page, faults } = await openPage(`${path}?select=6222000000000022&list=requests`);
  const drawer = page.getByRole("dialog");
  await drawer.getByText("流水号 S2").waitFor();
  await drawer.getByText("30 分钟").waitFor();
  await page
    .locator(".case-lists tr[data-row]")
    .first()
    .getByText(/^2024-03-22 11:00$/)
    .waitFor();
  expect(faults).toEqual([]);
});
