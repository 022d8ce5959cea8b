import { sql } from "kysely";
import { SluiceError } from "../../errors/sluice-error.ts";
import { makeFolder } from "../make-folder.ts";
import { migrateRecords, ownMigrations } from "./migrate-records.ts";
import { openEmbeddedEngine, openServerEngine, type RecordsEngine } from "./records-engine.ts";
import { recordsFailure } from "./records-failure.ts";
import { RecordsStore } from "./records-store.ts";

/** Where the records lie: a folder of this machine, or a server's database. */
export type RecordsPlace = { readonly folder: string } | { readonly url: string };

const oldestServer = 150_000;

/**
 * Opens the records and brings their structure up to date.
 * @throws SluiceError RECORDS_URL_BAD, RECORDS_SERVER_DOWN, RECORDS_DENIED, RECORDS_SERVER_TOO_OLD and what
 * `migrateRecords` throws
 */
export async function openRecords(place: RecordsPlace, now: () => number): Promise<RecordsStore> {
  const engine = await openEngine(place);
  try {
    await checkVersion(engine);
    await migrateRecords(engine.db, await ownMigrations(), now());
    return new RecordsStore(engine, now);
  } catch (cause) {
    await engine.close();
    throw recordsFailure(engine.name, cause);
  }
}

async function openEngine(place: RecordsPlace): Promise<RecordsEngine> {
  if ("url" in place) return openServerEngine(place.url, serverName(place.url));
  await makeFolder(place.folder);
  return openEmbeddedEngine(place);
}

/** The server as an error names it: without user and password. @throws SluiceError RECORDS_URL_BAD */
export function serverName(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2)
    throw new SluiceError("RECORDS_URL_BAD", {
      seen: parsed === undefined ? "?" : `${parsed.protocol}//${parsed.host}`,
    });
  return `${parsed.host}${parsed.pathname}`;
}

async function checkVersion(engine: RecordsEngine): Promise<void> {
  const { rows } = await sql<{
    version: number;
    text: string;
  }>`SELECT current_setting('server_version_num')::integer AS version,
    current_setting('server_version') AS text`.execute(engine.db);
  const [{ version, text } = { version: 0, text: "?" }] = rows;
  if (version < oldestServer) throw new SluiceError("RECORDS_SERVER_TOO_OLD", { server: engine.name, seen: text });
}
