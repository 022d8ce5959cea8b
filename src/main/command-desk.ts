import { resolve } from "node:path";
import type { Workplace } from "../app/workplace.ts";
import { type CommandService, formatOf, serveCommandLine } from "../cli/run-command-line.ts";
import type { Turns } from "../app/turns.ts";
import type { CommandDoor } from "../http/command-routes.ts";
import { logCommand } from "../storage/command-journal.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import type { Stores } from "../storage/stores.ts";
import { runCommandOf } from "./run-command.ts";

/** Carries out the commands that other processes send to the server that holds their data folder. */
export class CommandDesk implements CommandDoor {
  readonly token: string;
  readonly #workplace: Workplace;
  readonly #turns: Turns;
  readonly #records: RecordsStore;
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    stores: Stores,
    workplace: Workplace,
    { token, turns, records }: Pick<CommandDoor, "token"> & { readonly turns: Turns; readonly records: RecordsStore },
  ) {
    this.token = token;
    this.#turns = turns;
    this.#records = records;
    // Commands open and close a data folder; here it is open already and stays so.
    this.#workplace = { ...workplace, openStores: async () => ({ ...stores, close: async () => undefined }) };
  }

  run: CommandDoor["run"] = async (request, tell, signal) => {
    const { words, folder, user, language, interactive, outInteractive } = request;
    const workplace = { ...this.#workplace, user };
    const terminal = {
      out: (out: string): void => tell({ out }),
      err: (err: string): void => tell({ err }),
      interactive,
      outInteractive,
    };
    const context = {
      terminal,
      language,
      format: formatOf(words),
      pathOf: (path: string): string => resolve(folder, path),
      defaultDataFolder: folder,
      signal,
      workplace,
      clockMs: () => performance.now(),
      nowMs: () => Date.now(),
    };
    const log: CommandService["log"] = (noted) => logCommand(this.#records, runCommandOf(noted, workplace));
    const running = serveCommandLine(words, context, { turns: this.#turns, log });
    this.#running.add(running);
    const exitCode = await running;
    this.#running.delete(running);
    tell({ exitCode });
  };

  /** Waits until no command runs any more: only then may the stores be closed. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
