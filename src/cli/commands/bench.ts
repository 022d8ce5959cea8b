import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";

export const benchCommand: Command = {
  shape: {
    name: "bench",
    summary: { zh: "运行性能测试", en: "run a benchmark" },
    forms: ["NAME"],
    argument: {
      name: "NAME",
      count: "one",
      summary: {
        zh: "测试名称：import、trace、city、city-large、case、retrace、snapshot、hops、freeze、peers、shards",
        en: "its name: import, trace, city, city-large, case, retrace, snapshot, hops, freeze, peers, shards",
      },
    },
    options: [],
    notes: [],
  },
  folderUse: () => "no",
  run: async (parsed, { terminal, workplace, signal }) => {
    const name = parsed.positionals[0] ?? "";
    const known = Object.keys(workplace.benchmarks);
    const benchmark = workplace.benchmarks[name];
    if (benchmark === undefined) {
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "NAME", seen: name, wanted: known.join(" | ") });
    }
    const report = await benchmark(signal);
    if (parsed.has("json")) return terminal.out(`${JSON.stringify(report)}\n`);
    for (const [figure, value] of Object.entries(report)) {
      terminal.out(`${figure}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}\n`);
    }
  },
};
