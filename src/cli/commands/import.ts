import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CaseChanges, changesAfterImport } from "../../app/case-changes.ts";
import { changesJson } from "../../app/changes-json.ts";
import { openFormerLedger } from "../../app/former-ledger.ts";
import type { ImportProgress, ImportRequest } from "../../app/import-files.ts";
import type { ImportReport } from "../../app/import-report.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { dataFolderOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { ProgressLine } from "../progress.ts";
import { renderChanges } from "../render-changes.ts";
import { renderImport } from "../render-import.ts";
import { say, type Text } from "../text.ts";
import { withStores, type OpenStores } from "../with-stores.ts";

export const importCommand: Command = {
  shape: {
    name: "import",
    summary: { zh: "导入银行、支付机构的流水文件", en: "import the exports of banks and wallets" },
    forms: ["PATH… [--data DIR] [--layout NAME] [--map FIELD=HEADING]… [--save-as BANK] [--dry-run]"],
    argument: {
      name: "PATH…",
      count: "some",
      summary: {
        zh: "文件、文件夹、zip（可嵌套）；csv、txt、tsv、xlsx、xls",
        en: "files, folders, zips (also nested); csv, txt, tsv, xlsx, xls",
      },
    },
    options: ["data", "layout", "map", "save-as", "dry-run"],
    notes: [
      {
        zh: "编码、表头、版式、列都自动识别，识别依据写在报告里。重复导入同一文件不会改变账本。",
        en: "Encoding, headings, layout and columns are found, and the report says how. Importing again changes nothing.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.has("dry-run") ? "reads" : "writes"),
  run: async (parsed, context) => {
    const request = requestOf(parsed, context);
    const dataFolder = dataFolderOf(parsed, context);
    const work = async (stores: OpenStores): Promise<Imported> => {
      if (request.dryRun) return { report: await importShowingProgress(stores, request, context), changed: [] };
      const former = await openFormerLedger(stores, context.workplace.memoryBytes());
      const report = await importShowingProgress(stores, request, context);
      return { report, changed: await changesAfterImport(stores, former) };
    };
    const { report, changed } =
      request.dryRun && !existsSync(dataFolder)
        ? await withScratchStores(context, work)
        : await withStores(dataFolder, context, work);
    const { terminal, language } = context;
    if (parsed.has("json")) terminal.out(`${JSON.stringify({ ...report, changed: changed.map(changesJson) })}\n`);
    else terminal.out(renderImport(report, language) + changed.map((one) => renderChanges(one, language)).join(""));
    const faulty = report.files.filter(({ state }) => state === "unreadable" || state === "partly-read").length;
    if (faulty > 0) throw new SluiceError("IMPORT_FILES_UNREADABLE", { count: faulty });
  },
};

/** What was imported, and what it changed in the cases that were traced before. */
interface Imported {
  readonly report: ImportReport;
  readonly changed: readonly CaseChanges[];
}

/** A dry run into a data folder that is yet to be made must not make it. */
async function withScratchStores<T>(context: CommandContext, work: (stores: OpenStores) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-dry-run-"));
  try {
    const stores = await context.workplace.openScratchStores(folder);
    try {
      return await work(stores);
    } finally {
      await stores.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Imports with a line of progress. */
export async function importShowingProgress(
  stores: OpenStores,
  request: ImportRequest,
  context: CommandContext,
): Promise<ImportReport> {
  const line = new ProgressLine(context);
  // The readers of spreadsheets are large: other commands start without them.
  const { runImport } = await import("../../app/run-import.ts");
  try {
    return await runImport(stores, request, {
      signal: context.signal,
      workerEntry: context.workplace.workerEntry,
      progress: ({ stage, files, rows }) => {
        line.show({ label: say(stages[stage], context.language, { files }), done: rows, total: 0 });
      },
    });
  } finally {
    line.end();
  }
}

const stages: Readonly<Record<ImportProgress["stage"], Text>> = {
  reading: { zh: "读取：{files} 个文件，行数", en: "Reading: {files} files, rows" },
  deriving: { zh: "整理交易：{files} 个文件，行数", en: "Deriving transfers: {files} files, rows" },
};

function requestOf(parsed: ParsedArguments, { pathOf }: CommandContext): ImportRequest {
  const map: Record<string, string> = {};
  for (const pair of parsed.values("map")) {
    const [, field = "", heading = ""] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (field === "" || Object.hasOwn(map, field)) {
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--map", seen: pair, wanted: "FIELD=HEADING" });
    }
    map[field] = heading;
  }
  return {
    paths: parsed.positionals.map(pathOf),
    layout: parsed.value("layout") ?? null,
    map,
    saveAs: parsed.value("save-as") ?? null,
    dryRun: parsed.has("dry-run"),
  };
}
