import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { continueNumbers, copyRowsIn, copyTablesOut, endCopiedJobs } from "../storage/records/copy-records.ts";
import { ownMigrations } from "../storage/records/migrate-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import { markServed } from "./join-mark.ts";
import type { Stores } from "../storage/stores.ts";
import { writeDurably } from "../storage/write-durably.ts";
import { verifyAudit } from "./audit-log.ts";
import { type BackupManifest, BackupWriter, checkBackup } from "./backup-folder.ts";

type BackedUp = Pick<Stores, "ledger" | "ledgerCopies" | "evidence" | "openRecords" | "recordsFolder">;

/** The database of embedded records lies among the registers and is copied as tables. */
const embeddedRecords = "pg";

/**
 * Copies everything that is kept into a new folder while work goes on: the records in one unchanging view, then the
 * registers and the key of the log, the ledger's files in force, and every original that they came from.
 * @throws SluiceError BACKUP_FOLDER_NOT_EMPTY and what reading the stores throws
 */
export async function backUp(
  stores: BackedUp,
  to: { readonly folder: string; readonly version: string; readonly nowMs: number },
): Promise<BackupManifest> {
  const { records } = await stores.openRecords();
  const writer = await BackupWriter.into(to.folder);
  await writeRecords(records, writer);
  for (const name of await registerNames(stores.recordsFolder)) {
    await writer.write(`registers/${name}`, [await readFile(join(stores.recordsFolder, name))]);
  }
  let place = 0;
  for await (const { reading, table, lines } of stores.ledgerCopies.copyOut()) {
    place += 1;
    await writer.write(`ledger/${String(place).padStart(8, "0")}.${reading}.${table}`, [lines]);
  }
  for (const { report } of await stores.ledger.files()) {
    await writer.write(`evidence/${report.sha256}`, [await stores.evidence.get(report.sha256)]);
  }
  const structure = (await ownMigrations()).length;
  return writer.finish({ version: to.version, structure, atMs: to.nowMs });
}

/** What a restored data folder was found to hold. */
export interface RestoreReport {
  readonly parts: number;
  readonly files: number;
  readonly auditEntries: number;
  readonly auditFindings: number;
}

/**
 * Puts a backup into empty stores, every part checked before the first is used, and verifies what is there then: the
 * ledger's counts, the originals' hashes, the log's chain.
 * @throws SluiceError BACKUP_NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_OTHER_STRUCTURE, BACKUP_TARGET_IN_USE
 */
export async function restore(stores: BackedUp, folder: string): Promise<RestoreReport> {
  const manifest = await checkBackup(folder);
  const structure = (await ownMigrations()).length;
  if (manifest.structure !== structure) {
    const { version, structure: seen } = manifest;
    throw new SluiceError("BACKUP_OTHER_STRUCTURE", { version, seen, known: structure });
  }
  const { records } = await stores.openRecords();
  await refuseUsed(stores, records);
  const part = (prefix: string): readonly string[] =>
    manifest.parts.map(({ path }) => path).filter((path) => path.startsWith(`${prefix}/`));
  await restoreRecords(records, folder, part("records"));
  for (const path of part("evidence")) await stores.evidence.put(await readFile(join(folder, path)));
  for (const path of part("ledger")) {
    const [, reading = "", table = ""] = (path.split("/")[1] ?? "").split(".");
    await stores.ledgerCopies.copyIn({ reading, table, lines: await readFile(join(folder, path)) });
  }
  for (const path of part("registers")) {
    const name = path.slice("registers/".length);
    await writeDurably(join(stores.recordsFolder, name), await readFile(join(folder, path)), { mode: 0o600 });
  }
  // A backup of a working server has its registers of a moment later or earlier than its records.
  await markServed(stores);
  const files = await stores.ledger.files();
  for (const { report } of files) await stores.evidence.get(report.sha256);
  const { sealed, unsealed, findingsInAll } = await verifyAudit(records);
  const counts = { parts: manifest.parts.length, files: files.length };
  return { ...counts, auditEntries: sealed + unsealed, auditFindings: findingsInAll };
}

async function writeRecords(records: RecordsStore, writer: BackupWriter): Promise<void> {
  await records.read(async (db) => {
    let place = 0;
    for (const { table, rows } of await copyTablesOut(db)) {
      if (table === "migrations") continue;
      place += 1;
      const lines = async function* (): AsyncGenerator<string> {
        for await (const page of rows()) yield `${page.join("\n")}\n`;
      };
      await writer.write(`records/${String(place).padStart(3, "0")}.${table}`, lines());
    }
  });
}

async function restoreRecords(records: RecordsStore, folder: string, paths: readonly string[]): Promise<void> {
  await records.asSystem(async ({ db }) => {
    for (const path of paths) {
      const table = path.split(".")[1] ?? "";
      const rows = (await readFile(join(folder, path), "utf8")).split("\n").filter((line) => line !== "");
      for (let from = 0; from < rows.length; from += rowsAtOnce)
        await copyRowsIn(db, table, rows.slice(from, from + rowsAtOnce));
    }
    await continueNumbers(db);
    await endCopiedJobs(db);
  });
}

const rowsAtOnce = 2_000;

async function refuseUsed(stores: BackedUp, records: RecordsStore): Promise<void> {
  const files = await stores.ledger.files();
  const anyone = await records.asSystem(({ db }) => db.selectFrom("users").select("id").limit(1).executeTakeFirst());
  if (
    files.length > 0 ||
    anyone !== undefined ||
    (await registerNames(stores.recordsFolder)).some((name) => name.endsWith(".json"))
  )
    throw new SluiceError("BACKUP_TARGET_IN_USE", { path: stores.recordsFolder });
}

async function registerNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name !== embeddedRecords && /\.(json|pem)$/.test(name)).sort();
}
