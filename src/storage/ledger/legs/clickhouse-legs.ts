import { derivationVersion } from "../../../flows/derivation-version.ts";
import { ledgerEnd } from "../../../tracing/ledger-end.ts";
import type { Engine } from "../engine.ts";
import { readingKey } from "../reading-key.ts";
import type { RowRecord } from "../row-columns.ts";
import type {
  KeptAccount,
  KeptLedger,
  KeptWitness,
  LegStore,
  PaidTransfer,
  TransferWitnesses,
} from "../../leg-store.ts";
import {
  accountLegsTable,
  accountMarksTable,
  derivationsTable,
  legTables,
  namesTable,
  rowsTable,
  witnessesTable,
} from "./leg-tables.ts";
import { legsInPart, type PackedLegs, unpackLegs } from "./packed-legs.ts";
import { countRows, writeLegs } from "./write-legs.ts";

/** Accounts named in one statement: 11 bytes each, of the 262,144 that the oldest engine takes. */
const accountsAtOnce = 15_000;
/** Tuples and texts named in one statement. */
const namedAtOnce = 4_000;
/** Transfers looked up in one statement, each by a condition of its own. */
const transfersAtOnce = 250;

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
    const counts = await writeLegs(this.#engine, { key, source, signal });
    const { transfers, accounts } = source.columns;
    const ledger: KeptLedger = {
      transfers: transfers.length,
      accounts: accounts.length,
      lastInstantMs: transfers.length === 0 ? 0 : ledgerEnd(transfers),
    };
    await this.#engine.dropPartition(derivationsTable.name, key);
    const record = JSON.stringify({ ...ledger, counts });
    await this.#engine.insert(derivationsTable.name, [Buffer.from(`${key}\t${record}\n`)]);
    await this.#dropOthers(key);
  };

  stops: LegStore["stops"] = async (name, hubCounterparties) => {
    const busy = hubCounterparties === null ? "" : ` OR counterparties > ${hubCounterparties}`;
    const records = await this.#engine.records(
      `SELECT account, exit_kind FROM ${accountMarksTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND (exit_kind != 0${busy}) ORDER BY account`,
    );
    return {
      account: Uint32Array.from(records, (record) => Number(record["account"])),
      exitKind: Uint8Array.from(records, (record) => Number(record["exit_kind"])),
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
    const [found, parts]: [KeptAccount[], PackedLegs[]] = [[], []];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const some = await this.#parts(name, {
        where: `account IN (${chunk.join(", ")})`,
        // Whole accounts of so many legs in all have no more parts than this.
        limit: chunk.length + Math.floor(most / legsInPart) + 1,
      });
      for (const { record } of some) if (record !== "") found.push(accountFrom(record));
      for (const part of some) parts.push(part);
      if (some.length > chunk.length + Math.floor(most / legsInPart)) return undefined;
      if (found.reduce((sum, { legs }) => sum + legs, 0) > most) return undefined;
    }
    return { accounts: found.sort((a, b) => a.account - b.account), legs: unpackLegs(parts) };
  };

  accounts: LegStore["accounts"] = async (name, accounts) => {
    const found: KeptAccount[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const query =
        `SELECT record FROM ${accountLegsTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND part = 0 AND account IN (${chunk.join(", ")})`;
      for (const { record } of await this.#engine.records(query)) found.push(accountFrom(String(record)));
    }
    return found.sort((a, b) => a.account - b.account);
  };

  legs: LegStore["legs"] = async (name, accounts) => {
    const parts: PackedLegs[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      for (const part of await this.#parts(name, { where: `account IN (${chunk.join(", ")})` })) parts.push(part);
    }
    return unpackLegs(parts);
  };

  paid: LegStore["paid"] = async (name, transfers) => {
    const parts = new Map<string, PackedLegs>();
    for (const chunk of chunks(transfers, transfersAtOnce)) {
      const conditions = chunk.map(
        ({ payer, transfer }) =>
          `(account = ${payer} AND first_transfer <= ${transfer} AND last_transfer >= ${transfer})`,
      );
      for (const part of await this.#parts(name, { where: `(${conditions.join(" OR ")})` })) {
        parts.set(`${part.account} ${part.part}`, part);
      }
    }
    const wanted = new Set(transfers.map(({ payer, transfer }) => `${payer} ${2 * transfer}`));
    return unpackLegs([...parts.values()], (account, leg) => wanted.has(`${account} ${leg}`));
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

  /** Rows of packed legs, in no order, at most so many. */
  async #parts(
    name: string,
    { where, limit }: { readonly where: string; readonly limit?: number },
  ): Promise<readonly AccountPart[]> {
    const bytes = await this.#engine.rowBinary(
      `SELECT account, part, record, legs FROM ${accountLegsTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND ${where}${limit === undefined ? "" : ` LIMIT ${limit}`}`,
    );
    return partsFrom(bytes);
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

interface Derivation extends KeptLedger {
  readonly counts: Readonly<Record<string, number>>;
}

function keyOf(name: string): string {
  return readingKey(name, `derivation ${derivationVersion}`);
}

/** A row of packed legs; the first of an account has its record. */
interface AccountPart extends PackedLegs {
  readonly part: number;
  readonly record: string;
}

function partsFrom(bytes: Buffer): readonly AccountPart[] {
  const parts: AccountPart[] = [];
  let at = 0;
  const textOf = (): Buffer => {
    let length = 0;
    for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = bytes[at++]!;
      length += (byte & 0x7f) * factor;
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const [account, part] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    at += 8;
    parts.push({ account, part, record: textOf().toString(), bytes: textOf() });
  }
  return parts;
}

/** An unknown opening is NaN, which JSON writes as null. */
function accountFrom(record: string): KeptAccount {
  const kept = JSON.parse(record) as KeptAccount & { readonly openingMinor: number | null };
  return { ...kept, openingMinor: kept.openingMinor ?? Number.NaN };
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

function tuples(transfers: readonly PaidTransfer[]): string {
  return transfers.map(({ payer, transfer }) => `(${payer}, ${transfer})`).join(", ");
}

function distinct(accounts: ArrayLike<number>): readonly number[] {
  return [...new Set(Array.from(accounts))];
}

function* chunks<T>(items: readonly T[], atOnce: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += atOnce) yield items.slice(at, at + atOnce);
}
