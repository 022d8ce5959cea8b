import { canonicalExport } from "../../app/canonical-export.ts";
import { exportRejected } from "../../app/export-rejected.ts";
import { FolderWriter } from "../../app/write-files.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { countText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import { say } from "../text.ts";
import { withStores, type OpenStores } from "../with-stores.ts";

export const exportCommand: Command = {
  shape: {
    name: "export",
    summary: {
      zh: "导出被拒绝的行（供改正后重新导入）或整个账本",
      en: "export the rejected rows for correction, or the ledger",
    },
    forms: ["rejected [--data DIR] [--out DIR]", "ledger [--data DIR] [--out DIR]"],
    argument: { name: "WHAT", count: "one", summary: { zh: "rejected 或 ledger", en: "rejected or ledger" } },
    options: ["data", "out"],
    notes: [
      {
        zh: "rejected：每种表头一个 CSV，保留原表头和单元格，另加 源文件SHA256、源工作表、源行号、拒绝原因；改正后直接 sluice import。",
        en: "rejected: one CSV a heading row, original headings and cells, and where each row stood; correct them and import the files.",
      },
      {
        zh: "ledger：账本的规范形式，每行一个 JSON；内容相同的账本逐字节相同。追踪结果用 sluice trace --out 导出。",
        en: "ledger: the canonical form, one JSON a line; equal ledgers give equal bytes. Traces are exported by sluice trace --out.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const what = parsed.positionals[0] ?? "";
    const work = exportsByName.get(what);
    if (work === undefined) {
      const wanted = [...exportsByName.keys()].join(" | ");
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "WHAT", seen: what, wanted });
    }
    const files = new FolderWriter(context.pathOf(parsed.value("out") ?? "."), context.signal);
    const rows = await withStores(dataFolderOf(parsed, context), context, (stores) => work(stores, files));
    const { terminal, language } = context;
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ rows, written: files.written })}\n`);
    terminal.out(`${say({ zh: "导出 {rows} 行", en: "{rows} rows exported" }, language, { rows: countText(rows) })}\n`);
    for (const path of files.written) terminal.out(`${path}\n`);
  },
};

type ExportWork = (stores: OpenStores, files: FolderWriter) => Promise<number>;

const exportsByName: ReadonlyMap<string, ExportWork> = new Map([
  ["rejected", writeRejected],
  ["ledger", writeLedger],
]);

async function writeRejected(stores: OpenStores, files: FolderWriter): Promise<number> {
  let rows = 0;
  for (const rejected of await exportRejected(stores)) {
    // The byte order mark lets spreadsheets read the Chinese.
    await files.text(rejected.name, ["\uFEFF", ...rejected.lines]);
    rows += rejected.rows;
  }
  return rows;
}

async function writeLedger(stores: OpenStores, files: FolderWriter): Promise<number> {
  let rows = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of canonicalExport(stores)) {
      rows += 1;
      yield line;
    }
  }
  await files.text("ledger.jsonl", counted());
  return rows;
}
