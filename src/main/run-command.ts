import { join } from "node:path";
import type { NotedCommand, Workplace } from "../app/workplace.ts";
import { noteCommand, type RunCommand } from "../storage/command-journal.ts";

/** A command that somebody runs now, as the log keeps it. */
export function runCommandOf(noted: NotedCommand, { user, nowMs }: Pick<Workplace, "user" | "nowMs">): RunCommand {
  const { caseName, command, over, options } = noted;
  return { user, atMs: nowMs(), purpose: caseName, details: { command, over: [...over], options: [...options] } };
}

/** Notes a command in its data folder. */
export function noteIn(dataFolder: string, noted: NotedCommand, by: Pick<Workplace, "user" | "nowMs">): Promise<void> {
  return noteCommand(join(dataFolder, "records"), runCommandOf(noted, by));
}
