import { readFileSync } from "node:fs";
import { formatOf, languageOf, runCommandLine } from "../cli/run-command-line.ts";
import { readConfiguration } from "./configuration.ts";
import { terminalOf } from "./process-terminal.ts";
import { workplaceOf } from "./workplace.ts";

const words = process.argv.slice(2);
const configuration = readConfiguration(process.env);
const stopping = new AbortController();

// The first Ctrl-C asks for an orderly end; a second one is left to kill.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const terminal = terminalOf(process);
const exitCode = await runCommandLine(words, {
  terminal,
  language: languageOf(words, configuration.locale),
  format: formatOf(words),
  pathOf: (path) => path,
  defaultDataFolder: configuration.dataFolder,
  signal: stopping.signal,
  workplace: workplaceOf({
    version,
    command: words[0] ?? "help",
    ledgerUrl: configuration.ledgerUrl,
    recordsUrl: configuration.recordsUrl,
    memory: configuration.memory,
    limits: configuration,
  }),
  clockMs: () => performance.now(),
  nowMs: () => Date.now(),
});
await terminal.flush();
process.exit(exitCode);
