import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EvidenceStore } from "../evidence-store.ts";
import { openFolderEvidence } from "./folder-evidence.ts";

const bytes = Buffer.from("交易卡号,交易金额\n");
const sha256 = createHash("sha256").update(bytes).digest("hex");

let folder: string;
let evidence: EvidenceStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-evidence-"));
  evidence = openFolderEvidence(folder);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("an original comes back unchanged under its SHA-256", async () => {
  expect(await evidence.has(sha256)).toBe(false);
  expect(await evidence.put(bytes)).toBe(sha256);
  expect(await evidence.has(sha256)).toBe(true);
  expect(Buffer.from(await evidence.get(sha256))).toEqual(bytes);
});

test("putting the same content twice keeps one file and leaves no draft", async () => {
  await evidence.put(bytes);
  await evidence.put(bytes);
  expect(await readdir(join(folder, sha256.slice(0, 2), sha256.slice(2, 4)))).toEqual([sha256]);
});

test("an altered original is told, and putting it again mends it", async () => {
  await evidence.put(bytes);
  await writeFile(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256), "altered");
  await expect(evidence.get(sha256)).rejects.toMatchObject({ code: "STORAGE_EVIDENCE_ALTERED" });
  await evidence.put(bytes);
  expect(Buffer.from(await evidence.get(sha256))).toEqual(bytes);
});

test("a fingerprint that nothing has, or that is none, is missing", async () => {
  await expect(evidence.get(sha256)).rejects.toMatchObject({ code: "STORAGE_EVIDENCE_MISSING" });
  await expect(evidence.get("../../etc/passwd")).rejects.toMatchObject({ code: "STORAGE_EVIDENCE_MISSING" });
});

test("a folder that cannot be written is an error that keeps its cause", async () => {
  await mkdir(join(folder, "file"), { recursive: true });
  await writeFile(join(folder, "file", sha256.slice(0, 2)), "");
  const blocked = openFolderEvidence(join(folder, "file"));
  await expect(blocked.put(bytes)).rejects.toMatchObject({ code: "STORAGE_WRITE_FAILED", cause: { code: "ENOTDIR" } });
});
