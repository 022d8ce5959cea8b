import type { SluiceError } from "../errors/sluice-error.ts";
import type { ServerDoor } from "./data-folder-lock.ts";
import type { DoctrineRegister } from "./doctrine-register.ts";
import type { EvidenceStore } from "./evidence-store.ts";
import type { FormerAnswers } from "./former-answers.ts";
import type { GoodFaithRegister } from "./good-faith-register.ts";
import type { LedgerSnapshots } from "./ledger-snapshots.ts";
import type { LedgerCopies } from "./ledger-copies.ts";
import type { LedgerStore } from "./ledger-store.ts";
import type { LastTraceRegister } from "./last-trace-register.ts";
import type { LossRegister } from "./loss-register.ts";
import type { MappingRegister } from "./mapping-register.ts";
import type { LogKey } from "./records/audit-log.ts";
import type { RecordsStore } from "./records/records-store.ts";
import type { TraceRegister } from "./trace-register.ts";
import type { OrderRegister } from "./order-register.ts";

/** Told of what is wrong and no failure. */
export type Warn = (warning: SluiceError) => void;

/** The records, and the key that signs their log. */
export interface OpenRecords {
  readonly records: RecordsStore;
  readonly key: LogKey;
  /** Id of the data folder: several may share the records of one server. */
  readonly place: string;
}

/** Everything the product keeps, behind its ports. One process holds it at a time. */
export interface Stores {
  readonly ledger: LedgerStore;
  readonly ledgerCopies: LedgerCopies;
  readonly snapshots: LedgerSnapshots;
  readonly evidence: EvidenceStore;
  readonly losses: LossRegister;
  readonly mappings: MappingRegister;
  readonly lastTraces: LastTraceRegister;
  readonly formerAnswers: FormerAnswers;
  readonly goodFaith: GoodFaithRegister;
  readonly doctrines: DoctrineRegister;
  readonly traces: TraceRegister;
  readonly orders: OrderRegister;
  /** Opens the records at first use: they take seconds and memory that most commands need not spend. */
  openRecords(): Promise<OpenRecords>;
  /** The folder of the small registers, the log's key and, unless it is a server's, the records. */
  readonly recordsFolder: string;
  /** Where uploads wait for their import. */
  readonly spoolFolder: string;
  /** Where evidence packages lie until they are fetched. */
  readonly packagesFolder: string;
  /** Tells the commands of other processes that this one takes them. */
  announce(door: ServerDoor): Promise<void>;
  close(): Promise<void>;
}
