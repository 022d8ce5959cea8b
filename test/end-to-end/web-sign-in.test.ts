import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingsFiles, findingsLosses } from "../fixtures/findings-case.ts";
import { runSluice } from "./run-sluice.ts";
import { type ServedPage, servePage } from "./served-page.ts";

const chosen = "黄河-铁桥-1909-兰州";
let folder = "";
let data = "";
let served: ServedPage;
let path = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-sign-in-"));
  data = join(folder, "data");
  for (const [name, text] of Object.entries(findingsFiles)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "losses.csv"), findingsLosses);
  await sluice("import", ...Object.keys(findingsFiles).map((name) => join(folder, name)));
  await sluice("losses", join(folder, "losses.csv"), "--case", "核查案");
  served = await servePage(data);
  path = `/cases/${await served.officer.caseId("核查案")}`;
}, 240_000);

afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

async function sluice(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runSluice([...words, "--data", data, "--json"]);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** Adds a person and answers their one-time password. */
async function add(login: string, roles: string): Promise<string> {
  const added = await sluice("people", "add", "--login", login, "--name", "周敏", "--roles", roles);
  return (JSON.parse(added) as { readonly password: string }).password;
}

/** A page of nobody's. */
async function openAsNobody(at: string): Promise<Page> {
  const context = await served.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(served.address + at);
  return page;
}

async function show(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press("Enter");
}

test("from a one-time password to the money map: sign in, choose a password, and be where one was going", async () => {
  const password = await add("zhou", "analyst,investigator,duty-officer");
  const page = await openAsNobody(`${path}?login=zhou&list=requests`);
  await show(page, { 密码: "wrong" });
  await page.getByRole("alert").getByText("用户名或密码不正确").waitFor();
  await show(page, { 密码: password });
  await show(page, { 新密码: chosen, 再输一遍新密码: `${chosen}?` });
  await page.getByRole("alert").getByText("两次输入的新密码不一样").waitFor();
  await show(page, { 新密码: "zhou-1234567890", 再输一遍新密码: "zhou-1234567890" });
  await page.getByRole("alert").getByText("新密码不合要求").waitFor();
  await show(page, { 新密码: chosen, 再输一遍新密码: chosen });
  await page.locator("[data-node]").first().waitFor();
  await page.locator(".case-lists tr[data-row]").first().waitFor();
  expect(new URL(page.url()).searchParams.get("list")).toBe("requests");
  await page.getByText("周敏", { exact: true }).waitFor();
  await page.getByRole("button", { name: "退出" }).click();
  await page.getByLabel("用户名").waitFor();
  await page.goBack().catch(() => undefined);
  expect(await page.locator("[data-node]").count()).toBe(0);
}, 120_000);

test("a session that ends in the middle of work is asked for again, and the work goes on where it was", async () => {
  const password = await add("sun", "analyst");
  const page = await openAsNobody(path);
  await show(page, { 用户名: "sun", 密码: password });
  await show(page, { 新密码: chosen, 再输一遍新密码: chosen });
  await page.locator("[data-node]").first().waitFor();
  const again = (JSON.parse(await sluice("people", "reset", "--login", "sun")) as { readonly password: string })
    .password;
  await page.locator('[data-node="6222000000000003"]').click();
  await page.getByText("登录已失效，请重新登录").waitFor();
  expect(await page.locator("[data-node]").count()).toBe(0);
  await show(page, { 用户名: "sun", 密码: again });
  await show(page, { 新密码: `${chosen}!`, 再输一遍新密码: `${chosen}!` });
  await page.getByRole("dialog").getByText("孙例三").first().waitFor();
  expect(new URL(page.url()).searchParams.get("select")).toBe("6222000000000003");
}, 120_000);

test("an approver sets up a second factor by its secret, and is asked for a code from then on; the lock says until when", async () => {
  const password = await add("wu", "approver");
  const page = await openAsNobody("/?lang=en");
  await show(page, { "User name": "wu", Password: password });
  await show(page, { "New password": chosen, "New password again": chosen });
  await page.getByRole("img", { name: "QR code for the authenticator" }).locator("svg").waitFor();
  const secret = ((await page.locator(".factor-secret .secret").textContent()) ?? "").replace(/\s/g, "");
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  const code = "Code of the authenticator (6 digits)";
  await show(page, { [code]: totp.generate() });
  await page.getByRole("heading", { name: "Cases" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await show(page, { "User name": "wu", Password: chosen });
  await show(page, { [code]: totp.generate({ timestamp: Date.now() + 30_000 }) });
  await page.getByRole("heading", { name: "Cases" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  for (let wrong = 0; wrong < 6; wrong += 1) {
    await show(page, { "User name": "wu", Password: "wrong" });
    await page.getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Sign in" }).isEnabled();
  }
  await page
    .getByRole("alert")
    .getByText(/locked .* until \d{4}-\d{2}-\d{2} \d{2}:\d{2}/)
    .waitFor();
}, 120_000);
