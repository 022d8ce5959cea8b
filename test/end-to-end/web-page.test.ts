import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { muleTree } from "../fixtures/mule-tree.ts";
import { runSluice } from "./run-sluice.ts";
import { type ServedPage, servePage } from "./served-page.ts";

const tree = muleTree(20, 2_000);
const bankFile = iconv.encode(
  [
    "交易卡号,交易账号,账户开户名称,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名,摘要说明",
    "6299000000000000017\t,,甲某,20240305080322, 1000.00,9000.00,借,6299000000000000025\t,乙某,转账",
    "6299000000000000017\t,,甲某,20240305080400,20.50,9020.50,贷,6299000000000000033\t,丙某,转账",
  ].join("\r\n"),
  "gb18030",
);
let folder = "";
let served: ServedPage;
let address = "";
let casePath = "";
let openPage: ServedPage["open"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-page-"));
  const data = join(folder, "data");
  await writeFile(join(folder, "transfers.csv"), tree.transfersCsv);
  await writeFile(join(folder, "losses.csv"), tree.lossesCsv);
  await writeFile(join(folder, "明细.csv"), bankFile);
  const oneLoss = "loss,victim,account,time,amount\nL1,甲某,6299000000000000017,2024-03-05 08:03,1000.00\n";
  await writeFile(join(folder, "one.csv"), oneLoss);
  for (const words of [
    ["import", join(folder, "transfers.csv"), join(folder, "明细.csv"), "--data", data],
    ["losses", join(folder, "losses.csv"), "--data", data, "--case", "骡树"],
    ["losses", join(folder, "one.csv"), "--data", data, "--case", "一笔"],
  ]) {
    const run = await runSluice(words);
    expect(run.exitCode, run.stderr).toBe(0);
  }
  served = await servePage(data);
  ({ address, open: openPage } = served);
  casePath = `/cases/${await served.officer.caseId("骡树")}`;
});

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

test("from the list of cases to the money map, an edge, its transfers and the bank's row", async () => {
  const { page, faults } = await openPage("/");
  await page.getByRole("link", { name: "骡树" }).click();
  await page.getByText("2,000 户中单独画出 300 户").waitFor();
  await page.locator("[data-edge] .reach").first().dispatchEvent("click");
  const drawer = page.getByRole("dialog");
  await drawer.locator("tr[data-row]").first().click();
  await drawer.getByText("transfers.csv", { exact: false }).waitFor();
  await drawer.getByText(/第 \d+ 行/).waitFor();
  expect(new URL(page.url()).searchParams.get("transfer")).toMatch(/^[0-9a-f]{12}-0-\d+$/);
  await page.reload();
  await page.getByRole("dialog").getByText("transfers.csv", { exact: false }).waitFor();
  expect(faults).toEqual([]);
});

test("a transfer opens to the bank's row as it stands in a GB18030 file, beside what was read from it", async () => {
  const sha256 = createHash("sha256").update(bankFile).digest("hex");
  const opened = `/cases/${await served.officer.caseId("一笔")}?transfer=${sha256.slice(0, 12)}-0-2`;
  const { page, faults } = await openPage(opened);
  const drawer = page.getByRole("dialog");
  const line = (heading: string) => drawer.locator("article tbody tr", { hasText: heading }).first();
  await line("收付标志").waitFor();
  const cells = async (heading: string): Promise<string[]> => line(heading).locator("td").allTextContents();
  expect(await cells("收付标志")).toEqual(["借", "付出"]);
  expect(await cells("交易时间")).toEqual(["20240305080322", "20240305080322"]);
  expect(await cells("交易金额")).toEqual([" 1000.00", "1000.00"]);
  expect(await cells("交易余额")).toEqual(["9000.00", "9000.00"]);
  await drawer.getByText("GB18030", { exact: false }).waitFor();
  await drawer.getByText(sha256, { exact: false }).waitFor();
  expect(faults).toEqual([]);
});

test("with the drawer open J and K step through the list beside it, and Esc gives the focus back", async () => {
  const { page, faults } = await openPage(`${casePath}?lang=en&list=requests`);
  const rows = page.locator(".case-lists tr[data-row]");
  const account = async (row: number): Promise<string | null> => rows.nth(row).getAttribute("data-row");
  const chosen = (): string | null => new URL(page.url()).searchParams.get("select");
  await rows.first().focus();
  await page.keyboard.press("Space");
  await page.getByRole("dialog").waitFor();
  expect(chosen()).toBe(await account(0));
  await page.keyboard.press("j");
  await expect.poll(chosen).toBe(await account(1));
  await page.keyboard.press("ArrowDown");
  await expect.poll(chosen).toBe(await account(2));
  await page.keyboard.press("k");
  await expect.poll(chosen).toBe(await account(1));
  await page.keyboard.press("Escape");
  await expect.poll(chosen).toBeNull();
  const focused = page.locator(".case-lists tr[data-row]:focus");
  await expect.poll(async () => focused.getAttribute("data-row")).toBe(await account(1));
  expect(faults).toEqual([]);
});

test("one victim's path is lit, and can be drawn by itself", async () => {
  const { page, faults } = await openPage(`${casePath}?lang=en&list=sheet`);
  await page.locator(".case-lists tr[data-row]").first().click();
  await page.locator(".map-picture.narrowed .node.victim.on-path").first().waitFor();
  const lit = await page.locator(".map-picture .node.on-path").count();
  expect(lit).toBeLessThan(await page.locator(".map-picture .node").count());
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Draw this path only" }).click();
  await expect.poll(async () => page.locator(".map-picture .node").count()).toBe(lit);
  expect(faults).toEqual([]);
});

test("the sums are the tree's, in exact figures", async () => {
  const response = await served.ask(`${casePath}/view`);
  const view = (await response.json()) as {
    totals: { lossMinor: number; atRestMinor: number; exitedMinor: number; lostSightMinor: number }[];
    map: { accountsTotal: number; nodes: { accounts: number }[] };
  };
  expect(view.totals).toHaveLength(1);
  expect(view.totals[0]?.lossMinor).toBe(tree.lossMinor);
  expect(view.map.accountsTotal).toBe(tree.accounts);
  expect(view.map.nodes.reduce((sum, node) => sum + node.accounts, 0)).toBe(tree.accounts);
});

test("a row of a list chooses the account on the map, and the search finds accounts that are folded", async () => {
  const { page, faults } = await openPage(`${casePath}?lang=en&list=requests`);
  const row = page.locator(".case-lists tr[data-row]").first();
  const account = await row.getAttribute("data-row");
  await row.click();
  await page.locator(`[data-node="${account}"].chosen`).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => new URL(page.url()).searchParams.get("select")).toBeNull();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const last = (/\d{19}/.exec(tree.transfersCsv.split("\n").at(-2)?.split(",")[3] ?? "") ?? [""])[0];
  await page.keyboard.press("/");
  await page.keyboard.type(last.slice(-5));
  await page
    .locator(".ant-select-item-option", { hasText: last.slice(-3) })
    .first()
    .click();
  await page.locator(`[data-node="${last}"].chosen`).waitFor();
  expect(faults).toEqual([]);
});

test("another doctrine and as-of time are another trace under another address", async () => {
  const { page, faults } = await openPage(`${casePath}?doctrine=pro-rata&asOf=2024-03-05+01%3A00%3A00&lang=en`);
  await page.getByText("Pro rata").first().waitFor();
  await page.getByText(/accounts drawn/).waitFor();
  expect(faults).toEqual([]);
  const { page: poisoned } = await openPage(`${casePath}?doctrine=poison&lang=en`);
  await poisoned.getByText("allocates no amounts", { exact: false }).waitFor();
});

test("what goes wrong is said in the page's language with what to do", async () => {
  const { page } = await openPage("/cases/nowhere?lang=en");
  await page.getByRole("alert").getByText("There is no such case", { exact: false }).waitFor();
  const { page: stranger } = await openPage("/cases/00000000-0000-4000-8000-000000000000?lang=en");
  await stranger.getByRole("alert").getByText("There is no such case", { exact: false }).waitFor();
  const { page: chinese } = await openPage(`${casePath}?asOf=yesterday`);
  await chinese.getByRole("alert").getByText("北京时间", { exact: false }).waitFor();
});

test("2,000 accounts are drawn when asked for, and panning them stays smooth", async () => {
  const { page, faults } = await openPage(`${casePath}?accounts=2000`);
  await page.getByText("共 2,000 户，全部画出").waitFor();
  await page.locator(".large-map canvas").first().waitFor();
  await page.waitForTimeout(1_000);
  const times = await frameTimes(page, ".large-map");
  process.stdout.write(
    `\n2,000 accounts by WebGL in software: median frame ${times.median} ms, slowest tenth ${times.slow} ms\n`,
  );
  expect(times.median).toBeLessThan(100);
  expect(faults).toEqual([]);
});

test("the folded picture of the same case pans smoothly too", async () => {
  const { page } = await openPage(casePath);
  await page.locator("[data-node]").first().waitFor();
  const times = await frameTimes(page, ".map-picture");
  process.stdout.write(
    `\n300 of 2,000 accounts as SVG: median frame ${times.median} ms, slowest tenth ${times.slow} ms\n`,
  );
  expect(times.median).toBeLessThan(100);
});

test("without WebGL there are the lists and a static picture, and the page says so", async () => {
  const context = await served.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({
    content: `const real = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return kind.startsWith("webgl") ? null : real.call(this, kind, ...more);
      };`,
  });
  const page = await context.newPage();
  await page.goto(`${address}${casePath}?list=requests`);
  await page.getByLabel("用户名").fill(served.officer.login);
  await page.getByLabel("密码").fill(served.officer.password);
  await page.keyboard.press("Enter");
  await page.getByText("没有 WebGL", { exact: false }).waitFor();
  await page.locator("[data-node]").first().waitFor();
  await page.locator(".case-lists tr[data-row]").first().waitFor();
});

test("a request under a foreign name is refused, and the page may load nothing from elsewhere", async () => {
  const { request } = await import("node:http");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(address);
    const asked = request(
      { port, host: "127.0.0.1", path: "/api/v1/cases", headers: { host: "evil.example" } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
  expect(status).toBe(421);
  const policy = (await fetch(address)).headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
});

/** Drags across the middle of an element and measures the time from frame to frame, ms. */
async function frameTimes(page: Page, selector: string): Promise<{ median: number; slow: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not in sight`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + 40];
  await page.evaluate(`
    globalThis.frameTimes = [];
    const next = (at) => { frameTimes.push(at); requestAnimationFrame(next); };
    requestAnimationFrame(next);
  `);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1)
    await page.mouse.move(x + Math.sin(step / 9) * 220, y + Math.cos(step / 7) * 90);
  await page.mouse.up();
  const times = await page.evaluate<number[]>("globalThis.frameTimes");
  const gaps = times.slice(1).map((at, frame) => at - (times[frame] ?? at));
  gaps.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((gaps[Math.floor(gaps.length * share)] ?? 0) * 10) / 10;
  return { median: at(0.5), slow: at(0.9) };
}
