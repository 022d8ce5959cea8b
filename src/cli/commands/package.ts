import { adoptCases } from "../../app/adopt-cases.ts";
import { caseNamed, gatherPackage } from "../../app/case-package.ts";
import { transactAsSystem } from "../../app/system-work.ts";
import { writePackage } from "../../app/write-package.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { countText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import { say, type Text } from "../text.ts";
import { withStores } from "../with-stores.ts";
import { withTracer } from "../with-tracer.ts";

export const packageCommand: Command = {
  shape: {
    name: "package",
    summary: {
      zh: "制作案件证据包：一个 .zip 或文件夹，不装断流也能打开和核验",
      en: "write a case's evidence package: a .zip or a folder that opens and verifies without Sluice",
    },
    forms: ["--case NUMBER --out PATH [--data DIR]"],
    argument: null,
    options: ["data", "case", "out"],
    notes: [
      {
        zh: "--case 为案件编号或其追踪名；--out 以 .zip 结尾则为一个压缩包，否则为新的或空的文件夹。导出记入操作日志。请登记所示指纹，用 sluice verify PATH --expect 指纹 核对。",
        en: "--case is the case's number or trace name; --out ending in .zip is one zip, else a new or an empty folder. The export is logged. Write the fingerprint down: sluice verify PATH --expect compares it.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const { terminal, language, signal, workplace, pathOf } = context;
    const [name, out] = [parsed.value("case"), parsed.value("out")];
    if (name === undefined) throw new SluiceError("COMMAND_OPTION_MISSING", { command: "package", option: "--case" });
    if (out === undefined) throw new SluiceError("COMMAND_OPTION_MISSING", { command: "package", option: "--out" });
    const path = pathOf(out);
    const written = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { records, key } = await stores.openRecords();
      // A case that only the register of losses knows has no row before a server ran.
      await adoptCases(records, await stores.losses.cases());
      const transact = transactAsSystem(records, workplace.user);
      const { id } = await transact(({ db }) => caseNamed(db, name));
      const content = await withTracer(context, (tracer) =>
        gatherPackage({ stores, tracer, version: workplace.version, transact }, id),
      );
      return writePackage(content, path, { key, signal, progress: () => undefined });
    });
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ path, ...written })}\n`);
    const { files, ...rest } = written;
    terminal.out(`${say(done, language, { ...rest, files: countText(files) })}\n${path}\n`);
  },
};

const done: Text = {
  zh: "证据包共 {files} 个文件，指纹 {fingerprint}，签名公钥 {keyId}",
  en: "{files} files in the package, fingerprint {fingerprint}, key {keyId}",
};
