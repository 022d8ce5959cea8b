import { createHash } from "node:crypto";
import type { ExitKind } from "../flows/exit-kind.ts";
import { makePlainLedger, type PlainLedger } from "../flows/plain-ledger.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { trace } from "../tracing/trace.ts";
import type { AllocatedTrace, ReachTrace } from "../tracing/trace-result.ts";
import { compareBytewise } from "./compare-bytewise.ts";
import { type PlainLoss, readPlainLosses, readPlainOpenings, readPlainStops } from "./plain-losses.ts";
import type { PlainFile } from "./plain-table.ts";
import { type PlainTransfers, readPlainTransfers } from "./plain-transfers.ts";

/** The files of a storeless trace. */
export interface PlainTraceFiles {
  readonly transfers: PlainFile;
  readonly losses: PlainFile;
  readonly stops?: PlainFile;
  readonly openings?: PlainFile;
}

/** What made the answer, so that anyone can make it again (T13). */
export interface PlainTraceEngine {
  readonly version: string;
  readonly doctrine: Doctrine;
  readonly options: {
    readonly coverage: "every-account";
    readonly currency: string;
    readonly stops: readonly string[];
  };
  /** SHA-256 of each file given, lower-case hex. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** The answer of a storeless trace as it is written to JSON: amounts in minor units, ids as in the files. */
export type PlainTraceOutput =
  | {
      readonly balanceSheet: readonly {
        readonly loss: string;
        readonly lossMinor: number;
        readonly atRestMinor: number;
        readonly exitedMinor: number;
        readonly lostSightMinor: number;
        readonly returnedMinor: number;
        readonly writtenOffMinor: number;
      }[];
      readonly atRest: readonly { readonly account: string; readonly loss: string; readonly amountMinor: number }[];
      readonly flows: readonly {
        readonly transfer: string;
        readonly loss: string;
        readonly hop: number;
        readonly amountMinor: number;
      }[];
      readonly exits: readonly {
        readonly account: string;
        readonly kind: ExitKind;
        readonly loss: string;
        readonly amountMinor: number;
      }[];
      readonly unexplained: readonly {
        readonly transfer: string;
        readonly account: string;
        readonly amountMinor: number;
      }[];
      readonly engine: PlainTraceEngine;
    }
  | {
      readonly reach: readonly { readonly transfer: string; readonly loss: string; readonly hop: number }[];
      readonly engine: PlainTraceEngine;
    };

/**
 * Traces plain CSV files without any store: the contract for scripts. Every account counts as covered.
 * @throws SluiceError of the `PLAIN_…` codes, naming the file and the line, when the files are not as the contract says.
 */
export function tracePlainFiles(files: PlainTraceFiles, doctrine: Doctrine, version: string): PlainTraceOutput {
  const transfers = readPlainTransfers(files.transfers);
  const losses = readPlainLosses(files.losses, transfers);
  const stops = files.stops === undefined ? [] : readPlainStops(files.stops);
  const openings = files.openings === undefined ? new Map() : readPlainOpenings(files.openings, transfers);
  const ledger = makePlainLedger(transfers, openings);
  const result = trace(
    ledger.columns,
    losses.map((loss) => ({
      id: loss.id,
      transfer: ledger.transferAt[loss.transfer] ?? 0,
      amountMinor: loss.amountMinor,
      victimAccounts: [],
    })),
    {
      doctrine,
      asOfMs: null,
      stops: stops.flatMap((key) => transfers.accountIndex.get(key) ?? []).sort((a, b) => a - b),
      hubCounterparties: null,
      dustMinor: null,
      coverage: "every-account",
    },
  );
  const names = namesOf(transfers, losses, ledger);
  const engine: PlainTraceEngine = {
    version,
    doctrine,
    options: { coverage: "every-account", currency: transfers.currency, stops: stops.sort(compareBytewise) },
    inputs: hashInputs(files),
  };
  return result.kind === "reach" ? writeReach(result, names, engine) : writeAllocated(result, names, engine);
}

interface Names {
  readonly loss: (loss: number) => string;
  readonly account: (account: number) => string;
  readonly position: (transfer: number) => number;
  readonly transfer: (transfer: number) => string;
}

function namesOf(transfers: PlainTransfers, losses: readonly PlainLoss[], ledger: PlainLedger): Names {
  const position = (transfer: number): number => ledger.positionOf[transfer] ?? 0;
  return {
    loss: (loss) => losses[loss]?.id ?? "",
    account: (account) => transfers.accounts[account] ?? "",
    position,
    transfer: (transfer) => transfers.rows[position(transfer)]?.id ?? "",
  };
}

function hashInputs(files: PlainTraceFiles): Record<string, string> {
  const given = Object.entries(files).filter((entry): entry is [string, PlainFile] => entry[1] !== undefined);
  return Object.fromEntries(given.map(([role, file]) => [role, createHash("sha256").update(file.bytes).digest("hex")]));
}

function writeReach(result: ReachTrace, names: Names, engine: PlainTraceEngine): PlainTraceOutput {
  const reach = Array.from(result.transfer, (transfer, i) => ({
    transfer: names.transfer(transfer),
    loss: names.loss(result.loss[i] ?? 0),
    hop: result.hop[i] ?? 0,
  }));
  return { reach: sortByKeys(reach, (record) => [record.transfer, record.loss]), engine };
}

function writeAllocated(result: AllocatedTrace, names: Names, engine: PlainTraceEngine): PlainTraceOutput {
  const flows = Array.from(result.flows.transfer, (transfer, i) => ({
    position: names.position(transfer),
    transfer: names.transfer(transfer),
    loss: names.loss(result.flows.loss[i] ?? 0),
    hop: result.flows.hop[i] ?? 0,
    amountMinor: result.flows.amountMinor[i] ?? 0,
  }))
    .filter((flow) => flow.amountMinor !== 0)
    .sort((a, b) => a.position - b.position || compareBytewise(a.loss, b.loss) || a.hop - b.hop);
  const atRest = present(result.atRest).map((rest) => ({
    account: names.account(rest.account),
    loss: names.loss(rest.loss),
    amountMinor: rest.amountMinor,
  }));
  const exits = present(result.exits).map((exit) => ({
    account: names.account(exit.account),
    kind: exit.kind,
    loss: names.loss(exit.loss),
    amountMinor: exit.amountMinor,
  }));
  const unexplained = present(result.unexplained).map((shortfall) => ({
    transfer: names.transfer(shortfall.transfer),
    account: names.account(shortfall.account),
    amountMinor: shortfall.amountMinor,
  }));
  return {
    balanceSheet: result.balanceSheet.map((row) => ({ ...row, loss: names.loss(row.loss) })),
    atRest: sortByKeys(atRest, (record) => [record.account, record.loss]),
    flows: flows.map(({ transfer, loss, hop, amountMinor }) => ({ transfer, loss, hop, amountMinor })),
    exits: sortByKeys(exits, (record) => [record.account, record.kind, record.loss]),
    unexplained: sortByKeys(unexplained, (record) => [record.transfer, record.account]),
    engine,
  };
}

function present<T extends { readonly amountMinor: number }>(records: readonly T[]): T[] {
  return records.filter((record) => record.amountMinor !== 0);
}

/** Sorts by the bytes of the keys' UTF-8, first key first. */
function sortByKeys<T>(records: readonly T[], keysOf: (record: T) => readonly string[]): T[] {
  const keyed = records.map((record) => ({ record, keys: keysOf(record) }));
  keyed.sort((a, b) => {
    for (const [i, key] of a.keys.entries()) {
      const difference = compareBytewise(key, b.keys[i] ?? "");
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map(({ record }) => record);
}
