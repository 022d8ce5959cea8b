import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { SetAsideRow } from "../flows/file-reading.ts";
import { RowLineWriter } from "../flows/row-lines.ts";
import { intakeLimits } from "../intake/limits.ts";
import { readBytes } from "../intake/read-bytes.ts";
import { type ReadingThread, startReadingThread } from "./reading-thread.ts";
import type { ReadingPart } from "./worker-messages.ts";

const entry = new URL("../../dist/src/threads/worker.js", import.meta.url);
const heading = "交易卡号,交易账号,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,对手户名";
const lines = Array.from({ length: 30_000 }, (_, index) =>
  index % 1_000 === 7
    ? `6222020200000000000,120210000000000,2024-02-31 10:00:00,${index}.00,1.00,进,6228480402564890018,钱七`
    : `6222020200000000000,120210000000000,2024-01-01 10:00:00,${index}.25,1.00,进,6228480402564890018,钱𠮷`,
);
const bytes = Buffer.from([heading, ...lines, ""].join("\r\n"));
const file = { path: "明细.csv", sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
const asked = { bytes, file, options: { layout: null, columns: {}, saved: [] }, prefix: "17\t" };

let thread: ReadingThread | undefined;

function start(signal: AbortSignal = new AbortController().signal, from: URL = entry): ReadingThread {
  thread = startReadingThread(from, signal);
  return thread;
}

afterEach(async () => {
  await thread?.close();
});

describe("a file read in a thread of its own", () => {
  it("gives the same report, rows and rows set aside as in this thread", async () => {
    const here = new RowLineWriter(asked.prefix);
    const setAsideHere: SetAsideRow[] = [];
    const report = await readBytes(
      { ...asked, tools: { limits: intakeLimits, parseXls: () => Promise.reject(new Error("no xls here")) } },
      {
        row: (row) => here.add(row),
        setAside: (row) => void setAsideHere.push(row),
        holder: () => undefined,
        period: () => undefined,
      },
    );
    const parts: ReadingPart[] = [];
    const { read } = start();
    expect(await read(asked, async (part) => void parts.push(part))).toEqual(report);
    const there = Buffer.concat(parts.map((part) => part.lines.bytes));
    expect(there.equals(here.take().bytes)).toBe(true);
    expect(parts.flatMap((part) => part.setAside)).toEqual(setAsideHere);
    expect(parts.length).toBeGreaterThan(4);
  });

  it("reads one file after the other, and says of a file that is none what is wrong", async () => {
    const { read } = start();
    const nothing = { ...asked, bytes: new Uint8Array(0) };
    const [full, empty] = await Promise.all([read(asked, async () => undefined), read(nothing, async () => undefined)]);
    expect([full.error, empty.error?.code]).toEqual([null, "INTAKE_EMPTY_FILE"]);
  });

  it("stops when a part cannot be taken, and serves the next file", async () => {
    const { read } = start();
    await expect(read(asked, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
    expect((await read(asked, async () => undefined)).sheets).toHaveLength(1);
  });

  it("stops when aborted", async () => {
    const aborting = new AbortController();
    const { read } = start(aborting.signal);
    await expect(read(asked, async () => aborting.abort(new Error("enough")))).rejects.toThrow("enough");
    await expect(read(asked, async () => undefined)).rejects.toThrow("enough");
  });

  it("refuses what was asked wrongly", async () => {
    const { read } = start();
    const wrong = { ...asked, options: { ...asked.options, layout: "no-such-layout" } };
    await expect(read(wrong, async () => undefined)).rejects.toMatchObject({ code: "INTAKE_UNKNOWN_LAYOUT" });
  });

  it("a thread that cannot start is a failure, not a hang", async () => {
    const { read } = start(new AbortController().signal, new URL("none.js", entry));
    await expect(read(asked, async () => undefined)).rejects.toMatchObject({ code: "INTAKE_READER_ENDED" });
  });
});
