import { join } from "node:path";
import { lockDataFolder } from "./data-folder-lock.ts";
import { takeNotedCommands } from "./command-journal.ts";
import { ownerIn } from "./data-folder-id.ts";
import { openFolderEvidence } from "./evidence/folder-evidence.ts";
import { parseLedgerAddress } from "./ledger/ledger-address.ts";
import { openEmbeddedLedger } from "./ledger/open-embedded-ledger.ts";
import { openServerLedger } from "./ledger/open-server-ledger.ts";
import { openLastTraceFile } from "./records/last-trace-file.ts";
import { openGoodFaithFile } from "./records/good-faith-file.ts";
import { openDoctrineFile } from "./records/doctrine-file.ts";
import { openLossFile } from "./records/loss-file.ts";
import { openMappingFile } from "./records/mapping-file.ts";
import { openTraceFile } from "./records/trace-file.ts";
import { openOrderFile } from "./records/order-file.ts";
import { openFolderAnswers } from "./snapshot/folder-answers.ts";
import { openFolderSnapshots } from "./snapshot/folder-snapshots.ts";
import { openLogKey } from "./records/audit-key.ts";
import { openRecords } from "./records/open-records.ts";
import type { OpenRecords, Stores, Warn } from "./stores.ts";

/** Where the stores lie, and who opens them. */
export interface StoreOptions {
  readonly dataFolder: string;
  /** What this process is, told to whoever finds the folder taken. */
  readonly holder: string;
  /** `http://user:password@host:port/database?cluster=name`: the ledger lies there, and not in the data folder. */
  readonly ledgerUrl?: string;
  /** `postgres://user:password@host:port/database`: the records lie there, and not in the data folder. */
  readonly recordsUrl?: string;
  /** Takes what a person should know of though the work goes on. */
  readonly warn?: Warn;
}

/**
 * Opens the stores under the data folder: `ledger` (chDB, or a server's elsewhere), `snapshot`, `evidence`, `records`. One
 * process at a time.
 * @throws SluiceError STORAGE_IN_USE, STORAGE_FOLDER_UNUSABLE, and for a ledger elsewhere what `openServerLedger` throws
 */
export async function openStores({
  dataFolder,
  holder,
  ledgerUrl,
  recordsUrl,
  warn = () => undefined,
}: StoreOptions): Promise<Stores> {
  const held = await lockDataFolder(dataFolder, holder);
  try {
    const ledger =
      ledgerUrl === undefined
        ? await openEmbeddedLedger(join(dataFolder, "ledger"))
        : await openServerLedger(parseLedgerAddress(ledgerUrl), await ownerIn(dataFolder));
    const records = lateRecords(dataFolder, recordsUrl);
    return {
      ledger,
      ledgerCopies: ledger,
      recordsFolder: join(dataFolder, "records"),
      spoolFolder: join(dataFolder, "spool"),
      packagesFolder: join(dataFolder, "packages"),
      snapshots: openFolderSnapshots(join(dataFolder, "snapshot"), warn),
      evidence: openFolderEvidence(join(dataFolder, "evidence")),
      losses: openLossFile(join(dataFolder, "records", "losses.json")),
      mappings: openMappingFile(join(dataFolder, "records", "mappings.json")),
      lastTraces: openLastTraceFile(join(dataFolder, "records", "last-traces.json")),
      formerAnswers: openFolderAnswers(join(dataFolder, "snapshot", "answers"), warn),
      goodFaith: openGoodFaithFile(join(dataFolder, "records", "good-faith.json")),
      doctrines: openDoctrineFile(join(dataFolder, "records", "doctrines.json")),
      traces: openTraceFile(join(dataFolder, "records", "traces.json")),
      orders: openOrderFile(join(dataFolder, "records", "orders.json")),
      announce: (door) => held.announce(door),
      openRecords: () => records.open(),
      async close() {
        await records.close();
        await ledger.close();
        await held.release();
      },
    };
  } catch (cause) {
    await held.release();
    throw cause;
  }
}

/** The records, opened when they are first asked for. */
function lateRecords(
  dataFolder: string,
  url: string | undefined,
): { open(): Promise<OpenRecords>; close(): Promise<void> } {
  const folder = join(dataFolder, "records");
  let opening: Promise<OpenRecords> | undefined;
  const start = async (): Promise<OpenRecords> => {
    const records = await openRecords(url === undefined ? { folder: join(folder, "pg") } : { url }, () => Date.now());
    await takeNotedCommands(folder, records);
    const { id: place } = await ownerIn(dataFolder);
    return { records, key: await openLogKey(join(folder, "audit-key.pem")), place };
  };
  return {
    open: () => (opening ??= start()),
    async close() {
      // Records that could not be opened need no closing; whoever opened them was told.
      const opened = await opening?.catch(() => undefined);
      await opened?.records.close();
    },
  };
}
