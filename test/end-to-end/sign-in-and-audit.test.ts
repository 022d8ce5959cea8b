import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openRecords } from "../../src/storage/records/open-records.ts";
import { root, runSluice } from "./run-sluice.ts";
import { serve } from "./served-records.ts";

let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-audit-"));
  data = join(folder, "data");
});
afterAll(async () => rm(folder, { recursive: true }));

async function signIn(address: string, password: string): Promise<number> {
  const body = JSON.stringify({ login: "admin", password, as: "token" });
  const headers = { "content-type": "application/json" };
  return (await fetch(`${address}/api/v1/session`, { method: "POST", headers, body })).status;
}

it("a new data folder gives one administrator once; who signs in and who fails is in the log, and a kill loses none of it", async () => {
  const first = await serve(data);
  const password = /one-time password ([a-z2-9]{20})/.exec(first.said())?.[1] ?? "";
  expect(await signIn(first.address, "wrong")).toBe(401);
  expect(await signIn(first.address, password)).toBe(201);
  await first.stop("SIGKILL");

  const second = await serve(data);
  expect(second.said()).toBe("");
  expect(await signIn(second.address, password)).toBe(201);
  // The server carries the command out: the folder is its own.
  const verified = await runSluice(["audit", "verify", "--data", data, "--json"]);
  expect(verified.exitCode).toBe(0);
  await second.stop("SIGINT");

  const reset = await runSluice(["people", "reset", "--login", "admin", "--data", data, "--json"]);
  const third = await serve(data);
  expect(await signIn(third.address, password)).toBe(401);
  expect(await signIn(third.address, (JSON.parse(reset.stdout) as { password: string }).password)).toBe(201);
  await third.stop("SIGINT");
  const people = await runSluice(["people", "--data", data]);
  expect(people.stdout).toContain("系统管理员");

  const head = await runSluice(["audit", "head", "--data", data]);
  expect(JSON.parse(head.stdout)).toMatchObject({ seq: 14 });
  const kept = join(folder, "head.json");
  await writeFile(kept, head.stdout);
  const compared = await runSluice(["audit", "verify", "--expect", kept, "--data", data, "--json"]);
  expect(JSON.parse(compared.stdout)).toMatchObject({ sealed: 14, unsealed: 1, findings: [] });
  expect((await stat(join(data, "records/audit-key.pem"))).mode & 0o777).toBe(0o600);

  const longer = { ...(JSON.parse(head.stdout) as object), seq: 15 };
  await writeFile(kept, JSON.stringify(longer));
  const forged = await runSluice(["audit", "verify", "--expect", kept, "--data", data, "--lang", "en"]);
  expect([forged.exitCode, forged.stderr]).toEqual([1, expect.stringContaining("AUDIT_CHANGED")]);
  const noHead = await runSluice(["audit", "verify", "--expect", join(root, "package.json"), "--data", data]);
  expect([noHead.exitCode, noHead.stderr]).toEqual([2, expect.stringContaining("AUDIT_HEAD_UNREADABLE")]);
  // Every command stands in the log, by whom it was run at the operating system, whoever carried it out.
  const records = await openRecords({ folder: join(data, "records/pg") }, () => Date.now());
  const ran = await records.asSystem(({ db }) =>
    db
      .selectFrom("audit_entries")
      .select(["user_name", "details"])
      .where("action", "=", "command.run")
      .orderBy("n")
      .execute(),
  );
  await records.close();
  expect(new Set(ran.map((entry) => entry.user_name))).toEqual(new Set([userInfo().username]));
  const names = ran.map(({ details }) => (details as { readonly command: string }).command);
  expect(names.slice(0, 8)).toEqual(["serve", "serve", "audit", "people", "serve", "people", "audit", "audit"]);
  expect(ran[3]?.details).toMatchObject({ over: ["reset"], options: ["data", "login"] });
  expect(await readFile(join(data, "records/audit-key.pem"), "utf8")).toContain("PRIVATE KEY");
});
