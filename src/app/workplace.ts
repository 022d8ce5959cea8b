import type { ServerDoor } from "../storage/data-folder-lock.ts";
import type { OneTimePassword } from "./people.ts";
import type { Stores, Warn } from "../storage/stores.ts";

/** What the entry file hands to the commands: the effects that only it may make. */
export interface Workplace {
  /** The program's version. */
  readonly version: string;
  /** Who runs the program, for the record of what was decided and traced. */
  readonly user: string;
  /** The time, ms since 1970 UTC. */
  readonly nowMs: () => number;
  /** The built entry of worker threads. */
  readonly workerEntry: URL;
  /**
   * Opens a data folder, making it when it is new; `warn` is told of what is wrong and no failure.
   * @throws SluiceError STORAGE_IN_USE and the other STORAGE codes.
   */
  openStores(dataFolder: string, warn: Warn): Promise<Stores>;
  /** Opens stores in a folder that is thrown away afterwards: also their ledger lies there. */
  openScratchStores(folder: string): Promise<Stores>;
  /** Memory that a ledger may take, bytes. @throws SluiceError COMMAND_OPTION_BAD_VALUE when it is set to nonsense. */
  memoryBytes(): number;
  /** Notes a command that this process is to run on a data folder, for the log of what was done. */
  noteCommand(dataFolder: string, noted: NotedCommand): Promise<void>;
  /** The living server that holds a data folder; `undefined` when there is none. */
  findServer(dataFolder: string): Promise<ServerDoor | undefined>;
  /** Serves the page of an open data folder and takes its commands; answers when it listens. */
  serve(stores: Stores, place: ServePlace): Promise<RunningServer>;
  /** The named benchmarks; each answers one object for `--json`. */
  readonly benchmarks: Readonly<Record<string, Benchmark>>;
}

/** A command as the log names it. */
export interface NotedCommand {
  readonly command: string;
  /** Empty where none was named. */
  readonly caseName: string;
  /** The words beside the options. */
  readonly over: readonly string[];
  /** Names of the options given. */
  readonly options: readonly string[];
}

/** Where to listen. Port 0: any free one. */
export interface ServePlace {
  readonly host: string;
  readonly port: number;
}

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:4180` */
  readonly address: string;
  /** The account that a new installation was given: shown once. */
  readonly firstAccount: OneTimePassword | undefined;
  /** Whether anybody can sign in who works cases. */
  readonly hasOfficers: boolean;
  close(): Promise<void>;
}

/** Runs a benchmark with its committed definition and seed. */
export type Benchmark = (signal: AbortSignal) => Promise<BenchmarkReport>;

/** What a benchmark answers: `ratio` is the figure that its bar names. */
export interface BenchmarkReport {
  readonly name: string;
  readonly ratio: number;
}

export type { ServerDoor } from "../storage/data-folder-lock.ts";
