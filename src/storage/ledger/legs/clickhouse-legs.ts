import { derivationVersion } from "../../../flows/derivation-version.ts";
import { type LegPart, legsInPart, type PartPlace, placeNumber } from "../../../tracing/leg-part.ts";
import type { KeptWhole } from "../../../tracing/part-source.ts";
import { prepareLedger } from "../../../tracing/prepare-ledger.ts";
import type { Engine } from "../engine.ts";
import { readingKey } from "../reading-key.ts";
import type { RowRecord } from "../row-columns.ts";
import type {
  KeptAccount,
  KeptParts,
  KeptWitness,
  LegStore,
  PaidTransfer,
  TransferWitnesses,
} from "../../leg-store.ts";
import {
  accountMarksTable,
  derivationsTable,
  legTables,
  namesTable,
  packedPartsTable,
  partStartsTable,
  rowsTable,
  unexplainedTable,
  witnessesTable,
} from "./leg-tables.ts";
import { keptWhole } from "./kept-whole.ts";
import { accountFrom, directoryFrom, type KeptRow, rowsFrom } from "./kept-rows.ts";
import { legsOfParts } from "./packed-part.ts";
import { countRows, writeLegs } from "./write-legs.ts";

/** Accounts or places named in one statement: 17 bytes each at most, of the 262,144 that the oldest engine takes. */
const accountsAtOnce = 14_000;
/** Tuples and texts named in one statement. */
const namedAtOnce = 4_000;
/** Transfers looked up in one statement, each by a condition of its own. */
const transfersAtOnce = 250;

/** Transfers of whose instants the earliest and the latest are kept: 300 pairs of 20 million. */
const blockLength = 65_536;

/** Derived ledgers on the ledger's engine; the tables are there. */
export function openClickHouseLegs(engine: Engine): LegStore {
  return new ClickHouseLegs(engine);
}

class ClickHouseLegs implements LegStore {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  kept: LegStore["kept"] = async (name) => {
    const key = keyOf(name);
    const [found] = await this.#engine.records(`SELECT record FROM ${derivationsTable.name} WHERE reading = ${key}`);
    if (found === undefined) return undefined;
    const { counts, ...ledger } = JSON.parse(String(found["record"])) as Derivation;
    for (const table of legTables) {
      if ((await countRows(this.#engine, table, key)) !== counts[table.name]) return undefined;
    }
    return ledger;
  };

  write: LegStore["write"] = async (name, source, signal) => {
    if ((await this.kept(name)) !== undefined) return;
    const key = keyOf(name);
    const prepared = prepareLedger(source.columns);
    const counts = await writeLegs(this.#engine, { key, source, prepared, signal });
    await this.#engine.dropPartition(derivationsTable.name, key);
    const record = JSON.stringify({ ...keptWhole(prepared, blockLength), counts });
    await this.#engine.insert(derivationsTable.name, [Buffer.from(`${key}\t${record}\n`)]);
    await this.#dropOthers(key);
  };

  stops: LegStore["stops"] = async (name, hubCounterparties) => {
    const busy = hubCounterparties === null ? "" : ` OR counterparties > ${hubCounterparties}`;
    const records = await this.#engine.records(
      `SELECT account, exit_kind, counterparties FROM ${accountMarksTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND (exit_kind != 0${busy}) ORDER BY account`,
    );
    return {
      account: Uint32Array.from(records, (record) => Number(record["account"])),
      exitKind: Uint8Array.from(records, (record) => Number(record["exit_kind"])),
      counterparties: Uint32Array.from(records, (record) => Number(record["counterparties"])),
    };
  };

  named: LegStore["named"] = async (name, numbers) => {
    const found = new Map<string, number[]>();
    for (const chunk of chunks([...new Set(numbers)], namedAtOnce / 4)) {
      const names = chunk.map((text) => `unhex('${Buffer.from(text).toString("hex")}')`).join(", ");
      const query =
        `SELECT name, account FROM ${namesTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND name IN (${names}) ORDER BY name, account`;
      for (const record of await this.#engine.records(query)) {
        const text = String(record["name"]);
        found.set(text, [...(found.get(text) ?? []), Number(record["account"])]);
      }
    }
    return found;
  };

  hop: LegStore["hop"] = async (name, accounts, most) => {
    const [found, parts]: [KeptAccount[], LegPart[]] = [[], []];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const heads = await this.#heads(name, chunk);
      found.push(...heads.accounts);
      if (found.reduce((sum, { legs }) => sum + legs, 0) > most) return undefined;
      for (const part of await this.#withOthers(name, heads)) parts.push(part);
    }
    return { accounts: found.sort((a, b) => a.account - b.account), legs: legsOfParts(parts) };
  };

  directory: LegStore["directory"] = async (name) => {
    const bytes = await this.#engine.rowBinary(
      `SELECT place, first_transfer FROM ${partStartsTable.name} WHERE reading = ${keyOf(name)} ORDER BY place`,
    );
    return directoryFrom(bytes);
  };

  parts: LegStore["parts"] = async (name, places) => {
    const kept: KeptRow[] = [];
    for (const chunk of chunks(places, accountsAtOnce)) {
      for (const row of await this.#rows(name, `place IN (${chunk.map(placeNumber).join()})`)) kept.push(row);
    }
    return {
      parts: kept.flatMap(({ row, part }) => (part === undefined ? [] : [{ row, part }])),
      accounts: kept.flatMap(({ account }) => account ?? []),
    };
  };

  unexplained: LegStore["unexplained"] = async (name, accounts) => {
    const records: RowRecord[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const query =
        `SELECT account, entry, transfer, amount_minor FROM ${unexplainedTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND account IN (${chunk.join(", ")})`;
      for (const record of await this.#engine.records(query)) records.push(record);
    }
    records.sort((a, b) => Number(a["entry"]) - Number(b["entry"]));
    return {
      length: records.length,
      transfer: Uint32Array.from(records, (record) => Number(record["transfer"])),
      account: Uint32Array.from(records, (record) => Number(record["account"])),
      amountMinor: Float64Array.from(records, (record) => Number(record["amount_minor"])),
    };
  };

  accounts: LegStore["accounts"] = async (name, accounts) => {
    const found: KeptAccount[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const query =
        `SELECT record FROM ${packedPartsTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND place IN (${chunk.map(headOf).join()})`;
      for (const { record } of await this.#engine.records(query)) found.push(accountFrom(String(record)));
    }
    return found.sort((a, b) => a.account - b.account);
  };

  legs: LegStore["legs"] = async (name, accounts) => {
    const parts: LegPart[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      for (const part of await this.#withOthers(name, await this.#heads(name, chunk))) parts.push(part);
    }
    return legsOfParts(parts);
  };

  paid: LegStore["paid"] = async (name, transfers) => {
    const parts = new Map<string, LegPart>();
    for (const chunk of chunks(transfers, transfersAtOnce)) {
      const conditions = chunk.map(({ payer, transfer }) => {
        const own = `place >= ${headOf(payer)} AND place < ${headOf(payer + 1)}`;
        return `(${own} AND first_transfer <= ${transfer} AND last_transfer >= ${transfer})`;
      });
      for (const { row, part } of await this.#rows(name, `(${conditions.join(" OR ")})`)) {
        if (part !== undefined) parts.set(`${part.account} ${row}`, part);
      }
    }
    const wanted = new Set(transfers.map(({ payer, transfer }) => `${payer} ${2 * transfer}`));
    return legsOfParts([...parts.values()], (account, leg) => wanted.has(`${account} ${leg}`));
  };

  witnesses: LegStore["witnesses"] = async (name, transfers) => {
    const found = new Map<number, TransferWitnesses["witnesses"]>(transfers.map(({ transfer }) => [transfer, []]));
    for (const chunk of chunks(transfers, namedAtOnce)) {
      const query =
        `SELECT transfer, role, wallet, file, sheet, row, at_ms, precision FROM ${witnessesTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND (account, transfer) IN (${tuples(chunk)}) ORDER BY transfer, role`;
      for (const record of await this.#engine.records(query)) {
        const transfer = Number(record["transfer"]);
        found.set(transfer, [...(found.get(transfer) ?? []), witnessFrom(record)]);
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([transfer, witnesses]) => ({ transfer, witnesses }));
  };

  transfersAt: LegStore["transfersAt"] = async (name, rows) => {
    const found = new Map<string, PaidTransfer>();
    for (const chunk of chunks(rows, namedAtOnce)) {
      const places = chunk.map(({ file, sheet, row }) => `(${file}, ${sheet}, ${row})`).join(", ");
      const query =
        `SELECT file, sheet, row, account, transfer FROM ${rowsTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND (file, sheet, row) IN (${places})`;
      for (const record of await this.#engine.records(query)) {
        const place = `${record["file"]} ${record["sheet"]} ${record["row"]}`;
        found.set(place, { payer: Number(record["account"]), transfer: Number(record["transfer"]) });
      }
    }
    return rows.map(({ file, sheet, row }) => found.get(`${file} ${sheet} ${row}`));
  };

  /** What is known of the accounts, and the legs of those that one part holds. */
  #heads(name: string, accounts: readonly number[]): Promise<KeptParts> {
    return this.parts(
      name,
      accounts.map((account) => ({ account, row: 0 })),
    );
  }

  /** The parts of the accounts: those that came with what is known of them, and all others, in one more question. */
  async #withOthers(name: string, { parts, accounts }: KeptParts): Promise<readonly LegPart[]> {
    const { parts: others } = await this.parts(name, accounts.flatMap(otherRows));
    return [...parts, ...others].map(({ part }) => part);
  }

  /** Rows of packed parts, in no order. */
  async #rows(name: string, where: string): Promise<readonly KeptRow[]> {
    const bytes = await this.#engine.rowBinary(
      `SELECT place, record, legs FROM ${packedPartsTable.name} WHERE reading = ${keyOf(name)} AND ${where}`,
    );
    return rowsFrom(bytes);
  }

  /** One derivation is kept: older ones are of states of the ledger that are no more. */
  async #dropOthers(key: string): Promise<void> {
    for (const table of [derivationsTable, ...legTables]) {
      const query = `SELECT DISTINCT reading FROM ${table.name} WHERE reading != ${key}`;
      for (const record of await this.#engine.records(query)) {
        await this.#engine.dropPartition(table.name, String(record["reading"]));
      }
    }
  }
}

interface Derivation extends KeptWhole {
  readonly counts: Readonly<Record<string, number>>;
}

function keyOf(name: string): string {
  return readingKey(name, `derivation ${derivationVersion}`);
}

function witnessFrom(record: RowRecord): KeptWitness {
  return {
    role: Number(record["role"]) as KeptWitness["role"],
    wallet: Number(record["wallet"]),
    file: Number(record["file"]),
    sheet: Number(record["sheet"]),
    row: Number(record["row"]),
    atMs: Number(record["at_ms"]),
    precision: Number(record["precision"]),
  };
}

/** The number of the place of what is known of the account. */
function headOf(account: number): number {
  return placeNumber({ account, row: 0 });
}

/** Where the account's parts are, unless one holds them all. */
function otherRows({ account, legs }: KeptAccount): readonly PartPlace[] {
  if (legs <= legsInPart) return [];
  return Array.from({ length: Math.ceil(legs / legsInPart) }, (_, part) => ({ account, row: part + 1 }));
}

function tuples(transfers: readonly PaidTransfer[]): string {
  return transfers.map(({ payer, transfer }) => `(${payer}, ${transfer})`).join(", ");
}

function distinct(accounts: ArrayLike<number>): readonly number[] {
  return [...new Set(Array.from(accounts))];
}

function* chunks<T>(items: readonly T[], atOnce: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += atOnce) yield items.slice(at, at + atOnce);
}
