import { createHash } from "node:crypto";
import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../../flows/file-reading.ts";
import { referencesOf } from "../../flows/reserve-names.ts";
import type { StatementRow } from "../../flows/statement-row.ts";
import {
  directionCodes,
  movementCodes,
  precisionCodes,
  type ReferenceColumns,
  statusCodes,
  type WitnessColumns,
} from "../../flows/witness-columns.ts";
import type { LegStore } from "../leg-store.ts";
import { openMemoryLegs } from "./legs/memory-legs.ts";
import type { LedgerFile, LedgerPlace, LedgerStore, LedgerWriter, StoredRow } from "../ledger-store.ts";
import { legsInPart } from "../../tracing/leg-part.ts";

interface Content {
  readonly rows: Map<string, StatementRow>;
  readonly setAside: SetAsideRow[];
  readonly holders: HolderRecord[];
  readonly periods: StatedPeriod[];
}

interface KeptFile extends LedgerFile {
  readonly content: Content;
}

/** A ledger in plain objects, forgotten when it is let go: for dry runs, and the slow twin of the engine's. */
export function openMemoryLedger(): LedgerStore {
  return new MemoryLedger();
}

class MemoryLedger implements LedgerStore {
  readonly legs: LegStore = openMemoryLegs(legsInPart);
  readonly #files = new Map<string, KeptFile>();

  async files(): Promise<readonly LedgerFile[]> {
    return this.#inOrder().map(({ report, reading }) => ({ report, reading }));
  }

  async begin(sha256: string, reading: string): Promise<LedgerWriter> {
    const content: Content = { rows: new Map(), setAside: [], holders: [], periods: [] };
    return {
      row: (row) => void content.rows.set(`${row.place.sheet} ${row.place.row}`, row),
      setAside: (row) => void content.setAside.push(row),
      holder: (record) => void content.holders.push(record),
      period: (period) => void content.periods.push(period),
      lines: null,
      drain: async () => undefined,
      flush: async () => undefined,
      finish: async (report: FileReport) => void this.#files.set(sha256, { report, reading, content }),
    };
  }

  async witnesses(): Promise<WitnessColumns> {
    const files = this.#inOrder();
    return columnsOf(
      files.map((file) => file.report.sha256),
      files.flatMap((file, index) => sortedRows(file.content).map((row) => ({ file: index, row }))),
    );
  }

  async holderRecords(of?: ReadonlySet<string>): Promise<readonly HolderRecord[]> {
    return this.#inOrder(of).flatMap((file) => file.content.holders);
  }

  async statedPeriods(of?: ReadonlySet<string>): Promise<readonly StatedPeriod[]> {
    return this.#inOrder(of).flatMap((file) => file.content.periods);
  }

  async setAsideRows(sha256: string): Promise<readonly SetAsideRow[]> {
    return this.#files.get(sha256)?.content.setAside ?? [];
  }

  async sourceRows(places: readonly LedgerPlace[]): Promise<readonly StoredRow[]> {
    return places.flatMap(({ sha256, sheet, row }) => {
      const found = this.#files.get(sha256)?.content.rows.get(`${sheet} ${row}`);
      return found === undefined ? [] : [{ sha256, row: found }];
    });
  }

  async close(): Promise<void> {}

  #inOrder(of?: ReadonlySet<string>): readonly KeptFile[] {
    const wanted = [...this.#files.keys()].filter((sha256) => of === undefined || of.has(sha256));
    return wanted.sort().flatMap((sha256) => this.#files.get(sha256) ?? []);
  }
}

function sortedRows(content: Content): readonly StatementRow[] {
  return [...content.rows.values()].sort((a, b) => a.place.sheet - b.place.sheet || a.place.row - b.place.row);
}

function columnsOf(
  files: readonly string[],
  rows: readonly { readonly file: number; readonly row: StatementRow }[],
): WitnessColumns {
  const numbers = new Map<string, number>([["", 0]]);
  const texts = (pick: (row: StatementRow) => string): Uint32Array =>
    Uint32Array.from(rows, ({ row }) => {
      const text = pick(row);
      if (!numbers.has(text)) numbers.set(text, numbers.size);
      return numbers.get(text) ?? 0;
    });
  const doubles = (pick: (row: StatementRow) => number): Float64Array =>
    Float64Array.from(rows, ({ row }) => pick(row));
  const codes = (pick: (row: StatementRow) => number): Uint8Array => Uint8Array.from(rows, ({ row }) => pick(row));
  const halves = (pick: (row: StatementRow) => string, at: number): Uint32Array =>
    Uint32Array.from(rows, ({ row }) => (pick(row) === "" ? 0 : hashOf(pick(row)).readUInt32LE(at)));
  return {
    length: rows.length,
    files,
    file: Uint32Array.from(rows, ({ file }) => file),
    sheet: Uint16Array.from(rows, ({ row }) => row.place.sheet),
    row: Uint32Array.from(rows, ({ row }) => row.place.row),
    ownCard: texts((row) => row.own.card),
    ownAccount: texts((row) => row.own.account),
    otherCard: texts((row) => row.other.card),
    otherAccount: texts((row) => row.other.account),
    ownName: texts((row) => row.own.name),
    otherName: texts((row) => row.other.name),
    ownBank: texts((row) => row.own.bank),
    otherBank: texts((row) => row.other.bank),
    currency: texts((row) => row.currency),
    atMs: doubles((row) => row.atMs),
    amountMinor: doubles((row) => row.amountMinor),
    ownBalanceMinor: doubles((row) => row.ownBalanceMinor ?? Number.NaN),
    otherBalanceMinor: doubles((row) => row.otherBalanceMinor ?? Number.NaN),
    serialOrder: doubles((row) => (/^[0-9]{1,15}$/.test(row.serial) ? Number(row.serial) : Number.NaN)),
    precision: codes((row) => precisionCodes.indexOf(row.precision)),
    direction: codes((row) => directionCodes.indexOf(row.direction)),
    status: codes((row) => statusCodes.indexOf(row.status)),
    movement: codes((row) => movementCodes.indexOf(row.movement)),
    flags: Uint32Array.from(rows, ({ row }) => row.flags),
    serialLow: halves((row) => row.serial, 0),
    serialHigh: halves((row) => row.serial, 4),
    reversesLow: halves((row) => row.reversesSerial, 0),
    reversesHigh: halves((row) => row.reversesSerial, 4),
    references: references(rows.map(({ row }) => referencesOf(row))),
    strings: [...numbers.keys()],
  };
}

function references(texts: readonly (readonly string[])[]): ReferenceColumns {
  const hashes = texts.flatMap((list, row) => list.map((text) => ({ row, hash: hashOf(text) })));
  return {
    row: Uint32Array.from(hashes, ({ row }) => row),
    high: Uint32Array.from(hashes, ({ hash }) => hash.readUInt32LE(4)),
    low: Uint32Array.from(hashes, ({ hash }) => hash.readUInt32LE(0)),
  };
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
