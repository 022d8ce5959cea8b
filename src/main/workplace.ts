import { totalmem } from "node:os";
import { largeCitySize, zipfCitySize } from "../../bench/zipf-city.ts";
import { userInfo } from "node:os";
import type { Workplace } from "../app/workplace.ts";
import { noteIn } from "./run-command.ts";
import type { StoreOptions } from "../storage/open-stores.ts";
import type { Stores } from "../storage/stores.ts";
import { serverLimits, type WrittenLimits } from "./server-limits.ts";
import { memoryBudget } from "./memory-budget.ts";
import { findServerDoor } from "../storage/data-folder-lock.ts";

/** What the process is, for the lock of a data folder and the record of a run, and where its ledger lies. */
interface Process {
  readonly version: string;
  readonly command: string;
  /** Empty: in the data folder. */
  readonly ledgerUrl: string;
  /** Empty: in the data folder. */
  readonly recordsUrl: string;
  /** `SLUICE_MEMORY` as it is written. */
  readonly memory: string;
  readonly limits: WrittenLimits;
}

/** Some containers run under a number without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "");
  }
}

/** Opens the stores, and joins first what a server that was killed did not. */
async function openJoined(options: StoreOptions): Promise<Stores> {
  const { openStores } = await import("../storage/open-stores.ts");
  const { joinAfterCrash } = await import("../app/join-mark.ts");
  const stores = await openStores(options);
  await joinAfterCrash(stores).catch(async (cause: unknown) => {
    await stores.close();
    throw cause;
  });
  return stores;
}

/** Wires the effects. The database engine and the server are loaded when first needed: `--help` must be quick. */
export function workplaceOf({ version, command, ledgerUrl, recordsUrl, memory, limits }: Process): Workplace {
  const workplace: Workplace = {
    version,
    user: userName(),
    nowMs: () => Date.now(),
    workerEntry: new URL("../threads/worker.js", import.meta.url),
    openStores: async (dataFolder, warn) => {
      const elsewhere = { ...(ledgerUrl === "" ? {} : { ledgerUrl }), ...(recordsUrl === "" ? {} : { recordsUrl }) };
      return openJoined({ dataFolder, holder: `sluice ${command}`, warn, ...elsewhere });
    },
    openScratchStores: async (folder) => {
      const { openStores } = await import("../storage/open-stores.ts");
      return openStores({ dataFolder: folder, holder: `sluice ${command}` });
    },
    memoryBytes: () => memoryBudget(memory, totalmem()),
    findServer: findServerDoor,
    noteCommand: (dataFolder, noted) => noteIn(dataFolder, noted, workplace),
    serve: async (stores, place) => {
      const { servePage } = await import("./serve-page.ts");
      return servePage(stores, place, { workplace, limits: serverLimits(limits) });
    },
    benchmarks: {
      import: async (signal) => (await import("../../bench/import.ts")).benchImport(signal),
      freeze: async (signal) => (await import("../../bench/freeze.ts")).benchFreeze(signal),
      trace: async (signal) => (await import("../../bench/trace.ts")).benchTrace(signal),
      city: async (signal) => {
        const { benchCityOf, queueDoctrines, rateableDoctrines } = await import("../../bench/city.ts");
        return benchCityOf({ size: zipfCitySize, doctrines: [...queueDoctrines, ...rateableDoctrines] }, signal);
      },
      // Shares of so much money fill more memory with their flows than the columns take.
      "city-large": async (signal) => {
        const { benchCityOf, queueDoctrines } = await import("../../bench/city.ts");
        return benchCityOf({ size: largeCitySize, doctrines: queueDoctrines }, signal);
      },
      case: async (signal) => (await import("../../bench/case.ts")).benchCaseOf(zipfCitySize, signal),
      retrace: async (signal) => (await import("../../bench/retrace.ts")).benchRetraceOf(zipfCitySize, signal),
      snapshot: async (signal) => (await import("../../bench/snapshot.ts")).benchSnapshot(signal),
      hops: async (signal) => (await import("../../bench/hops.ts")).benchHopsOf(zipfCitySize, signal),
      shards: async (signal) => (await import("../../bench/shards.ts")).benchShards(signal),
      peers: async (signal) => {
        const { benchPeersOf } = await import("../../bench/peers.ts");
        const { peersCaseSize } = await import("../../bench/peers-case.ts");
        return benchPeersOf(peersCaseSize, signal);
      },
    },
  };
  return workplace;
}
