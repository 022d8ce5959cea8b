import { SluiceError } from "../../errors/sluice-error.ts";
import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../../flows/file-reading.ts";
import type { StatementRow } from "../../flows/statement-row.ts";
import type { LedgerWriter } from "../ledger-store.ts";
import type { Engine } from "./engine.ts";
import { InsertQueue } from "./insert-queue.ts";
import {
  contentTables,
  finishedTable,
  holdersTable,
  type LedgerTable,
  periodsTable,
  rowsTable,
  setAsideTable,
} from "./ledger-tables.ts";
import { readingKey } from "./reading-key.ts";
import { rowCells } from "./row-columns.ts";
import { type Cell, tabSeparatedLine } from "./tab-separated.ts";
import { TableFeed } from "./table-feed.ts";

/** One insert's size: 16 MB are about 40,000 rows; smaller makes more parts, larger more memory. */
const blockBytes = 16_000_000;

/** Opens a writer for one reading of a file, knowing what an earlier attempt left. */
export async function openReadingWriter(engine: Engine, sha256: string, fingerprint: string): Promise<LedgerWriter> {
  const reading = readingKey(sha256, fingerprint);
  const feeds = new Map<LedgerTable, TableFeed>();
  for (const table of contentTables) feeds.set(table, new TableFeed(reading, await identities(engine, table, reading)));
  return new ReadingWriter(engine, { sha256, fingerprint, reading }, feeds);
}

interface Subject {
  readonly sha256: string;
  readonly fingerprint: string;
  readonly reading: string;
}

class ReadingWriter implements LedgerWriter {
  readonly #engine: Engine;
  readonly #subject: Subject;
  readonly #feeds: ReadonlyMap<LedgerTable, TableFeed>;
  readonly #queue: InsertQueue;

  constructor(engine: Engine, subject: Subject, feeds: ReadonlyMap<LedgerTable, TableFeed>) {
    this.#engine = engine;
    this.#subject = subject;
    this.#feeds = feeds;
    this.#queue = new InsertQueue(engine);
  }

  row(row: StatementRow): void {
    this.#add(rowsTable, row.place.sheet * 2 ** 32 + row.place.row, rowCells(row));
  }

  setAside(row: SetAsideRow): void {
    const cells = [row.place.sheet, row.place.row, row.kind, row.reason, row.field, JSON.stringify(row.cells)];
    this.#list(setAsideTable, cells);
  }

  holder(record: HolderRecord): void {
    this.#list(holdersTable, [JSON.stringify(record)]);
  }

  period(period: StatedPeriod): void {
    this.#list(periodsTable, [period.accountNumber, period.fromMs, period.toMs]);
  }

  async drain(): Promise<void> {
    await this.#queue.caughtUp();
  }

  async flush(): Promise<void> {
    for (const [table, feed] of this.#feeds) this.#queue.add(table.name, feed.take());
    await this.#queue.settled();
  }

  async finish(report: FileReport): Promise<void> {
    await this.flush();
    const counts: number[] = [];
    for (const [table, feed] of this.#feeds) {
      await this.#verify(table, feed.count);
      counts.push(feed.count);
    }
    await this.#putInForce(report, counts);
  }

  #list(table: LedgerTable, cells: readonly Cell[]): void {
    const ordinal = this.#feed(table).count;
    this.#add(table, ordinal, [ordinal, ...cells]);
  }

  #add(table: LedgerTable, identity: number, cells: readonly Cell[]): void {
    this.#queue.assertSound();
    const feed = this.#feed(table);
    feed.add(identity, cells);
    if (feed.bytes >= blockBytes) this.#queue.add(table.name, feed.take());
  }

  #feed(table: LedgerTable): TableFeed {
    const feed = this.#feeds.get(table);
    if (feed === undefined) throw new RangeError(`no feed for table ${table.name}`);
    return feed;
  }

  async #verify(table: LedgerTable, wanted: number): Promise<void> {
    const [answer] = await this.#engine.records(
      `SELECT count() AS n FROM ${table.name} WHERE reading = ${this.#subject.reading}`,
    );
    const seen = Number(answer?.["n"] ?? 0);
    if (seen !== wanted)
      throw new SluiceError("STORAGE_LEDGER_MISCOUNT", {
        sha256: this.#subject.sha256,
        table: table.name,
        wanted,
        seen,
      });
  }

  async #putInForce(report: FileReport, counts: readonly number[]): Promise<void> {
    const [answer] = await this.#engine.records(`SELECT max(serial) AS serial FROM ${finishedTable.name}`);
    const serial = Number(answer?.["serial"] ?? 0) + 1;
    const { reading, sha256, fingerprint } = this.#subject;
    const cells = [reading, serial, sha256, fingerprint, JSON.stringify(report), ...counts];
    await this.#engine.insert(finishedTable.name, [Buffer.from(tabSeparatedLine(cells))]);
  }
}

async function identities(engine: Engine, table: LedgerTable, reading: string): Promise<ReadonlySet<number>> {
  const bytes = await engine.rowBinary(`SELECT ${table.identity} FROM ${table.name} WHERE reading = ${reading}`);
  const present = new Set<number>();
  for (let at = 0; at < bytes.length; at += 8) present.add(bytes.readDoubleLE(at));
  return present;
}
