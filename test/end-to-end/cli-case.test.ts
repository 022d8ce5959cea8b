import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSluice, type SluiceRun } from "./run-sluice.ts";

const hostile = '=HYPERLINK("http://x","y")';
const script = "<script>alert(1)</script>";

// M1's statement covers the fifth of March; M2's does too; M3's is not held.
const statement = `交易时间,付款账号,付款户名,收款账号,收款户名,金额,交易流水号,交易渠道
2024-03-05 09:00:00,6222000000000008,丙,6222000000000001,被害人甲,40000.00,S0,手机银行
2024-03-05 10:00:00,6222000000000001,被害人甲,6222000000000002,"${hostile.replaceAll('"', '""')}",30000.00,S1,手机银行
2024-03-05 10:05:00,6222000000000002,"${hostile.replaceAll('"', '""')}",6222000000000003,${script},18300.55,S2,手机银行
2024-03-05 10:06:00,6222000000000003,${script},6222000000000004,-2+3,4400.10,S3,手机银行
2024-03-05 10:07:00,6222000000000003,${script},6222000000000005,丁,abc,S4,手机银行
`;
const information = `账户开户名称,开户人证件号码,交易卡号,交易账号,账号开户时间,账户余额,可用余额,币种
甲,,6222000000000001,,,,,
`;
const losses = `损失编号,被害人,付款账号,时间,金额,金额误差,时间误差分钟,收款账号
L1,被害人甲,6222000000000001,2024-03-05 10:03,30000,0,5,
L2,被害人乙,6222000000009999,2024-03-05 10:01,1,0,5,
`;

let folder: string;
const sluice = (...words: string[]): Promise<SluiceRun> => runSluice([...words, "--data", join(folder, "data")]);
const parsed = (run: SluiceRun): Readonly<Record<string, unknown>> =>
  JSON.parse(run.stdout) as Readonly<Record<string, unknown>>;

const totalsOf = (run: SluiceRun): readonly Readonly<Record<string, number>>[] =>
  (JSON.parse(run.stdout) as { totals: readonly Readonly<Record<string, number>>[] }).totals;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-case-"));
  await writeFile(join(folder, "bank.csv"), iconv.encode(statement, "gb18030"));
  await writeFile(join(folder, "账户信息.csv"), information);
  await writeFile(join(folder, "losses.csv"), losses);
  const imported = await sluice("import", join(folder, "bank.csv"), join(folder, "账户信息.csv"), "--json");
  expect(imported.exitCode, imported.stderr).toBe(0);
  expect(parsed(imported)["totals"]).toMatchObject({
    rows: 8,
    transfers: 4,
    rejected: { "amount-unreadable": 1 },
  });
  const registered = await sluice("losses", join(folder, "losses.csv"), "--json");
  expect(parsed(registered)).toMatchObject({
    case: "default",
    recorded: 2,
    bound: [{ loss: "L1", payer: "6222000000000001", amountMinor: 3_000_000 }],
    unbound: [{ loss: "L2", why: "account-not-in-ledger", candidateCount: 0 }],
  });
}, 240_000);
afterAll(async () => rm(folder, { recursive: true }));

describe("one ledger feeds every artefact", () => {
  let out: string;
  let totals: Readonly<Record<string, number>>;

  beforeAll(async () => {
    out = join(folder, "out");
    const run = await sluice("trace", "--doctrine", "fifo", "--json", "--out", out);
    expect(run.exitCode, run.stderr).toBe(0);
    totals = totalsOf(run)[0] ?? {};
    expect(totals).toMatchObject({ currency: "CNY", lossMinor: 3_000_000 });
  });

  it("balances to the minor unit (T2)", () => {
    const {
      lossMinor,
      atRestMinor = 0,
      exitedMinor = 0,
      lostSightMinor = 0,
      returnedMinor = 0,
      writtenOffMinor = 0,
    } = totals;
    expect(atRestMinor + exitedMinor + lostSightMinor + returnedMinor + writtenOffMinor).toBe(lossMinor);
  });

  it("the balance command answers the same", async () => {
    const run = await sluice("balance", "--doctrine", "fifo", "--json");
    expect(totalsOf(run)).toEqual([totals]);
  });

  it("the maps as JSON and GraphML sum to the same", async () => {
    const map = JSON.parse(await readFile(join(out, "money-map.json"), "utf8")) as {
      nodes: readonly Readonly<Record<string, number>>[];
    };
    const xml = await readFile(join(out, "money-map.graphml"), "utf8");
    for (const field of [
      "lossMinor",
      "atRestMinor",
      "exitedMinor",
      "lostSightMinor",
      "returnedMinor",
      "writtenOffMinor",
    ]) {
      const key =
        new RegExp(`<key id="(n\\d+)" for="node" attr.name="${field}" attr.type="long"/>`).exec(xml)?.[1] ?? "?";
      const values = [...xml.matchAll(new RegExp(`<data key="${key}">(\\d+)</data>`, "g"))].map((match) =>
        Number(match[1]),
      );
      expect(sum(values), field).toBe(totals[field]);
      expect(sum(map.nodes.map((node) => node[field] ?? 0)), field).toBe(totals[field]);
    }
  });

  it("the workbook's cells are real numbers and dates, and sum to the same", async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(out, "lists.xlsx"));
    expect(book.worksheets.map((sheet) => sheet.name).slice(0, 6)).toEqual([
      "资金平衡表",
      "建议冻结",
      "调单清单",
      "调单依据",
      "资金流",
      "末端",
    ]);
    const sheet = book.getWorksheet("资金平衡表");
    const last = sheet?.lastRow;
    expect(last?.getCell(1).value).toBe("合计 Total");
    const fields = ["lossMinor", "atRestMinor", "exitedMinor", "lostSightMinor", "returnedMinor", "writtenOffMinor"];
    for (const [index, field] of fields.entries()) {
      const cell = last?.getCell(4 + index);
      expect(Math.round(Number(cell?.value) * 100), field).toBe(totals[field]);
      expect(cell?.numFmt).toBe("#,##0.00");
    }
    const flow = book.getWorksheet("资金流")?.getRow(2);
    expect(flow?.getCell(2).value).toEqual(new Date("2024-03-05T10:00:00Z"));
    expect(flow?.getCell(8).value).toBe("6222000000000001");
    expect(flow?.getCell(8).type).toBe(exceljs.ValueType.String);
  });

  it("every traced transfer shows how long the money lay, how it was sent, and its share, in every form", async () => {
    const trace = JSON.parse(await readFile(join(out, "trace.json"), "utf8")) as { flows: readonly object[] };
    expect(trace.flows).toMatchObject([
      { hop: 1, amountMinor: 3_000_000, wholeMinor: 3_000_000, dwellMs: null, channel: "手机银行" },
      { hop: 2, amountMinor: 1_830_055, wholeMinor: 1_830_055, dwellMs: 300_000, channel: "手机银行" },
      { hop: 3, amountMinor: 440_010, wholeMinor: 440_010, dwellMs: 60_000, channel: "手机银行" },
    ]);
    const map = JSON.parse(await readFile(join(out, "money-map.json"), "utf8")) as { edges: readonly object[] };
    expect(map.edges[1]).toMatchObject({ dwellMs: 300_000, channel: "手机银行", losses: [{ dwellMs: 300_000 }] });
    const xml = await readFile(join(out, "money-map.graphml"), "utf8");
    const key = /<key id="(e\d+)" for="edge" attr.name="dwellMs" attr.type="long"\/>/.exec(xml)?.[1] ?? "?";
    expect(xml.match(new RegExp(`<data key="${key}">\\d+</data>`, "g"))).toHaveLength(2);
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(out, "lists.xlsx"));
    const row = book.getWorksheet("资金流")?.getRow(3);
    expect([12, 13, 14].map((column) => row?.getCell(column).value)).toEqual(["100.00%", "00:05:00", "手机银行"]);
    const html = await readFile(join(out, "report.html"), "utf8");
    expect(html).toContain("<td>00:05:00</td><td>手机银行</td>");
    expect(html).toContain('<td class="money">100.00%</td>');
  });

  it("names that look like formulas stand neutralised in the workbook", async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(out, "lists.xlsx"));
    const texts: string[] = [];
    for (const sheet of book.worksheets) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect(cell.type).not.toBe(exceljs.ValueType.Formula);
          if (typeof cell.value === "string") texts.push(cell.value);
        }),
      );
    }
    expect(texts).toContain(`'${hostile}`);
    expect(texts).toContain("'-2+3");
    expect(texts.filter((text) => /^[=+\-@]/.test(text))).toEqual([]);
  });

  it("the report is one file without script, escapes names and shows the same sums", async () => {
    const html = await readFile(join(out, "report.html"), "utf8");
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/(src|href)=/);
    const total = /<tr class="total">(.*?)<\/tr>/.exec(html)?.[1] ?? "";
    const amounts = [...total.matchAll(/¥([\d,]+\.\d\d)/g)].map((match) => Number(match[1]?.replace(/[,.]/g, "")));
    expect(amounts).toEqual([
      totals["lossMinor"],
      totals["atRestMinor"],
      totals["exitedMinor"],
      totals["lostSightMinor"],
      totals["returnedMinor"],
      totals["writtenOffMinor"],
    ]);
  });

  it("running again gives the same bytes", async () => {
    const again = join(folder, "again");
    await sluice("trace", "--doctrine", "fifo", "--out", again);
    for (const name of ["trace.json", "money-map.json", "money-map.graphml", "report.html"]) {
      expect(await readFile(join(again, name), "utf8"), name).toBe(await readFile(join(out, name), "utf8"));
    }
  });
});

describe("cases", () => {
  it("an unknown case is named with those that are known", async () => {
    const run = await sluice("balance", "--case", "nobody's");
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("CASE_UNKNOWN");
    expect(run.stderr).toContain("default");
  });

  it("a stop that no account of the ledger is, is named on standard error", async () => {
    const stops = join(folder, "stops.csv");
    await writeFile(stops, "account\n6222 0000 0000 0002\n6222000000000077\n");
    const run = await sluice("balance", "--stops", stops, "--json");
    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stderr)).toMatchObject({
      warning: { code: "STOP_NOT_IN_LEDGER", details: { account: "6222000000000077" } },
    });
  });

  it("poison marks and has no sheet", async () => {
    const run = await sluice("trace", "--doctrine", "poison", "--json");
    const output = parsed(run);
    expect(output["balanceSheet"]).toEqual([]);
    expect(output["flows"]).toHaveLength(3);
  });
});

it("rejected rows come out with their headings, are corrected, and count once more", async () => {
  const out = join(folder, "rejected");
  const exported = await sluice("export", "rejected", "--out", out, "--json");
  expect(parsed(exported)["rows"]).toBe(1);
  const [name = ""] = await readdir(out);
  const text = await readFile(join(out, name), "utf8");
  expect(text.split("\r\n")[0]).toBe(`\uFEFF${statement.split("\n")[0]},源文件SHA256,源工作表,源行号,拒绝原因`);
  await writeFile(join(out, name), text.replace(",abc,", ",12.34,"));
  const imported = await sluice("import", join(out, name), "--json");
  expect(parsed(imported)["totals"]).toMatchObject({ rows: 2, transfers: 1, rejected: {} });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe("a ledger larger than the memory that it may take", () => {
  const small = { SLUICE_MEMORY: "100" };
  const run = (environment: Readonly<Record<string, string>>, ...words: string[]): Promise<SluiceRun> =>
    runSluice(["trace", ...words, "--json", "--data", join(folder, "data")], environment);

  it.each(["tainted-first", "pro-rata", "poison"])(
    "is traced hop by hop under %s, the same to the byte (T13)",
    async (doctrine) => {
      const [whole, hops] = [await run({}, "--doctrine", doctrine), await run(small, "--doctrine", doctrine)];
      expect(hops.exitCode, hops.stderr).toBe(0);
      // What statements contradict asks for every row (docs/cli.md).
      const findings = { contradictions: null };
      expect(parsed(hops)).toMatchObject(findings);
      const answerOf = (printed: SluiceRun): string => JSON.stringify({ ...parsed(printed), ...findings });
      expect(answerOf(hops)).toBe(answerOf(whole));
    },
  );

  it("has a plan that says so, and memory set to nonsense is refused", async () => {
    expect(parsed(await run({}, "--plan"))).toMatchObject({ plan: { kind: "in-memory", kept: false } });
    expect(parsed(await run(small, "--plan"))).toMatchObject({
      plan: { kind: "hop-by-hop", budgetBytes: 100, kept: true },
    });
    const refused = await run({ SLUICE_MEMORY: "much" }, "--plan");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("SLUICE_MEMORY");
  });
});

it("losses tells at once which claims a trace will find used up, those of earlier files counted (T16)", async () => {
  const again = join(folder, "again.csv");
  await writeFile(again, losses.replace("L1,", "L3,"));
  const words = ["--case", "twice", "--json"];
  await sluice("losses", join(folder, "losses.csv"), ...words);
  const second = parsed(await sluice("losses", again, ...words));
  expect(second).toMatchObject({ recorded: 2, bound: [] });
  expect(second["unbound"]).toContainEqual(expect.objectContaining({ loss: "L3", why: "transfer-claimed-already" }));
});
