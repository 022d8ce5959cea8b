import { backUp, restore } from "../../app/backup.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { dataFolderOf } from "../option-values.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";

export const backupCommand: Command = {
  shape: {
    name: "backup",
    summary: {
      zh: "备份业务记录、台账和原件到新目录，可在服务运行时进行",
      en: "copy records, ledger and originals into a new folder, also while the server runs",
    },
    forms: ["FOLDER [--data DIR]"],
    argument: { name: "FOLDER", count: "one", summary: { zh: "新目录或空目录", en: "a new or empty folder" } },
    options: ["data"],
    notes: [
      {
        zh: "备份内含全部业务数据和给日志签名的私钥：请按涉密数据保管。",
        en: "It holds all data and the key that signs the log: keep it as you keep the data.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const { terminal, language, workplace, pathOf } = context;
    const folder = pathOf(parsed.positionals[0] ?? "");
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { version } = workplace;
      const { parts } = await backUp(stores, { folder, version, nowMs: workplace.nowMs() });
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      const told = { folder, parts: parts.length, bytes };
      terminal.out(parsed.has("json") ? `${JSON.stringify(told)}\n` : `${say(done, language, told)}\n`);
    });
  },
};

export const restoreCommand: Command = {
  shape: {
    name: "restore",
    summary: { zh: "把备份恢复到新的数据目录，并逐项核验", en: "put a backup into a new data folder and verify it" },
    forms: ["FOLDER --data DIR"],
    argument: { name: "FOLDER", count: "one", summary: { zh: "备份目录", en: "the backup" } },
    options: ["data"],
    notes: [
      {
        zh: "先核对备份中每个文件的指纹，再恢复；目标数据目录必须是新的。",
        en: "Every file's hash is checked before anything is restored; the data folder must be new.",
      },
    ],
  },
  folderUse: () => "fills",
  run: async (parsed, context) => {
    const { terminal, language, pathOf } = context;
    const folder = pathOf(parsed.positionals[0] ?? "");
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const report = await restore(stores, folder);
      terminal.out(parsed.has("json") ? `${JSON.stringify(report)}\n` : `${say(restored, language, { ...report })}\n`);
      if (report.auditFindings > 0) throw new SluiceError("AUDIT_CHANGED", { count: report.auditFindings });
    });
  },
};

const done = {
  zh: "已备份到 {folder}：{parts} 个文件，{bytes} 字节，每个文件的指纹在 manifest.json",
  en: "backed up to {folder}: {parts} files, {bytes} bytes, the hash of each in manifest.json",
};
const restored = {
  zh: "已恢复并核验：{parts} 个文件的指纹相符，台账 {files} 个导入文件与原件齐全，操作日志 {auditEntries} 条",
  en: "restored and verified: {parts} files as their hashes say, {files} imported files with their originals, {auditEntries} entries of the log",
};
