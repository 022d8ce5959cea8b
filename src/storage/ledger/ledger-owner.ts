import { SluiceError } from "../../errors/sluice-error.ts";
import type { ServerConnection } from "./server-connection.ts";

/** The data folder that a ledger on servers belongs to: evidence and losses lie there, and its lock admits one process. */
export interface LedgerOwner {
  /** Names the folder for good, wherever it is moved: 32 hexadecimal digits. */
  readonly id: string;
  /** Where it is now, for people. */
  readonly folder: string;
}

/**
 * Takes the ledger for the data folder, or finds that it is its own. The owner stands in a view, since making one is the
 * one thing that of two programs at the same moment only one can do.
 * @throws SluiceError STORAGE_LEDGER_OWNED
 */
export async function claimLedger(server: ServerConnection, database: string, owner: LedgerOwner): Promise<void> {
  const found = (await ownerOf(server, database)) ?? (await claim(server, database, owner));
  if (found.id === owner.id) return;
  throw new SluiceError("STORAGE_LEDGER_OWNED", { database, server: server.server.name, folder: found.folder });
}

async function ownerOf(server: ServerConnection, database: string): Promise<LedgerOwner | undefined> {
  const made = await server.records(`SELECT name FROM system.tables WHERE database = '${database}' AND name = 'owner'`);
  if (made.length === 0) return undefined;
  const [record] = await server.records(`SELECT id, folder FROM ${database}.owner`);
  return { id: String(record?.["id"]), folder: String(record?.["folder"]) };
}

async function claim(server: ServerConnection, database: string, owner: LedgerOwner): Promise<LedgerOwner> {
  const folder = Buffer.from(owner.folder).toString("hex");
  const made = server.run(`CREATE VIEW ${database}.owner AS SELECT '${owner.id}' AS id, unhex('${folder}') AS folder`);
  const failure = await made.then(
    () => null,
    (cause: unknown) => cause,
  );
  const found = await ownerOf(server, database);
  if (found === undefined) throw failure;
  return found;
}
