import { derivationVersion } from "../../../flows/derivation-version.ts";
import { emptyLegs, type LegColumns } from "../../../flows/leg-columns.ts";
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
  accountsTable,
  derivationsTable,
  legTables,
  legsTable,
  namesTable,
  rowsTable,
  witnessesTable,
} from "./leg-tables.ts";
import { countRows, writeLegs } from "./write-legs.ts";

/** Accounts named in one statement: 11 bytes each, of the 262,144 that the oldest engine takes. */
const accountsAtOnce = 15_000;
/** Tuples and texts named in one statement. */
const namedAtOnce = 4_000;

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
      `SELECT account, exit_kind FROM ${accountsTable.name} ` +
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

  accounts: LegStore["accounts"] = async (name, accounts) => {
    const found: KeptAccount[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      const query =
        `SELECT * FROM ${accountsTable.name} ` +
        `WHERE reading = ${keyOf(name)} AND account IN (${chunk.join(", ")}) ORDER BY account`;
      for (const record of await this.#engine.records(query)) found.push(accountFrom(record));
    }
    return found;
  };

  legs: LegStore["legs"] = async (name, accounts) => {
    const parts: LegColumns[] = [];
    for (const chunk of chunks(distinct(accounts), accountsAtOnce)) {
      parts.push(await this.#legsWhere(name, `account IN (${chunk.join(", ")})`));
    }
    return joined(parts);
  };

  paid: LegStore["paid"] = async (name, transfers) => {
    const parts: LegColumns[] = [];
    for (const chunk of chunks(transfers, namedAtOnce)) {
      parts.push(await this.#legsWhere(name, `(account, transfer) IN (${tuples(chunk)}) AND side = 0`));
    }
    return joined(parts);
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

  async #legsWhere(name: string, condition: string): Promise<LegColumns> {
    return legsFrom(
      await this.#engine.rowBinary(
        "SELECT account, transfer, side, other, toFloat64(at_ms), toFloat64(amount_minor), flags, original, " +
          `ifNull(toFloat64(balance_minor), nan) FROM ${legsTable.name} ` +
          `WHERE reading = ${keyOf(name)} AND ${condition} ORDER BY transfer, side`,
      ),
    );
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

const legBytes = 4 + 4 + 1 + 4 + 8 + 8 + 1 + 4 + 8;

function legsFrom(bytes: Buffer): LegColumns {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const legs = emptyLegs(bytes.length / legBytes);
  for (let leg = 0, at = 0; leg < legs.length; leg++, at += legBytes) {
    legs.account[leg] = view.getUint32(at, true);
    legs.transfer[leg] = view.getUint32(at + 4, true);
    legs.side[leg] = bytes[at + 8]!;
    legs.other[leg] = view.getUint32(at + 9, true);
    legs.atMs[leg] = view.getFloat64(at + 13, true);
    legs.amountMinor[leg] = view.getFloat64(at + 21, true);
    legs.flags[leg] = bytes[at + 29]!;
    legs.original[leg] = view.getUint32(at + 30, true);
    legs.balanceMinor[leg] = view.getFloat64(at + 34, true);
  }
  return legs;
}

/** Several answers as one, in order. */
function joined(parts: readonly LegColumns[]): LegColumns {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const places = parts.flatMap((part, index) => Array.from({ length: part.length }, (_, leg) => [index, leg] as const));
  const keyAt = ([index, leg]: readonly [number, number]): number =>
    2 * parts[index]!.transfer[leg]! + parts[index]!.side[leg]!;
  places.sort((a, b) => keyAt(a) - keyAt(b));
  const legs = emptyLegs(places.length);
  for (const [at, [index, leg]] of places.entries()) {
    for (const column of legColumnNames) legs[column][at] = parts[index]![column][leg]!;
  }
  return legs;
}

const legColumnNames = [
  "account",
  "transfer",
  "side",
  "other",
  "atMs",
  "amountMinor",
  "flags",
  "original",
  "balanceMinor",
] as const;

function accountFrom(record: RowRecord): KeptAccount {
  const opening = record["opening_minor"];
  return {
    account: Number(record["account"]),
    key: String(record["account_key"]),
    exitKind: Number(record["exit_kind"]),
    openingMinor: opening === null || opening === undefined ? Number.NaN : Number(opening),
    legs: Number(record["legs"]),
    coverage: JSON.parse(String(record["coverage"])),
    facts: JSON.parse(String(record["facts"])),
    ties: JSON.parse(String(record["ties"])),
    walletPaid: JSON.parse(String(record["wallet_paid"])),
  };
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
