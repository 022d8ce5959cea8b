import type { Command } from "../command.ts";

export const versionCommand: Command = {
  shape: {
    name: "version",
    summary: { zh: "显示版本", en: "print the version" },
    forms: [""],
    argument: null,
    options: [],
    notes: [],
  },
  folderUse: () => "no",
  run: async (parsed, { terminal, workplace }) => {
    const { version } = workplace;
    terminal.out(parsed.has("json") ? `${JSON.stringify({ version })}\n` : `sluice ${version}\n`);
  },
};
