import { resolve } from "node:path";
import type { Workplace } from "../app/workplace.ts";
import { formatOf, serveCommandLine } from "../cli/run-command-line.ts";
import { Turns } from "../cli/turns.ts";
import type { CommandDoor } from "../http/command-routes.ts";
import type { Stores } from "../storage/stores.ts";

/** Carries out the commands that other processes send to the server that holds their data folder. */
export class CommandDesk implements CommandDoor {
  readonly token: string;
  readonly #workplace: Workplace;
  readonly #turns = new Turns();
  readonly #running = new Set<Promise<unknown>>();

  constructor(stores: Stores, workplace: Workplace, token: string) {
    this.token = token;
    // Commands open and close a data folder; here it is open already and stays so.
    this.#workplace = { ...workplace, openStores: async () => ({ ...stores, close: async () => undefined }) };
  }

  run: CommandDoor["run"] = async (request, tell, signal) => {
    const { words, folder, language, interactive, outInteractive } = request;
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
      workplace: this.#workplace,
      clockMs: () => performance.now(),
      nowMs: () => Date.now(),
    };
    const running = serveCommandLine(words, context, this.#turns);
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
