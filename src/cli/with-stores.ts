import type { CommandContext } from "./command-context.ts";
import { reportWarning } from "./report-error.ts";

/** The open stores of a data folder. */
export type OpenStores = Awaited<ReturnType<CommandContext["workplace"]["openStores"]>>;

/** Opens a data folder for one piece of work and closes it whatever happens. */
export async function withStores<T>(
  dataFolder: string,
  context: CommandContext,
  work: (stores: OpenStores) => Promise<T>,
): Promise<T> {
  const stores = await context.workplace.openStores(dataFolder, (warning) => {
    context.terminal.err(reportWarning(warning, context.language, context.format));
  });
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}
