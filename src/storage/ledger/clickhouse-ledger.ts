import type { HolderRecord, SetAsideRow, StatedPeriod } from "../../flows/file-reading.ts";
import type { WitnessColumns } from "../../flows/witness-columns.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { LedgerCopies, LedgerPiece } from "../ledger-copies.ts";
import type { LegStore } from "../leg-store.ts";
import { openClickHouseLegs } from "./legs/clickhouse-legs.ts";
import type { LedgerFile, LedgerPlace, LedgerStore, LedgerWriter, StoredRow } from "../ledger-store.ts";
import { BegunReadings } from "./begun-readings.ts";
import type { Engine } from "./engine.ts";
import { type FileInForce, filesInForce, finishedFiles } from "./files-in-force.ts";
import {
  contentTables,
  finishedTable,
  holdersTable,
  type LedgerTable,
  periodsTable,
  setAsideTable,
} from "./ledger-tables.ts";
import { readWitnesses } from "./read-witnesses.ts";
import { openReadingWriter } from "./reading-writer.ts";
import { type RowRecord, rowFromRecord } from "./row-columns.ts";

/** Readings or places named in one query: a query may have 262,144 bytes on the oldest engine. */
const namedAtOnce = 4_000;

/** The ledger on ClickHouse, in process, a server or a cluster: whatever the engine runs on. Its tables are there. */
export class ClickHouseLedger implements LedgerStore, LedgerCopies {
  readonly legs: LegStore;
  readonly #engine: Engine;
  readonly #begun: BegunReadings;

  constructor(engine: Engine) {
    this.legs = openClickHouseLegs(engine);
    this.#engine = engine;
    this.#begun = new BegunReadings(engine);
  }

  async files(): Promise<readonly LedgerFile[]> {
    const { sound } = await finishedFiles(this.#engine);
    return sound.map((file) => ({ report: file.report, reading: file.fingerprint }));
  }

  async *copyOut(): AsyncGenerator<LedgerPiece> {
    for (const { key } of await filesInForce(this.#engine)) {
      for (const table of [...contentTables, finishedTable]) {
        const columns = table.columns.map(([name]) => name).join(", ");
        const lines = await this.#engine.lines(
          `SELECT ${columns} FROM ${table.name} WHERE reading = ${key} ORDER BY ${table.order}`,
        );
        if (lines.length > 0) yield { reading: key, table: table.name, lines };
      }
    }
  }

  async copyIn({ table, lines }: LedgerPiece): Promise<void> {
    const known = [...contentTables, finishedTable].some(({ name }) => name === table);
    if (!known) throw new SluiceError("BACKUP_DAMAGED", { path: table, reason: "unknown table" });
    await this.#engine.insert(table, [lines]);
  }

  async begin(sha256: string, fingerprint: string): Promise<LedgerWriter> {
    return openReadingWriter(this.#engine, { sha256, fingerprint, begun: this.#begun });
  }

  async witnesses(): Promise<WitnessColumns> {
    return readWitnesses(this.#engine, await filesInForce(this.#engine));
  }

  async holderRecords(of?: ReadonlySet<string>): Promise<readonly HolderRecord[]> {
    const records = await this.#list(holdersTable, await this.#inForce(of));
    return records.map((record) => JSON.parse(String(record["record"])));
  }

  async statedPeriods(of?: ReadonlySet<string>): Promise<readonly StatedPeriod[]> {
    const records = await this.#list(periodsTable, await this.#inForce(of));
    return records.map((record) => ({
      accountNumber: String(record["account_number"]),
      fromMs: Number(record["from_ms"]),
      toMs: Number(record["to_ms"]),
    }));
  }

  async setAsideRows(sha256: string): Promise<readonly SetAsideRow[]> {
    // Also in a ledger with damaged files: the import that completes them asks for those of the others.
    const files = (await finishedFiles(this.#engine)).sound.filter((file) => file.sha256 === sha256);
    const records = await this.#list(setAsideTable, files);
    return records.map((record) => ({
      place: { sheet: Number(record["sheet"]), row: Number(record["row"]) },
      kind: String(record["kind"]) as SetAsideRow["kind"],
      reason: String(record["reason"]),
      field: String(record["field"]),
      cells: JSON.parse(String(record["cells"])),
    }));
  }

  async sourceRows(places: readonly LedgerPlace[]): Promise<readonly StoredRow[]> {
    const files = await filesInForce(this.#engine);
    const keyOf = new Map(files.map((file) => [file.sha256, file.key]));
    const found = new Map<string, RowRecord>();
    for (const chunk of chunks(places.filter((place) => keyOf.has(place.sha256)))) {
      const tuples = chunk.map((place) => `(${keyOf.get(place.sha256)}, ${whole(place.sheet)}, ${whole(place.row)})`);
      const query = `SELECT * FROM rows WHERE (reading, sheet, row) IN (${tuples.join(", ")})`;
      for (const record of await this.#engine.records(query))
        found.set(`${record["reading"]} ${record["sheet"]} ${record["row"]}`, record);
    }
    return places.flatMap((place) => {
      const record = found.get(`${keyOf.get(place.sha256)} ${place.sheet} ${place.row}`);
      return record === undefined ? [] : [{ sha256: place.sha256, row: rowFromRecord(record) }];
    });
  }

  async close(): Promise<void> {
    await this.#engine.close();
  }

  /** The rows of a list table, in the order of `files`, then as they were written. */
  async #inForce(of: ReadonlySet<string> | undefined): Promise<readonly FileInForce[]> {
    const files = await filesInForce(this.#engine);
    return of === undefined ? files : files.filter(({ sha256 }) => of.has(sha256));
  }

  async #list(table: LedgerTable, files: readonly FileInForce[]): Promise<readonly RowRecord[]> {
    const byReading = new Map<string, RowRecord[]>(files.map((file) => [file.key, []]));
    for (const chunk of chunks(files)) {
      const keys = chunk.map((file) => file.key).join(", ");
      const query = `SELECT * FROM ${table.name} WHERE reading IN (${keys}) ORDER BY reading, ordinal`;
      for (const record of await this.#engine.records(query)) byReading.get(String(record["reading"]))?.push(record);
    }
    return [...byReading.values()].flat();
  }
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += namedAtOnce) yield items.slice(at, at + namedAtOnce);
}

/** A place comes from outside as well (a transfer id in a link): only whole numbers reach a statement. */
function whole(value: number): number {
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
