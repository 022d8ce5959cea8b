import type { LossClaim } from "../storage/loss-register.ts";
import { allocatedTrace } from "../tracing/allocated-trace.ts";
import type { AllocatingDoctrine } from "../tracing/doctrine.ts";
import { listPaths } from "../tracing/list-paths.ts";
import { type Path, pathsInTime } from "../tracing/paths-in-time.ts";
import { stopKinds } from "../tracing/stop-kinds.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { ledgerNames, type LedgerNames, type NamedLedger } from "./describe-trace.ts";
import { findAccount } from "./find-account.ts";
import { bindCase, traceOptions } from "./run-trace.ts";
import { transferJson } from "./trace-json.ts";

/** Between which accounts, and which transfers may be taken. */
export interface PathsRequest {
  readonly from: string;
  readonly to: string;
  readonly afterMs: number | null;
  readonly beforeMs: number | null;
  readonly maxHops: number;
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  /** With traced amounts, by a case's losses and a doctrine; `null`: without. */
  readonly traced: { readonly claims: readonly LossClaim[]; readonly doctrine: AllocatingDoctrine } | null;
  /** How many paths to show. */
  readonly limit: number;
}

/** A path with names attached. */
export interface PathView {
  readonly steps: readonly PathStep[];
  /** Its smallest payment, and the smallest traced amount on any of its payments. */
  readonly widthMinor: number;
  readonly tracedMinor: number | null;
}

/** One payment of a path. */
export interface PathStep {
  readonly transfer: TransferView;
  readonly tracedMinor: number | null;
  /** Since the payment before it arrived at its payer; `null` for the first. Clocks that run backwards count as 0. */
  readonly dwellMs: number | null;
}

/** The paths between two accounts. */
export interface FoundPaths {
  readonly from: AccountView;
  readonly to: AccountView;
  readonly earliest: PathView | null;
  readonly fewest: PathView | null;
  readonly widest: PathView | null;
  /** Those that carried most first: by traced amount where a case is given, then by width. */
  readonly paths: readonly PathView[];
  /** How many were found; the search ended before it had them all unless `isComplete`. */
  readonly found: number;
  readonly isComplete: boolean;
  readonly doctrine: AllocatingDoctrine | null;
}

/** A few seconds at most, and a few hundred megabytes. */
const mostPaths = 20_000;
const mostSteps = 20_000_000;

/**
 * Finds the paths between two accounts, each payment after the one before in the ledger's order.
 * @throws SluiceError ACCOUNT_NOT_IN_LEDGER, ACCOUNT_AMBIGUOUS, and with a case CASE_WITHOUT_BOUND_LOSS and what the engine
 *   refuses.
 */
export function findPaths(ledger: NamedLedger, request: PathsRequest): FoundPaths {
  const { columns } = ledger.derived;
  const names = ledgerNames(ledger);
  const [from, to] = [findAccount(ledger, request.from), findAccount(ledger, request.to)];
  const options = traceOptions(ledger, { ...request, doctrine: "fifo", asOfMs: null, dustMinor: null });
  const { afterMs, beforeMs, maxHops } = request;
  const question = { from, to, afterMs, beforeMs, maxHops, stops: stopKinds(columns, options) };
  const best = pathsInTime(columns, question);
  const listed = listPaths(columns, question, { useful: best.useful, mostPaths, mostSteps });
  const { traced } = request;
  const tracedOn = traced === null ? null : tracedByTransfer(ledger, traced, options);
  const view = (path: Path): PathView => pathView(names, path, tracedOn);
  const ranked = rankPaths(listed.paths, columns.transfers.amountMinor, tracedOn);
  return {
    from: names.account(from),
    to: names.account(to),
    earliest: best.earliest === null ? null : view(best.earliest),
    fewest: best.fewest === null ? null : view(best.fewest),
    widest: best.widest === null ? null : view(best.widest),
    paths: ranked.slice(0, request.limit).map(view),
    found: ranked.length,
    isComplete: listed.isComplete,
    doctrine: traced?.doctrine ?? null,
  };
}

/** The answer as `--json` prints it. */
export function pathsJson(answer: FoundPaths): Readonly<Record<string, unknown>> {
  const { from, to, earliest, fewest, widest, paths, found, isComplete, doctrine } = answer;
  const pathJson = (path: PathView | null): unknown =>
    path === null
      ? null
      : {
          hops: path.steps.length,
          widthMinor: path.widthMinor,
          tracedMinor: path.tracedMinor,
          transfers: path.steps.map(({ transfer, tracedMinor, dwellMs }) => {
            return { ...transferJson(transfer), tracedMinor, dwellMs };
          }),
        };
  return {
    from: from.key,
    to: to.key,
    doctrine,
    earliest: pathJson(earliest),
    fewest: pathJson(fewest),
    widest: pathJson(widest),
    paths: paths.map(pathJson),
    shown: paths.length,
    found,
    isComplete,
  };
}

function tracedByTransfer(
  ledger: NamedLedger,
  { claims, doctrine }: NonNullable<PathsRequest["traced"]>,
  options: ReturnType<typeof traceOptions>,
): ReadonlyMap<number, number> {
  const { losses } = bindCase(ledger, claims);
  const { flows } = allocatedTrace(ledger.derived.columns, losses, { ...options, doctrine });
  const sums = new Map<number, number>();
  flows.transfer.forEach((transfer, row) => {
    sums.set(transfer, (sums.get(transfer) ?? 0) + (flows.amountMinor[row] ?? 0));
  });
  return sums;
}

function rankPaths(
  paths: readonly Path[],
  amountMinor: Float64Array,
  tracedOn: ReadonlyMap<number, number> | null,
): readonly Path[] {
  const smallest = (path: Path, amountOf: (transfer: number) => number): number => Math.min(...path.map(amountOf));
  return paths
    .map((path) => ({
      path,
      traced: tracedOn === null ? 0 : smallest(path, (transfer) => tracedOn.get(transfer) ?? 0),
      width: smallest(path, (transfer) => amountMinor[transfer] ?? 0),
    }))
    .sort(
      (a, b) =>
        b.traced - a.traced ||
        b.width - a.width ||
        a.path.length - b.path.length ||
        (a.path.at(-1) ?? 0) - (b.path.at(-1) ?? 0),
    )
    .map(({ path }) => path);
}

function pathView(names: LedgerNames, path: Path, tracedOn: ReadonlyMap<number, number> | null): PathView {
  const transfers = path.map((transfer) => names.transfer(transfer));
  const steps = transfers.map((transfer, place): PathStep => {
    const before = transfers[place - 1];
    return {
      transfer,
      tracedMinor: tracedOn === null ? null : (tracedOn.get(transfer.index) ?? 0),
      dwellMs: before === undefined ? null : Math.max(0, transfer.atMs - before.atMs),
    };
  });
  return {
    steps,
    widthMinor: Math.min(...transfers.map(({ amountMinor }) => amountMinor)),
    tracedMinor: tracedOn === null ? null : Math.min(...steps.map(({ tracedMinor }) => tracedMinor ?? 0)),
  };
}
