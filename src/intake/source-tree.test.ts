import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { encode } from "iconv-lite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeZip } from "../../test/generators/zips.ts";
import { type IntakeLimits, intakeLimits } from "./limits.ts";
import { walkSources } from "./source-tree.ts";

const csv = "交易时间,金额\n2024-01-02,1.00\n";
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-sources-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** Everything found, as `kind path` with the error's code or the content's length. */
async function found(path: string, limits: IntakeLimits = intakeLimits): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const item of walkSources([path], limits)) {
    const shown = item.path.slice(folder.length + 1);
    if (item.kind === "file") lines.push(`file ${shown} ${item.bytes.length}`);
    else lines.push(`${item.kind} ${shown}${item.kind === "failed" ? ` ${item.error.code}` : ""}`);
  }
  return lines;
}

describe("walkSources", () => {
  it("walks folders by name, and says what it ignores", async () => {
    put("b/2.csv", csv);
    put("b/.DS_Store", "x");
    put("b/~$3.xlsx", "x");
    put("a.csv", csv);
    put("Thumbs.db", "x");
    symlinkSync(folder, join(folder, "loop"));
    expect(await found(folder)).toEqual([
      "ignored Thumbs.db",
      `file a.csv ${Buffer.byteLength(csv)}`,
      "ignored b/.DS_Store",
      `file b/2.csv ${Buffer.byteLength(csv)}`,
      "ignored b/~$3.xlsx",
      "ignored loop",
    ]);
  });

  it("reads nothing from a socket", async () => {
    const server = createServer().listen(join(folder, "socket"));
    await once(server, "listening");
    expect(await found(folder)).toEqual(["ignored socket"]);
    await expect(found(join(folder, "socket"))).rejects.toMatchObject({ code: "INTAKE_PATH_SPECIAL" });
    server.close();
  });

  it("throws for a folder without anything in it", async () => {
    await expect(found(folder)).rejects.toMatchObject({ code: "INTAKE_FOLDER_EMPTY" });
  });

  it("throws for a path that does not exist", async () => {
    await expect(found(join(folder, "none"))).rejects.toMatchObject({ code: "INTAKE_PATH_MISSING" });
  });

  it("reads zips in zips, names in UTF-8 and in GBK without the flag", async () => {
    const inner = writeZip([{ name: encode("农行/交易明细.csv", "gb18030"), bytes: csv }]);
    const path = put(
      "批次.zip",
      writeZip([
        { name: "工行/账户信息.csv", bytes: csv, flags: 0x800 },
        { name: "__MACOSX/._x", bytes: "x" },
        { name: "内层.zip", bytes: inner, method: 0 },
      ]),
    );
    const bytes = Buffer.byteLength(csv);
    expect(await found(path)).toEqual([
      `file 批次.zip!/工行/账户信息.csv ${bytes}`,
      "ignored 批次.zip!/__MACOSX/._x",
      `file 批次.zip!/内层.zip!/农行/交易明细.csv ${bytes}`,
    ]);
  });

  it("takes a zip for a zip whatever its name, and an xlsx for a file", async () => {
    const workbook = writeZip([{ name: "[Content_Types].xml", bytes: "<Types/>" }]);
    put("a.csv", writeZip([{ name: "1.csv", bytes: csv }]));
    put("b.zip", workbook);
    expect(await found(folder)).toEqual([
      `file a.csv!/1.csv ${Buffer.byteLength(csv)}`,
      `file b.zip ${workbook.length}`,
    ]);
  });
});

describe("hostile sources", () => {
  it.each(["../up.csv", "/etc/passwd", "a/../../b.csv", "C:\\x.csv", "..\\x.csv", "a\0b.csv"])(
    "refuses the entry name %j and goes on with the others",
    async (name) => {
      const path = put(
        "a.zip",
        writeZip([
          { name, bytes: csv },
          { name: "ok.csv", bytes: csv },
        ]),
      );
      const [bad, good] = await found(path);
      expect(bad).toMatch(/^failed .* INTAKE_UNSAFE_NAME$/);
      expect(good).toMatch(/^file a.zip!\/ok.csv/);
      expect(readdirSync(folder)).toEqual(["a.zip"]);
    },
  );

  it("asks for the password of an encrypted entry", async () => {
    const path = put("a.zip", writeZip([{ name: "x.csv", bytes: csv, flags: 1 }]));
    expect(await found(path)).toEqual(["failed a.zip!/x.csv INTAKE_NEEDS_PASSWORD"]);
    const strong = put("b.zip", writeZip([{ name: "x.csv", bytes: csv, flags: 0x41 }]));
    expect(await found(strong)).toEqual(["failed b.zip INTAKE_NEEDS_PASSWORD"]);
  });

  it("refuses a bomb by its ratio before unpacking it", async () => {
    const path = put("a.zip", writeZip([{ name: "x.csv", bytes: Buffer.alloc(64 << 20) }]));
    expect(await found(path)).toEqual(["failed a.zip!/x.csv INTAKE_RATIO_TOO_HIGH"]);
  });

  it("stops many small bombs together", async () => {
    const bomb = Buffer.alloc(15 << 20);
    const entries = Array.from({ length: 20 }, (_, i) => ({ name: `${i}.csv`, bytes: bomb }));
    const lines = await found(put("a.zip", writeZip(entries)));
    expect(lines.filter((line) => line.startsWith("file"))).toHaveLength(17);
    expect(lines.at(-1)).toBe("failed a.zip!/19.csv INTAKE_UNPACKED_TOO_LARGE");
  });

  it("believes no stated size", async () => {
    const lying = [
      { name: "less.csv", bytes: Buffer.alloc(1 << 20), claimedBytes: 10 },
      { name: "more.csv", bytes: csv, claimedBytes: 1_000 },
      { name: "crc.csv", bytes: csv, claimedCrc: 1 },
      { name: "huge.csv", bytes: csv, claimedBytes: 0xfffffff0 },
      { name: "method.csv", bytes: csv, method: 12 as const },
    ];
    expect(await found(put("a.zip", writeZip(lying)))).toEqual([
      "failed a.zip!/less.csv INTAKE_ZIP_DAMAGED",
      "failed a.zip!/more.csv INTAKE_ZIP_DAMAGED",
      "failed a.zip!/crc.csv INTAKE_ZIP_DAMAGED",
      "failed a.zip!/huge.csv INTAKE_FILE_TOO_LARGE",
      "failed a.zip!/method.csv INTAKE_ZIP_METHOD",
    ]);
  });

  it("stops at zips nested too deep", async () => {
    let zip = writeZip([{ name: "x.csv", bytes: csv }]);
    for (let level = 1; level < 40; level++) zip = writeZip([{ name: "x.zip", bytes: zip }]);
    const [line = "", ...rest] = await found(put("a.zip", zip));
    expect(line).toMatch(/INTAKE_ZIP_TOO_DEEP$/);
    expect(line.split("!/")).toHaveLength(6);
    expect(rest).toEqual([]);
  });

  it("ends a fan of zips in zips by the count of entries", async () => {
    let zip = writeZip([{ name: "x.csv", bytes: csv }]);
    for (let level = 1; level < 5; level++) {
      const inner = zip;
      zip = writeZip(Array.from({ length: 20 }, (_, i) => ({ name: `${i}.zip`, bytes: inner })));
    }
    const lines = await found(put("a.zip", zip), { ...intakeLimits, zipEntries: 2_000 });
    expect(lines.length).toBeLessThan(2_000 + 200);
    expect(lines.some((line) => line.endsWith("INTAKE_ZIP_TOO_MANY_ENTRIES"))).toBe(true);
  });

  it("reports a truncated zip and an empty one", async () => {
    const zip = writeZip([{ name: "x.csv", bytes: csv }]);
    put("cut.zip", zip.subarray(0, zip.length - 30));
    put("empty.zip", writeZip([]));
    expect(await found(folder)).toEqual(["failed cut.zip INTAKE_ZIP_DAMAGED", "ignored empty.zip"]);
  });

  it("refuses a 2 GiB file by its size, unread", async () => {
    truncateSync(put("x.csv", "1"), 2 ** 31);
    const started = performance.now();
    expect(await found(folder)).toEqual(["failed x.csv INTAKE_FILE_TOO_LARGE"]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("stops at folders nested too deep", async () => {
    put(`${"d/".repeat(40)}x.csv`, csv);
    expect(await found(folder)).toEqual([expect.stringMatching(/INTAKE_FOLDER_TOO_DEEP$/)]);
  });
});
