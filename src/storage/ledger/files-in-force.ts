import { SluiceError } from "../../errors/sluice-error.ts";
import type { FileReport } from "../../flows/file-reading.ts";
import type { Engine } from "./engine.ts";
import { type ContentTable, contentTables, finishedTable } from "./ledger-tables.ts";
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

/** What is finished, and what of it stands. */
export interface FinishedFiles {
  /** Files all of whose rows are there, ascending by SHA-256. */
  readonly sound: readonly FileInForce[];
  /** What the first file lacks of which rows are missing; the next import of such a file completes it. */
  readonly damage: SluiceError | null;
}

/** Per file the reading finished last, and whether the tables hold what they held when it was finished. */
export async function finishedFiles(engine: Engine): Promise<FinishedFiles> {
  const finished = await engine.records(`SELECT * FROM ${finishedTable.name} ORDER BY serial`);
  const last = new Map<string, RowRecord>();
  for (const record of finished) last.set(String(record["file"]), record);
  const records = [...last.values()];
  const wrong = new Map<string, SluiceError>();
  for (const table of contentTables)
    for (const [key, error] of await miscounted(engine, table, records)) if (!wrong.has(key)) wrong.set(key, error);
  const sound = records.filter((record) => !wrong.has(String(record["reading"]))).map(fileFromRecord);
  const [damage = null] = wrong.values();
  return { sound: sound.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)), damage };
}

/**
 * The files in force, ascending by SHA-256. What is asked of the whole ledger is not answered from a part of it.
 * @throws SluiceError STORAGE_LEDGER_MISCOUNT when rows of a finished file are missing
 */
export async function filesInForce(engine: Engine): Promise<readonly FileInForce[]> {
  const { sound, damage } = await finishedFiles(engine);
  if (damage !== null) throw damage;
  return sound;
}

/** By the readings' keys: those of which the table holds another number of rows than when they were finished. */
async function miscounted(
  engine: Engine,
  table: ContentTable,
  records: readonly RowRecord[],
): Promise<ReadonlyMap<string, SluiceError>> {
  const wanted = (record: RowRecord): number => Number(record[table.name]);
  let seen = await countsOf(engine, table);
  if (records.some((record) => (seen.get(String(record["reading"])) ?? 0) > wanted(record))) {
    // A block of an attempt that was given up has arrived after all, beside the rows of the attempt that succeeded.
    await engine.mergeDoubles(table.name);
    seen = await countsOf(engine, table);
  }
  const wrong = new Map<string, SluiceError>();
  for (const record of records) {
    const key = String(record["reading"]);
    const details = {
      sha256: String(record["file"]),
      table: table.name,
      wanted: wanted(record),
      seen: seen.get(key) ?? 0,
    };
    if (details.seen !== details.wanted) wrong.set(key, new SluiceError("STORAGE_LEDGER_MISCOUNT", details));
  }
  return wrong;
}

async function countsOf(engine: Engine, table: ContentTable): Promise<ReadonlyMap<string, number>> {
  const counted = await engine.records(`SELECT reading, count() AS n FROM ${table.name} GROUP BY reading`);
  return new Map(counted.map((record) => [String(record["reading"]), Number(record["n"])]));
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
