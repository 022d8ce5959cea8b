import { SluiceError } from "../../errors/sluice-error.ts";
import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../../flows/file-reading.ts";
import { type RowLines, RowLineWriter } from "../../flows/row-lines.ts";
import type { StatementRow } from "../../flows/statement-row.ts";
import type { LedgerWriter, LineTaker } from "../ledger-store.ts";
import type { Engine } from "./engine.ts";
import type { BegunReadings } from "./begun-readings.ts";
import { InsertQueue } from "./insert-queue.ts";
import {
  type ContentTable,
  contentTables,
  finishedTable,
  holdersTable,
  periodsTable,
  rowsTable,
  setAsideTable,
} from "./ledger-tables.ts";
import { readingKey } from "./reading-key.ts";
import { type Cell, tabSeparatedLine } from "./tab-separated.ts";
import { TableFeed } from "./table-feed.ts";

/** One insert's size: 32 MB are about 80,000 rows; smaller makes more parts to merge, larger more memory. */
const blockBytes = 32_000_000;

/** Rows read in this thread go to their table in pieces of this size. */
const chunkBytes = 1_000_000;

/** Which reading of which file is written. */
interface WrittenReading {
  readonly sha256: string;
  readonly fingerprint: string;
  readonly begun: BegunReadings;
}

/** Opens a writer for one reading of a file, knowing what an earlier attempt left. */
export async function openReadingWriter(engine: Engine, written: WrittenReading): Promise<LedgerWriter> {
  const { sha256, fingerprint, begun } = written;
  const reading = readingKey(sha256, fingerprint);
  const isNew = await begun.begin(reading);
  const feeds = new Map<ContentTable, TableFeed>();
  for (const table of contentTables)
    feeds.set(table, new TableFeed(reading, isNew ? new Set() : await identities(engine, table, reading)));
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
  readonly #feeds: ReadonlyMap<ContentTable, TableFeed>;
  readonly #queue: InsertQueue;
  readonly #lines: RowLineWriter;
  readonly lines: LineTaker;

  constructor(engine: Engine, subject: Subject, feeds: ReadonlyMap<ContentTable, TableFeed>) {
    this.#engine = engine;
    this.#subject = subject;
    this.#feeds = feeds;
    this.#queue = new InsertQueue(engine);
    const prefix = `${subject.reading}\t`;
    this.#lines = new RowLineWriter(prefix);
    this.lines = { prefix, add: (lines) => this.#addLines(lines) };
  }

  row(row: StatementRow): void {
    this.#lines.add(row);
    if (this.#lines.size >= chunkBytes) this.#addLines(this.#lines.take());
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
    this.#addLines(this.#lines.take());
    for (const [table, feed] of this.#feeds) this.#queue.add(table.name, feed.take());
    await this.#queue.settled();
  }

  async finish(report: FileReport): Promise<void> {
    await this.flush();
    const counts = contentTables.map((table) => this.#feed(table).count);
    let [lastSerial = 0, ...seen] = await this.#tally();
    if (counts.some((count, index) => (seen[index] ?? 0) > count)) {
      // A block of an attempt that was given up has arrived after all.
      for (const table of contentTables) await this.#engine.mergeDoubles(table.name);
      [lastSerial = 0, ...seen] = await this.#tally();
    }
    for (const [index, table] of contentTables.entries()) this.#verify(table, counts[index] ?? 0, seen[index] ?? 0);
    await this.#putInForce(report, lastSerial + 1, counts);
  }

  #addLines(lines: RowLines): void {
    this.#queue.assertSound();
    const feed = this.#feed(rowsTable);
    feed.addLines(lines);
    this.#send(rowsTable, feed);
  }

  #list(table: ContentTable, cells: readonly Cell[]): void {
    this.#queue.assertSound();
    const feed = this.#feed(table);
    const ordinal = feed.count;
    feed.add(ordinal, [ordinal, ...cells]);
    this.#send(table, feed);
  }

  #send(table: ContentTable, feed: TableFeed): void {
    if (feed.bytes >= blockBytes) this.#queue.add(table.name, feed.take());
  }

  #feed(table: ContentTable): TableFeed {
    const feed = this.#feeds.get(table);
    if (feed === undefined) throw new RangeError(`no feed for table ${table.name}`);
    return feed;
  }

  /** The last serial of `finished`, then how many rows of the reading each content table holds: one query, not five. */
  async #tally(): Promise<readonly number[]> {
    const counts = contentTables.map(
      ({ name }, index) =>
        `SELECT ${index + 1} AS i, count() AS n FROM ${name} WHERE reading = ${this.#subject.reading}`,
    );
    const last = `SELECT 0 AS i, toUInt64(max(serial)) AS n FROM ${finishedTable.name}`;
    const records = await this.#engine.records([last, ...counts].join(" UNION ALL "));
    const found = new Map(records.map((record) => [Number(record["i"]), Number(record["n"])]));
    return [last, ...counts].map((_, index) => found.get(index) ?? 0);
  }

  #verify(table: ContentTable, wanted: number, seen: number): void {
    if (seen === wanted) return;
    const { sha256 } = this.#subject;
    throw new SluiceError("STORAGE_LEDGER_MISCOUNT", { sha256, table: table.name, wanted, seen });
  }

  async #putInForce(report: FileReport, serial: number, counts: readonly number[]): Promise<void> {
    const { reading, sha256, fingerprint } = this.#subject;
    const cells = [reading, serial, sha256, fingerprint, JSON.stringify(report), ...counts];
    await this.#engine.insert(finishedTable.name, [Buffer.from(tabSeparatedLine(cells))]);
  }
}

async function identities(engine: Engine, table: ContentTable, reading: string): Promise<ReadonlySet<number>> {
  const bytes = await engine.rowBinary(`SELECT ${table.identity} FROM ${table.name} WHERE reading = ${reading}`);
  const present = new Set<number>();
  for (let at = 0; at < bytes.length; at += 8) present.add(bytes.readDoubleLE(at));
  return present;
}
