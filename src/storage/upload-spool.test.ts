import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ReceivedFile, UploadSpool } from "./upload-spool.ts";

let folder: string;
let spool: UploadSpool;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-spool-"));
  spool = new UploadSpool(join(folder, "spool"), 1_000);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}

function receive(...texts: readonly (string | Error)[]): Promise<ReceivedFile> {
  return spool.receive({ id: randomUUID(), extension: ".csv", content: pieces(...texts) }, async (file) => file);
}

const lying = (): Promise<string[]> => readdir(join(folder, "spool"));

test("a file is received whole, with its hash", async () => {
  const { file, sha256, bytes } = await receive("交易", "时间");
  expect(await readFile(spool.pathOf(file), "utf8")).toBe("交易时间");
  expect([sha256, bytes]).toEqual([createHash("sha256").update("交易时间").digest("hex"), 12]);
});

test("of what breaks off, is empty or too large, or that nobody takes, nothing stays", async () => {
  await expect(receive("a", new Error("aborted"))).rejects.toMatchObject({ code: "UPLOAD_BROKEN_OFF" });
  await expect(receive()).rejects.toMatchObject({ code: "UPLOAD_EMPTY" });
  await expect(receive("a".repeat(600), "b".repeat(600))).rejects.toMatchObject({
    code: "UPLOAD_TOO_LARGE",
    details: { limit: 1_000 },
  });
  const incoming = { id: randomUUID(), extension: "", content: pieces("a") };
  await expect(spool.receive(incoming, () => Promise.reject(new Error("not taken")))).rejects.toThrow("not taken");
  expect(await lying()).toEqual([]);
});

test("a sweep removes what nobody wants, also half files of a server that died, and nothing that arrives", async () => {
  const wanted = await receive("a");
  await receive("b");
  await writeFile(join(folder, "spool", "dead.csv.part"), "c");
  const incoming = { id: "arriving", extension: ".csv", content: pieces("d") };
  await spool.receive(incoming, async ({ file }) => {
    await spool.sweep(async () => [wanted.file.replace(".csv", "")]);
    expect(await lying()).toEqual([wanted.file, file].sort());
  });
});

test("where it cannot be written the error says so", async () => {
  await writeFile(join(folder, "spool"), "a file");
  await expect(receive("a")).rejects.toMatchObject({ code: "STORAGE_WRITE_FAILED" });
});
