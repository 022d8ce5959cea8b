import type { FetchedParts } from "./fetched-parts.ts";
import { type PartLedger, PartReader } from "./part-reader.ts";
import type { Stops } from "./stops.ts";
import type { TraceSource } from "./trace-source.ts";
import type { UnexplainedColumns } from "./unexplained-buffer.ts";

/** Per block of transfers its earliest and its latest instant, ms: where an as-of time falls, to a block. */
export interface LedgerInstants {
  /** Transfers in a block. */
  readonly blockLength: number;
  readonly earliestMs: readonly number[];
  readonly latestMs: readonly number[];
}

/** What is known of a kept ledger as a whole. */
export interface KeptWhole {
  readonly transfers: number;
  readonly accounts: number;
  readonly lastInstantMs: number;
  readonly instants: LedgerInstants;
  /** `RunningBalances.beyond`. */
  readonly beyond: readonly (readonly [account: number, transfer: number])[];
}

/** What a trace of fetched parts is made of. */
export interface PartTrace {
  readonly whole: KeptWhole;
  readonly parts: FetchedParts;
  readonly paid: PartLedger["paid"];
  readonly asOfMs: number | null;
  /** All stops of the whole ledger, ascending, each with its `exitKindCode`. */
  readonly stops: ReadonlyMap<number, number>;
  /** `RunningBalances.unexplained` of the accounts that the trace reaches. */
  readonly unexplained: UnexplainedColumns;
}

/** A trace source whose readers read parts. */
export interface PartSource extends TraceSource {
  /** `PartLedger.end`. */
  readonly end: number;
  reader(): PartReader;
}

/** The instants of a ledger's transfers by block. */
export function instantsByBlock(atMs: Float64Array, length: number, blockLength: number): LedgerInstants {
  const [earliestMs, latestMs]: [number[], number[]] = [[], []];
  for (let start = 0; start < length; start += blockLength) {
    const block = atMs.subarray(start, Math.min(start + blockLength, length));
    earliestMs.push(block.reduce((earliest, instant) => Math.min(earliest, instant), Infinity));
    latestMs.push(block.reduce((latest, instant) => Math.max(latest, instant), -Infinity));
  }
  return { blockLength, earliestMs, latestMs };
}

/**
 * A kept ledger of which parts are fetched. An as-of time cuts it at the block in which the first later transfer lies, which
 * is early enough, and ends it at the block from which on everything is later.
 */
export function partSource(traced: PartTrace): PartSource {
  const { whole, parts, paid, asOfMs, stops, unexplained } = traced;
  const { transfers, accounts, instants } = whole;
  const blocks = asOfMs === null ? Number.POSITIVE_INFINITY : blockFrom(instants.earliestMs, asOfMs);
  const end = Math.min(blocks * instants.blockLength, transfers);
  return {
    end,
    reader: () => new PartReader({ parts, transfers, accounts, end, paid }),
    stops: () => stopsOf(stops),
    cutAt(instantMs) {
      const block = instants.latestMs.findIndex((latest) => latest > instantMs);
      return block < 0 ? transfers : block * instants.blockLength;
    },
    lastInstantMs: whole.lastInstantMs,
    beyond: whole.beyond,
    unexplained,
    placeOf: (transfer) => transfer,
    changedFrom: () => Number.POSITIVE_INFINITY,
  };
}

/** The block from which on every block's earliest instant is later; the number of blocks when the last one's is not. */
function blockFrom(earliestMs: readonly number[], asOfMs: number): number {
  return earliestMs.findLastIndex((earliest) => earliest <= asOfMs) + 1;
}

function stopsOf(kinds: ReadonlyMap<number, number>): Stops {
  return { kindOf: (account) => kinds.get(account) ?? 0, list: () => [...kinds.keys()] };
}
