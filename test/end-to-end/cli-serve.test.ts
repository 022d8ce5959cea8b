import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, runSluice } from "./run-sluice.ts";
import { signInOfficer } from "./signed-in-officer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-serve-"));
});
afterAll(async () => rm(folder, { recursive: true }));

describe("sluice serve", () => {
  it("says where the page is, answers other processes, and ends in order on Ctrl-C", async () => {
    const data = join(folder, "data");
    const words = [join(root, "bin/sluice"), "serve", "--data", data, "--port", "0", "--json"];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const [line] = await new Promise<string[]>((resolve) =>
      child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.split("\n"))),
    );
    const { address } = JSON.parse(line ?? "") as { address: string };
    expect((await fetch(`${address}/api/v1/cases`)).status).toBe(401);
    const { headers } = await signInOfficer(address, data);
    const answer = await fetch(`${address}/api/v1/ledger/standing`, { headers });
    expect(await answer.json()).toEqual({ cases: [], files: 0 });

    const second = await runSluice(["balance", "--data", data, "--json"]);
    expect(second.exitCode).toBe(2);
    expect(JSON.parse(second.stderr)).toMatchObject({ error: { code: "CASE_UNKNOWN" } });

    child.kill("SIGINT");
    expect(await ended).toBe(0);
    const after = await runSluice(["balance", "--data", data, "--json"]);
    expect(JSON.parse(after.stderr)).toMatchObject({ error: { code: "CASE_UNKNOWN" } });
  });
});

it("a reader that goes away ends the program without a stack trace", async () => {
  const child = spawn("sh", ["-c", `"${process.execPath}" bin/sluice help | true`], { cwd: root });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  await new Promise((resolve) => child.on("close", resolve));
  expect(stderr).toBe("");
});
