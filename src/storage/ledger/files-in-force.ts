import type { FileReport } from "../../flows/file-reading.ts";
import type { Engine } from "./engine.ts";
import { contentTables, finishedTable } from "./ledger-tables.ts";
import type { RowRecord } from "./row-columns.ts";

/** A file of the ledger with the reading of it that counts. */
export interface FileInForce {
  readonly sha256: string;
  /** The reading's key in the engine, decimal text. */
  readonly key: string;
  readonly fingerprint: string;
  /** Statement rows. */
  readonly rows: number;
  readonly report: FileReport;
}

/**
 * Per file the reading finished last, ascending by SHA-256. A reading of which rows are missing is left out, so that the
 * next import of the file completes it.
 */
export async function filesInForce(engine: Engine): Promise<readonly FileInForce[]> {
  const finished = await engine.records(`SELECT * FROM ${finishedTable.name} ORDER BY serial`);
  const last = new Map<string, RowRecord>();
  for (const record of finished) last.set(String(record["file"]), record);
  const sound = await soundReadings(engine, [...last.values()]);
  return [...last.values()]
    .filter((record) => sound.has(String(record["reading"])))
    .map(fileFromRecord)
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

async function soundReadings(engine: Engine, records: readonly RowRecord[]): Promise<ReadonlySet<string>> {
  const sound = new Set(records.map((record) => String(record["reading"])));
  for (const table of contentTables) {
    const counted = await engine.records(`SELECT reading, count() AS n FROM ${table.name} GROUP BY reading`);
    const counts = new Map(counted.map((record) => [String(record["reading"]), Number(record["n"])]));
    for (const record of records) {
      const key = String(record["reading"]);
      if ((counts.get(key) ?? 0) !== Number(record[table.name])) sound.delete(key);
    }
  }
  return sound;
}

function fileFromRecord(record: RowRecord): FileInForce {
  return {
    sha256: String(record["file"]),
    key: String(record["reading"]),
    fingerprint: String(record["fingerprint"]),
    rows: Number(record["rows"]),
    report: JSON.parse(String(record["report"])),
  };
}
