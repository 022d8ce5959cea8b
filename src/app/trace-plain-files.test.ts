import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SluiceError } from "../errors/sluice-error.ts";
import { type Doctrine, doctrines } from "../tracing/doctrine.ts";
import { compareBytewise } from "./compare-bytewise.ts";
import { type PlainTraceOutput, tracePlainFiles } from "./trace-plain-files.ts";

type Allocated = Extract<PlainTraceOutput, { balanceSheet: unknown }>;

const file = (name: string, text: string): { name: string; bytes: Uint8Array } => ({
  name,
  bytes: new TextEncoder().encode(text),
});

interface Texts {
  readonly transfers: string;
  readonly losses?: string;
  readonly stops?: string;
  readonly openings?: string;
}

function run(texts: Texts, doctrine: Doctrine = "fifo"): PlainTraceOutput {
  const files = {
    transfers: file("t.csv", texts.transfers),
    losses: file("l.csv", texts.losses ?? "loss,transfer\nL1,t1\n"),
    ...(texts.stops === undefined ? {} : { stops: file("s.csv", texts.stops) }),
    ...(texts.openings === undefined ? {} : { openings: file("o.csv", texts.openings) }),
  };
  return tracePlainFiles(files, doctrine, "0.0.0");
}

const allocated = (texts: Texts, doctrine?: Doctrine): Allocated => run(texts, doctrine) as Allocated;

function refusal(texts: Texts): { code: string; line: unknown; kind: string } {
  try {
    run(texts);
  } catch (error) {
    if (error instanceof SluiceError) return { code: error.code, line: error.details["line"], kind: error.kind };
    throw error;
  }
  throw new Error("nothing was refused");
}

const heading = "id,at,payer,payee,amount";
const first = "t1,2024-01-01 10:00,V,A,100.00";

describe("the storeless contract: output", () => {
  it("answers the documented fields in the documented order, amounts as integers", () => {
    const output = allocated({ transfers: `${heading}\n${first}\nt2,2024-01-01 10:05,A,B,60\n` });
    expect(output).toEqual({
      balanceSheet: [
        {
          loss: "L1",
          lossMinor: 10_000,
          atRestMinor: 10_000,
          exitedMinor: 0,
          lostSightMinor: 0,
          returnedMinor: 0,
          writtenOffMinor: 0,
        },
      ],
      atRest: [
        { account: "A", loss: "L1", amountMinor: 4_000 },
        { account: "B", loss: "L1", amountMinor: 6_000 },
      ],
      flows: [
        { transfer: "t1", loss: "L1", hop: 1, amountMinor: 10_000 },
        { transfer: "t2", loss: "L1", hop: 2, amountMinor: 6_000 },
      ],
      exits: [],
      unexplained: [{ transfer: "t1", account: "V", amountMinor: 10_000 }],
      engine: {
        version: "0.0.0",
        doctrine: "fifo",
        options: { coverage: "every-account", currency: "CNY", stops: [] },
        inputs: { transfers: expect.stringMatching(/^[0-9a-f]{64}$/), losses: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    expect(Object.keys(output)).toEqual(["balanceSheet", "atRest", "flows", "exits", "unexplained", "engine"]);
  });

  it("poison answers reach and engine only", () => {
    const output = run({ transfers: `${heading}\n${first}\nt2,2024-01-01 10:05,A,B,60\n` }, "poison");
    expect(Object.keys(output)).toEqual(["reach", "engine"]);
    expect(output).toMatchObject({
      reach: [
        { transfer: "t1", loss: "L1", hop: 1 },
        { transfer: "t2", loss: "L1", hop: 2 },
      ],
    });
  });

  it("the sheet is in input order, flows by position in the file, the rest bytewise", () => {
    const output = allocated({
      transfers: `${heading}\nt9,2024-01-02,A,\u{1F600},10\nt1,2024-01-01,V,A,100\nt0,2024-01-01,W,A,50\nt5,2024-01-03,A,\uFF21,10\n`,
      losses: "loss,transfer\nz,t1\na,t0\n",
    });
    expect(output.balanceSheet.map((row) => row.loss)).toEqual(["z", "a"]);
    expect(output.flows.map((flow) => flow.transfer)).toEqual(["t9", "t1", "t0", "t5"]);
    expect(output.atRest.map((rest) => `${rest.account} ${rest.loss}`)).toEqual([
      "A a",
      "A z",
      "\uFF21 z",
      "\u{1F600} z",
    ]);
  });

  it("stops are exits of kind hub at the stop; a stop that no transfer touches is no mistake", () => {
    const output = allocated({
      transfers: `${heading}\n${first}\nt2,2024-01-02,A,H,60\n`,
      stops: "account\nH\nelsewhere\n",
    });
    expect(output.exits).toEqual([{ account: "H", kind: "hub", loss: "L1", amountMinor: 6_000 }]);
    expect(output.engine.options.stops).toEqual(["H", "elsewhere"]);
  });
});

describe("the storeless contract: input", () => {
  it("rows are ordered by time, then by position; a bare date is its midnight", () => {
    const output = allocated({ transfers: `${heading}\nt2,2024-01-01 00:00,A,B,100\nt1,2024-01-01,V,A,100\n` });
    expect(output.atRest).toEqual([{ account: "A", loss: "L1", amountMinor: 10_000 }]);
  });

  it("balances reorder rows of the same time, and no others", () => {
    const rows = (at: string): string =>
      `${heading},payer_balance,payee_balance\nt2,${at},A,B,100,0,\nt1,2024-01-01 10:00,V,A,100,,100\n`;
    const openings = "account,balance\nA,0\n";
    const same = allocated({ transfers: rows("2024-01-01 10:00:00.000"), openings });
    expect(same.atRest).toEqual([{ account: "B", loss: "L1", amountMinor: 10_000 }]);
    const before = allocated({ transfers: rows("2024-01-01 09:59"), openings });
    expect(before.atRest).toEqual([{ account: "A", loss: "L1", amountMinor: 10_000 }]);
  });

  it("T5, T17: a stated balance binds, and an opening given outranks it", () => {
    const transfers = `${heading},payee_balance\nt1,2024-01-01,V,A,100,130\nt2,2024-01-02,A,B,100,\n`;
    expect(allocated({ transfers }).atRest).toEqual([
      { account: "A", loss: "L1", amountMinor: 3_000 },
      { account: "B", loss: "L1", amountMinor: 7_000 },
    ]);
    const output = allocated({ transfers, openings: "account,balance\nA,0\n" });
    expect(output.unexplained).toContainEqual({ transfer: "t1", account: "A", amountMinor: 3_000 });
    expect(output.atRest).toEqual([{ account: "B", loss: "L1", amountMinor: 10_000 }]);
  });

  it("T8: failed rows move nothing, and a reversal may stand before its original in the file", () => {
    const transfers = `${heading},status,reverses\nt3,2024-01-03,A,V,100,ok,t1\n${first},,\nt2,2024-01-02,A,B,100,failed,\n`;
    expect(allocated({ transfers }).balanceSheet[0]).toMatchObject({ returnedMinor: 10_000, atRestMinor: 0 });
  });

  it("T5, T6, T17: what failed rows and self-transfers state of a balance is not read", () => {
    const head = `${heading},status,payer_balance,payee_balance`;
    for (const still of ["t0,2024-01-01,A,Z,50,failed,70,", "t0,2024-01-01,A,A,5,,70,70"]) {
      const opened = allocated({
        transfers: `${head}\n${still}\nt1,2024-01-02,V,A,100,,,\nt2,2024-01-03,A,B,100,,,\n`,
      });
      expect(opened.atRest).toEqual([{ account: "B", loss: "L1", amountMinor: 10_000 }]);
    }
    for (const still of ["t0,2024-01-02,A,Z,5,failed,100,", "t0,2024-01-02,A,A,5,,40,40"]) {
      const tied = allocated({
        transfers: `${head}\nt2,2024-01-02,A,B,60,,,\nt1,2024-01-02,V,A,100,,,\n${still}\n`,
        openings: "account,balance\nA,0\n",
      });
      expect(tied.atRest).toEqual([{ account: "A", loss: "L1", amountMinor: 10_000 }]);
    }
  });

  it("T6: on a cycle the earliest row of any cycle goes first", () => {
    const at = "2024-01-01 10:00";
    const output = allocated({
      transfers: `${heading},payer_balance,payee_balance\nt4,${at},A,B,7,,65\nt2,${at},B,A,1,42,\nt3,${at},A,B,16,,58\nt1,${at},A,B,5,,43\n`,
      openings: "account,balance\nA,100\nB,38\n",
    });
    expect(output.unexplained).toContainEqual({ transfer: "t4", account: "B", amountMinor: 2_000 });
  });

  it("takes a byte-order mark, CRLF, quoted fields and blank lines", () => {
    const transfers = `\uFEFF${heading},reference\r\n"t1","2024-01-01 10:00:00",V,"A ""x"", y",100.00,"two\r\nlines"\r\n\r\n`;
    expect(allocated({ transfers }).atRest).toEqual([{ account: 'A "x", y', loss: "L1", amountMinor: 10_000 }]);
  });

  it("T16: a blank loss is the remainder of its transfer", () => {
    const output = allocated({ transfers: `${heading}\n${first}\n`, losses: "loss,transfer,amount\na,t1,30\nb,t1,\n" });
    expect(output.balanceSheet.map((row) => row.lossMinor)).toEqual([3_000, 7_000]);
  });

  it("one currency a run, with its own decimals", () => {
    const transfers = `${heading},currency\nt1,2024-01-01,V,A,100,JPY\n`;
    expect(allocated({ transfers }).balanceSheet[0]?.lossMinor).toBe(100);
  });

  it.each([
    ["a duplicate id", `${heading}\n${first}\n${first}\n`, "PLAIN_DUPLICATE", 3],
    ["an unknown id to reverse", `${heading},reverses\n${first},t7\n`, "PLAIN_UNKNOWN_TRANSFER", 2],
    ["too many decimals", `${heading}\nt1,2024-01-01,V,A,1.005\n`, "PLAIN_TOO_MANY_DECIMALS", 2],
    ["a negative amount", `${heading}\n\nt1,2024-01-01,V,A,-1\n`, "PLAIN_NEGATIVE", 3],
    ["an amount beyond 2^53 − 1", `${heading}\nt1,2024-01-01,V,A,90071992547409.92\n`, "PLAIN_TOO_LARGE", 2],
    ["a transfer that reverses itself", `${heading},reverses\n${first},t1\n`, "PLAIN_REVERSES_ITSELF", 2],
    ["no amount", `${heading}\nt1,2024-01-01,V,A,1e3\n`, "PLAIN_BAD_VALUE", 2],
    ["a date that does not exist", `${heading}\nt1,2024-02-30,V,A,1\n`, "PLAIN_BAD_VALUE", 2],
    ["another form of time", `${heading}\nt1,2024-02-03T10:00,V,A,1\n`, "PLAIN_BAD_VALUE", 2],
    ["an unknown status", `${heading},status\n${first},pending\n`, "PLAIN_BAD_VALUE", 2],
    ["a bad currency", `${heading},currency\n${first},元\n`, "PLAIN_BAD_VALUE", 2],
    ["two currencies", `${heading},currency\n${first},USD\nt2,2024-01-01,A,B,1,\n`, "PLAIN_MIXED_CURRENCIES", 3],
    ["a blank payee", `${heading}\nt1,2024-01-01,V,,1\n`, "PLAIN_BLANK", 2],
    ["a missing column", "id,at,payer,payee\n", "PLAIN_COLUMN_MISSING", 1],
    ["an empty file", "", "PLAIN_COLUMN_MISSING", 1],
    ["a column twice", `${heading},id\n`, "PLAIN_COLUMN_TWICE", 1],
    ["a field too many", `${heading}\n${first},x\n`, "PLAIN_FIELD_COUNT", 2],
    ["an open quote", `${heading}\n${first}\n"t2,2024-01-01,A,B,1\n`, "PLAIN_BAD_QUOTES", 3],
  ])("refuses %s, naming the line", (...[, transfers, code, line]) => {
    expect(refusal({ transfers })).toEqual({ code, line, kind: "asked-wrongly" });
  });

  it.each([
    ["a loss twice", "loss,transfer\nL,t1\nL,t2\n", "PLAIN_DUPLICATE", 3],
    ["an unknown transfer", "loss,transfer\nL,t7\n", "PLAIN_UNKNOWN_TRANSFER", 2],
    ["a failed transfer", "loss,transfer\nL,t3\n", "PLAIN_LOSS_ON_FAILED", 2],
    ["a transfer to oneself", "loss,transfer\nL,t4\n", "PLAIN_LOSS_ON_SELF", 2],
    ["more than the transfer", "loss,transfer,amount\nK,t1,60\nL,t1,40.01\n", "PLAIN_LOSS_ABOVE_TRANSFER", 3],
    ["two remainders", "loss,transfer,amount\nK,t1,\nL,t1,\n", "PLAIN_TWO_REMAINDERS", 3],
    ["a negative loss", "loss,transfer,amount\nK,t1,-1\n", "PLAIN_NEGATIVE", 2],
  ])("refuses a loss on or of %s, naming the line", (...[, losses, code, line]) => {
    const transfers = `${heading},status\n${first},\nt2,2024-01-02,A,B,1,\nt3,2024-01-02,A,B,1,failed\nt4,2024-01-02,A,A,1,\n`;
    expect(refusal({ transfers, losses })).toEqual({ code, line, kind: "asked-wrongly" });
  });

  it("names the line of the loss that goes over, also where the losses' sum passes 2^53", () => {
    const most = "90071992547409.91";
    const transfers = `${heading}\nt1,2024-01-01,V,A,${most}\n`;
    const losses = `loss,transfer,amount\nK,t1,${most}\nL,t1,${most}\n`;
    expect(refusal({ transfers, losses })).toEqual({
      code: "PLAIN_LOSS_ABOVE_TRANSFER",
      line: 3,
      kind: "asked-wrongly",
    });
  });

  it("refuses bytes that are no UTF-8", () => {
    const transfers = { name: "t.csv", bytes: Uint8Array.of(0xd6, 0xd0) };
    expect(() => tracePlainFiles({ transfers, losses: transfers }, "fifo", "0")).toThrow(
      expect.objectContaining({ code: "PLAIN_NOT_UTF8" }),
    );
  });
});

describe("the storeless contract: laws", () => {
  const rows = fc.array(
    fc.record({
      minute: fc.nat(5),
      payer: fc.constantFrom("V", "A", "B", "C"),
      payee: fc.constantFrom("V", "A", "B", "C"),
      amount: fc.nat(300),
      balance: fc.option(fc.nat(500)),
      status: fc.constantFrom("", "", "", "ok", "failed"),
      loss: fc.nat(3),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it("T2, T13: every sheet balances under every doctrine, lists agree with it, and the same input gives the same bytes", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...doctrines), (list, doctrine) => {
        const lines = list.map(
          (r, i) =>
            `t${i},2024-01-01 10:0${r.minute},${r.payer},${r.payee},${r.amount / 100},${r.status},${r.balance ?? ""}`,
        );
        const lost = list.flatMap((r, i) =>
          r.loss === 0 && r.status !== "failed" && r.payer !== r.payee ? [`L${i},t${i}`] : [],
        );
        const texts = {
          transfers: `${heading},status,payer_balance\n${lines.join("\n")}\n`,
          losses: `loss,transfer\n${lost.join("\n")}\n`,
        };
        const output = run(texts, doctrine);
        expect(JSON.stringify(run(texts, doctrine))).toBe(JSON.stringify(output));
        if (!("balanceSheet" in output)) return;
        for (const row of output.balanceSheet) {
          const parts =
            row.atRestMinor + row.exitedMinor + row.lostSightMinor + row.returnedMinor + row.writtenOffMinor;
          expect(parts).toBe(row.lossMinor);
          const rest = output.atRest.filter(({ loss }) => loss === row.loss).reduce((sum, r) => sum + r.amountMinor, 0);
          expect(rest).toBe(row.atRestMinor);
        }
        for (const records of [output.atRest, output.exits, output.flows, output.unexplained]) {
          expect(records.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
        }
        const keys = output.flows.map(({ transfer, loss, hop }) => `${transfer} ${loss} ${hop}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1_000, seed: 2 },
    );
  });

  it("compareBytewise is the order of the UTF-8 bytes", () => {
    const texts = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(compareBytewise(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});
