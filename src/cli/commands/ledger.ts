import { ledgerDefinitions } from "../../app/ledger-definitions.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";

export const ledgerCommand: Command = {
  shape: {
    name: "ledger",
    summary: {
      zh: "带副本的 ClickHouse 集群上的台账：给出建表语句",
      en: "a ledger on a ClickHouse cluster with replicas: its table definitions",
    },
    forms: ["ddl --cluster NAME [--database NAME]"],
    argument: {
      name: "ddl",
      count: "one",
      summary: { zh: "打印建表语句", en: "print the statements that make the tables" },
    },
    options: ["cluster", "database"],
    notes: [
      {
        zh: "只有带副本的集群需要由管理员执行；其余情况由 Sluice 自己建表。见 docs/cluster.md。",
        en: "Only a cluster with replicas needs them run by its administrator; otherwise Sluice makes its tables. See docs/cluster.md.",
      },
    ],
  },
  folderUse: () => "no",
  run: async (parsed, { terminal }) => {
    const seen = parsed.positionals[0] ?? "";
    if (seen !== "ddl") throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "ledger", seen, wanted: "ddl" });
    const cluster = parsed.value("cluster");
    if (cluster === undefined)
      throw new SluiceError("COMMAND_OPTION_MISSING", { command: "ledger", option: "--cluster" });
    const sql = ledgerDefinitions({ cluster, database: parsed.value("database") ?? "sluice" });
    terminal.out(parsed.has("json") ? `${JSON.stringify({ sql })}\n` : sql);
  },
};
