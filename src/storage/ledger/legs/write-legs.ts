import { NONE } from "../../../flows/witness-columns.ts";
import { cutParts } from "../../../tracing/cut-parts.ts";
import { legsInPart, placeNumber } from "../../../tracing/leg-part.ts";
import type { PreparedLedger } from "../../../tracing/prepare-ledger.ts";
import type { Engine } from "../engine.ts";
import { InsertQueue } from "../insert-queue.ts";
import type { LedgerTable } from "../ledger-tables.ts";
import { tabSeparatedLine } from "../tab-separated.ts";
import type { LegSource } from "../../leg-store.ts";
import { accountsOf } from "./kept-accounts.ts";
import {
  accountMarksTable,
  packedPartsTable,
  partStartsTable,
  namesTable,
  rowsTable,
  unexplainedTable,
  witnessesTable,
} from "./leg-tables.ts";
import { NumberLines } from "./number-lines.ts";
import { packPart } from "./packed-part.ts";

/** One insert's size, as in the reading writer. */
const blockBytes = 32_000_000;

/** Blocks of lines for one table; `count` is right once all are out. */
interface TableLines {
  readonly table: LedgerTable;
  readonly expected: number;
  readonly blocks: () => Generator<readonly Buffer[]>;
}

/**
 * Writes a derived ledger under a key, each table whole or not at all: one that an earlier attempt left complete is kept,
 * one that it left in part goes first.
 * @returns how many rows each table holds.
 */
export async function writeLegs(
  engine: Engine,
  written: {
    readonly key: string;
    readonly source: LegSource;
    readonly prepared: PreparedLedger;
    readonly signal: AbortSignal;
  },
): Promise<Readonly<Record<string, number>>> {
  const { key, source, prepared, signal } = written;
  const counts: Record<string, number> = {};
  for (const { table, expected, blocks } of tablesOf(source, prepared, `${key}\t`)) {
    counts[table.name] = expected;
    const present = await countRows(engine, table, key);
    if (present === expected) continue;
    if (present > 0) await engine.dropPartition(table.name, key);
    const queue = new InsertQueue(engine);
    for (const block of blocks()) {
      signal.throwIfAborted();
      queue.add(table.name, block);
      await queue.caughtUp();
    }
    await queue.settled();
  }
  return counts;
}

/** How many rows a table holds of a derivation. */
export async function countRows(engine: Engine, table: LedgerTable, key: string): Promise<number> {
  const [counted] = await engine.records(`SELECT count() AS n FROM ${table.name} WHERE reading = ${key}`);
  return Number(counted?.["n"] ?? 0);
}

function tablesOf(source: LegSource, prepared: PreparedLedger, prefix: string): readonly TableLines[] {
  const { columns, facts, firstWitness, secondWitness, walletWitnesses, transferOf } = source;
  const count = (column: Uint32Array): number => column.reduce((sum, entry) => sum + Number(entry !== NONE), 0);
  const names = namesOf(source);
  const several = countParts(prepared);
  return [
    {
      table: packedPartsTable,
      expected: columns.accounts.length + several,
      blocks: () => partBlocks(source, prepared, prefix),
    },
    { table: partStartsTable, expected: several, blocks: () => startBlocks(prepared, prefix) },
    {
      table: unexplainedTable,
      expected: prepared.running.unexplained.length,
      blocks: () => unexplainedBlocks(prepared, prefix),
    },
    { table: accountMarksTable, expected: columns.accounts.length, blocks: () => markBlocks(prepared, prefix) },
    {
      table: namesTable,
      expected: facts.length === 0 ? 0 : countNames(names),
      blocks: () => textBlocks(names(), prefix),
    },
    {
      table: witnessesTable,
      expected: count(firstWitness) + count(secondWitness) + walletWitnesses.length,
      blocks: () => witnessBlocks(source, prepared, prefix),
    },
    { table: rowsTable, expected: count(transferOf), blocks: () => rowBlocks(source, prefix) },
  ];
}

/** The parts of accounts that have several: they stand in rows of their own, behind the account's row 0. */
function countParts(prepared: PreparedLedger): number {
  const cut = cutParts(prepared, legsInPart);
  let count = 0;
  for (let account = 0; account < prepared.ledger.accounts.length; account++) {
    const parts = cut.count(account);
    if (parts > 1) count += parts;
  }
  return count;
}

function* startBlocks(prepared: PreparedLedger, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const { start, leg } = prepared.legs;
  const cut = cutParts(prepared, legsInPart);
  for (let account = 0; account < prepared.ledger.accounts.length; account++) {
    const parts = cut.count(account) > 1 ? cut.count(account) : 0;
    for (let part = 0; part < parts; part++) {
      lines.add([placeNumber({ account, row: part + 1 }), leg[start[account]! + part * legsInPart]! >>> 1]);
    }
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

function* partBlocks(source: LegSource, prepared: PreparedLedger, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const { start } = prepared.legs;
  const accountOf = accountsOf(source, (account) => start[account + 1]! - start[account]!);
  const cut = cutParts(prepared, legsInPart);
  for (let account = 0; account < source.columns.accounts.length; account++) {
    const record = Buffer.from(JSON.stringify(accountOf(account)));
    const parts = cut.count(account);
    if (parts > 1) lines.add([placeNumber({ account, row: 0 }), 0, 0], record, noBytes);
    for (let part = 0; part < parts; part++) {
      const legs = cut.part(account, part);
      const [first, last] = [(legs.leg[0] ?? 0) >>> 1, (legs.leg.at(-1) ?? 0) >>> 1];
      const place = placeNumber({ account, row: parts === 1 ? 0 : part + 1 });
      lines.add([place, first, last], parts === 1 ? record : noBytes, packPart(legs));
      if (lines.size >= blockBytes) yield lines.take();
    }
  }
  yield lines.take();
}

const noBytes = new Uint8Array();

/** Whatever is beyond what a trace may name (T1) is beyond it here too, and fits the column. */
function* unexplainedBlocks({ running }: PreparedLedger, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const { length, account, transfer, amountMinor } = running.unexplained;
  for (let entry = 0; entry < length; entry++) {
    lines.add([account[entry]!, entry, transfer[entry]!, Math.min(amountMinor[entry]!, 2 ** 53)]);
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

function* markBlocks({ ledger, counterparties }: PreparedLedger, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  for (const [account, count] of counterparties.entries()) {
    lines.add([account, ledger.accounts.exitKind[account]!, count]);
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

/** A line for every name of every account: its key, the key without the currency, and its numbers. */
function namesOf({ columns, facts }: LegSource): () => Generator<string> {
  return function* lines() {
    for (const [account, key] of columns.accounts.keys.entries()) {
      for (const name of new Set([key, key.split("#")[0] ?? "", ...(facts[account]?.numbers ?? [])])) {
        yield tabSeparatedLine([name, account]);
      }
    }
  };
}

function countNames(names: () => Iterable<string>): number {
  let count = 0;
  for (const _ of names()) count++;
  return count;
}

function* witnessBlocks(
  { columns, firstWitness, secondWitness, walletWitnesses, witnesses }: LegSource,
  { legs }: PreparedLedger,
  prefix: string,
): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const walletOf = new Map(walletWitnesses.map((witness) => [witness.transfer, witness]));
  const { file, sheet, row: line, atMs, precision } = witnesses;
  for (const leg of legs.leg) {
    if ((leg & 1) === 1) continue;
    const transfer = leg >>> 1;
    const wallet = walletOf.get(transfer);
    for (const [role, row] of [firstWitness[transfer], secondWitness[transfer], wallet?.row].entries()) {
      if (row === undefined || row === NONE) continue;
      const account = role === 2 ? (wallet?.account ?? NONE) : NONE;
      const place = [file[row]!, sheet[row]!, line[row]!] as const;
      lines.add([columns.transfers.payer[transfer]!, transfer, role, account, ...place, atMs[row]!, precision[row]!]);
    }
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

function* rowBlocks({ columns, transferOf, witnesses }: LegSource, prefix: string): Generator<readonly Buffer[]> {
  const { file, sheet, row: line, length } = witnesses;
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  for (let row = 0; row < length; row++) {
    const transfer = transferOf[row]!;
    if (transfer === NONE) continue;
    lines.add([file[row]!, sheet[row]!, line[row]!, columns.transfers.payer[transfer]!, transfer]);
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

function* textBlocks(lines: Iterable<string>, prefix: string): Generator<readonly Buffer[]> {
  let text = "";
  let chunks: Buffer[] = [];
  let bytes = 0;
  for (const line of lines) {
    text += prefix + line;
    if (text.length < 65_536) continue;
    chunks.push(Buffer.from(text));
    bytes += text.length;
    text = "";
    if (bytes < blockBytes) continue;
    yield chunks;
    [chunks, bytes] = [[], 0];
  }
  yield [...chunks, Buffer.from(text)].filter((chunk) => chunk.length > 0);
}
