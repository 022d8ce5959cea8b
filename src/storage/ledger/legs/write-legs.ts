import { NONE } from "../../../flows/witness-columns.ts";
import { type LegIndex, indexLegs } from "../../../flows/leg-index.ts";
import type { Engine } from "../engine.ts";
import { InsertQueue } from "../insert-queue.ts";
import type { LedgerTable } from "../ledger-tables.ts";
import { tabSeparatedLine } from "../tab-separated.ts";
import type { LegSource } from "../../leg-store.ts";
import { accountsOf, counterpartiesOf } from "./kept-accounts.ts";
import { accountLegsTable, accountMarksTable, namesTable, rowsTable, witnessesTable } from "./leg-tables.ts";
import { NumberLines } from "./number-lines.ts";
import { legPacker, legsInPart } from "./packed-legs.ts";

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
  written: { readonly key: string; readonly source: LegSource; readonly signal: AbortSignal },
): Promise<Readonly<Record<string, number>>> {
  const { key, source, signal } = written;
  const counts: Record<string, number> = {};
  for (const { table, expected, blocks } of tablesOf(source, `${key}\t`)) {
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

function tablesOf(source: LegSource, prefix: string): readonly TableLines[] {
  const order = indexLegs(source.columns);
  const { columns, facts, firstWitness, secondWitness, walletWitnesses, transferOf } = source;
  const count = (column: Uint32Array): number => column.reduce((sum, entry) => sum + Number(entry !== NONE), 0);
  const names = namesOf(source);
  return [
    { table: accountLegsTable, expected: countParts(order), blocks: () => legBlocks(source, order, prefix) },
    { table: accountMarksTable, expected: columns.accounts.length, blocks: () => markBlocks(source, order, prefix) },
    {
      table: namesTable,
      expected: facts.length === 0 ? 0 : countNames(names),
      blocks: () => textBlocks(names(), prefix),
    },
    {
      table: witnessesTable,
      expected: count(firstWitness) + count(secondWitness) + walletWitnesses.length,
      blocks: () => witnessBlocks(source, order, prefix),
    },
    { table: rowsTable, expected: count(transferOf), blocks: () => rowBlocks(source, prefix) },
  ];
}

function countParts({ start }: LegIndex): number {
  let count = 0;
  for (let account = 0; account + 1 < start.length; account++) {
    count += Math.max(1, Math.ceil((start[account + 1]! - start[account]!) / legsInPart));
  }
  return count;
}

function* legBlocks(source: LegSource, order: LegIndex, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const accountOf = accountsOf(source, (account) => order.start[account + 1]! - order.start[account]!);
  const pack = legPacker(source.columns);
  for (let account = 0; account < source.columns.accounts.length; account++) {
    const legs = order.leg.subarray(order.start[account], order.start[account + 1]);
    for (let part = 0; part === 0 || part * legsInPart < legs.length; part++) {
      const some = legs.subarray(part * legsInPart, (part + 1) * legsInPart);
      const record = part === 0 ? Buffer.from(JSON.stringify(accountOf(account))) : noBytes;
      const [first, last] = [(some[0] ?? 0) >>> 1, (some.at(-1) ?? 0) >>> 1];
      lines.add([account, part, first, last], record, pack(some));
    }
    if (lines.size >= blockBytes) yield lines.take();
  }
  yield lines.take();
}

const noBytes = new Uint8Array();

function* markBlocks({ columns }: LegSource, order: LegIndex, prefix: string): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  for (const [account, counterparties] of counterpartiesOf(columns, order).entries()) {
    lines.add([account, columns.accounts.exitKind[account]!, counterparties]);
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
  order: LegIndex,
  prefix: string,
): Generator<readonly Buffer[]> {
  const lines = new NumberLines(prefix, blockBytes + 65_536);
  const walletOf = new Map(walletWitnesses.map((witness) => [witness.transfer, witness]));
  const { file, sheet, row: line, atMs, precision } = witnesses;
  for (const leg of order.leg) {
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
