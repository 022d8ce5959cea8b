import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyPackage } from "../../src/app/verify-package.ts";
import { ftmSchemata } from "../../src/exports/follow-the-money.ts";
import { findingsFiles, findingsLosses } from "../fixtures/findings-case.ts";
import { unzipped } from "../fixtures/unzipped.ts";
import { runSluice } from "./run-sluice.ts";
import { type RunningSluice, startSluice } from "./running-sluice.ts";
import { type SignedInOfficer, signInOfficer } from "./signed-in-officer.ts";

let folder = "";
let server: RunningSluice;
let officer: SignedInOfficer;
let caseId = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-case-files-"));
  const [files, data] = [join(folder, "files"), join(folder, "data")];
  mkdirSync(files);
  for (const [name, text] of Object.entries(findingsFiles)) writeFileSync(join(files, name), text);
  writeFileSync(join(folder, "losses.csv"), findingsLosses);
  for (const words of [
    ["import", files],
    ["losses", join(folder, "losses.csv"), "--case", "demo"],
  ]) {
    const run = await runSluice([...words, "--data", data]);
    expect(run.exitCode, run.stderr).toBe(0);
  }
  server = await startSluice(data);
  officer = await signInOfficer(server.address, data);
  caseId = await officer.caseId("demo");
}, 240_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(path: string, more: RequestInit = {}): Promise<Response> {
  const headers = { ...officer.headers, ...(more.headers as Record<string, string> | undefined) };
  return fetch(`${server.address}/api/v1${path}`, { ...more, headers });
}

async function bytesOf(path: string): Promise<Buffer> {
  const answer = await ask(path);
  expect(answer.status, path).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

describe("files of a case over HTTP", () => {
  it("a document is kept as evidence and fetched unchanged; a name that is a path is refused", async () => {
    const body = Buffer.from("聊天记录 chat");
    const sent = { method: "POST", body, headers: { "content-type": "application/octet-stream" } };
    expect((await ask(`/cases/${caseId}/documents?name=${encodeURIComponent("../x")}`, sent)).status).toBe(400);
    const added = await ask(`/cases/${caseId}/documents?name=${encodeURIComponent("聊天 6222000000000001.txt")}`, sent);
    expect(added.status).toBe(201);
    const { id, sha256, text } = (await added.json()) as { id: string; sha256: string; text: string };
    expect(sha256).toBe(createHash("sha256").update(body).digest("hex"));
    // In a list the number is masked.
    expect(text).toBe("聊天 ************0001.txt");
    expect((await bytesOf(`/documents/${id}`)).equals(body)).toBe(true);
    expect(((await (await ask(`/cases/${caseId}/documents`)).json()) as { rows: object[] }).rows).toHaveLength(1);
  });

  it("FollowTheMoney: payments with both accounts, every property one of the schema's, the first line whose export it is", async () => {
    const lines = (await bytesOf(`/cases/${caseId}/export?format=ftm`)).toString("utf8").trim().split("\n");
    const entities = lines.map((line) => JSON.parse(line) as Entity);
    expect(entities[0]?.properties["description"]?.[0]).toContain("demo");
    const ids = new Set(entities.map(({ id }) => id));
    for (const { schema, properties } of entities) {
      const known: readonly string[] = ftmSchemata[schema];
      for (const [name, values] of Object.entries(properties)) {
        expect(known, schema).toContain(name);
        const isReference = /^(?:payer|beneficiary|owner|asset)/.test(name);
        if (isReference) expect(values.every((value) => ids.has(value))).toBe(true);
      }
    }
    expect(
      entities.some(({ schema, properties }) => schema === "Payment" && properties["amount"]?.[0] === "30000.00"),
    ).toBe(true);
    expect(entities.some(({ schema, properties }) => schema === "Person" && properties["name"]?.[0] === "张例一")).toBe(
      true,
    );
  });

  it("GraphML and xlsx bear the watermark; a case that one may not see has no export", async () => {
    expect((await bytesOf(`/cases/${caseId}/export?format=graphml`)).toString("utf8")).toMatch(
      /<desc>.* · demo · .*<\/desc>/,
    );
    const book = new exceljs.Workbook();
    await book.xlsx.read(Readable.from([await bytesOf(`/cases/${caseId}/export?format=xlsx`)]));
    const sheets = book.worksheets.map(({ name }) => name);
    expect(sheets).toEqual(["指令 Orders", "损失 Losses", "回收台账 Recovery", "时间线 Timeline", "导出说明"]);
    expect(book.getWorksheet("导出说明")?.getCell("A2").text).toContain("demo");
    expect((await ask(`/cases/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}/export?format=xlsx`)).status).toBe(404);
  });

  it("a package is made as a job, fetched as a zip, and verified; documents and papers are in it", async () => {
    const asked = await ask(`/cases/${caseId}/packages`, { method: "POST" });
    expect(asked.status).toBe(202);
    const { job } = (await asked.json()) as { job: string };
    for (let state = ""; state !== "done"; ) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const view = (await (await ask(`/jobs/${job}`)).json()) as { state: string; result: unknown };
      ({ state } = view);
      expect(state, JSON.stringify(view.result)).toMatch(/waiting|running|done/);
    }
    const path = join(folder, "fetched.zip");
    const zip = await bytesOf(`/packages/${job}`);
    writeFileSync(path, zip);
    const verdict = await verifyPackage(path, { version: "", expected: null, signal: new AbortController().signal });
    expect(verdict.findings).toEqual([]);
    expect(verdict.entries).toBeGreaterThan(2);
    const names = [...(await unzipped(zip)).keys()];
    expect(names.some((name) => /^documents\/.*聊天/.test(name))).toBe(true);
  }, 120_000);
});

interface Entity {
  readonly id: string;
  readonly schema: keyof typeof ftmSchemata;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}
