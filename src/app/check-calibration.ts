import { ledgerEnd } from "../tracing/ledger-end.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { type Foretold, reliability, type Reliability } from "../tracing/reliability.ts";
import { foretellHeldBack, type HeldBackInput } from "../tracing/held-back.ts";
import { reachedAccounts } from "../tracing/extract-ledger.ts";
import { trace } from "../tracing/trace.ts";
import type { Loss } from "../tracing/trace-input.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { NamedLedger } from "./describe-trace.ts";
import { type OrderBook, readOrderBook } from "./order-book.ts";
import { bindCase, optionsFor } from "./run-trace.ts";

/** How far ahead is looked: to a freeze order's effect, by each bank's response time, and further. */
export type CalibrationHorizon = "response" | "6h" | "1d" | "3d" | "7d";

/** What is checked. */
export interface CalibrationRequest {
  /** `null`: every account with a statement; else the accounts that the case's money had reached. */
  readonly caseName: string | null;
  /** The claims of the case, or of all cases. */
  readonly claims: readonly LossClaim[];
  /** How many weeks are held back, at least 1. */
  readonly weeks: number;
  readonly orderBook: OrderBook;
}

/** The chances that the model would have told in past weeks, and what came of them. */
export interface CalibrationCheck {
  readonly caseName: string | null;
  /** The ledger's last instant, and the instants looked ahead from: a noon a week, as far as the ledger reaches back. */
  readonly endMs: number;
  readonly fromMs: readonly number[];
  /** Accounts whose receipts were foretold, summed over the weeks; of those, with a coverage that ends at a row. */
  readonly accounts: number;
  readonly inferred: number;
  readonly horizons: readonly CheckedHorizon[];
}

/** `leftOut`: receipts of accounts whose coverage ends before the horizon does. */
export interface CheckedHorizon extends Reliability {
  readonly horizon: CalibrationHorizon;
  readonly leftOut: number;
}

const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
/** Noon of China time after midnight of UTC. */
const chinaNoonMs = 4 * hour;
const furtherMs: Readonly<Record<Exclude<CalibrationHorizon, "response">, number>> = {
  "6h": 6 * hour,
  "1d": day,
  "3d": 3 * day,
  "7d": week,
};

/**
 * Holds back the ledger's last weeks: at a noon a week the model is learned from what came before, foretells for
 * every receipt that rests under a statement whether it stays, and is compared with what happened. A receipt that rests
 * for several weeks is foretold in each.
 * @throws SluiceError CASE_WITHOUT_BOUND_LOSS when there are claims and none is bound.
 */
export async function checkCalibration(
  ledger: NamedLedger,
  request: CalibrationRequest,
  signal: AbortSignal,
): Promise<CalibrationCheck> {
  const { columns } = ledger.derived;
  const losses = request.claims.length === 0 ? [] : bindCase(ledger, request.claims).losses;
  const { responseMs } = readOrderBook(ledger, request.orderBook, null);
  const horizonsMs = [responseMs, ...Object.values(furtherMs).map((ms) => () => ms)];
  const endMs = ledgerEnd(columns.transfers);
  const told = horizonsMs.map((): Foretold[] => []);
  const leftOut = horizonsMs.map(() => 0);
  const sums = { accounts: 0, inferred: 0 };
  const fromMs = weeklyNoons(columns, endMs, request.weeks);
  for (const untilMs of fromMs) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const known = knownAt(columns, losses, untilMs);
    const asked = request.caseName === null ? null : known.caseAccounts;
    const seen = foretellHeldBack(columns, { untilMs, ...known, asked, horizonsMs });
    seen.horizons.forEach((horizon, index) => {
      for (const each of horizon.told) told[index]?.push(each);
      leftOut[index] = (leftOut[index] ?? 0) + horizon.leftOut;
    });
    sums.accounts += seen.accounts;
    sums.inferred += seen.inferred;
  }
  const names = ["response", ...Object.keys(furtherMs)] as readonly CalibrationHorizon[];
  const horizons = names.map((horizon, index) => {
    return { horizon, ...reliability(told[index] ?? []), leftOut: leftOut[index] ?? 0 };
  });
  return { caseName: request.caseName, endMs, fromMs, ...sums, horizons };
}

/** A noon a week, China time, when banks are at work; oldest first, none before the ledger begins. */
function weeklyNoons({ transfers }: LedgerColumns, endMs: number, weeks: number): readonly number[] {
  let firstMs = Number.POSITIVE_INFINITY;
  for (let transfer = 0; transfer < transfers.length; transfer++) {
    firstMs = Math.min(firstMs, transfers.atMs[transfer] ?? firstMs);
  }
  if (transfers.length === 0) return [];
  const lastNoonMs = Math.floor((endMs - week - chinaNoonMs) / day) * day + chinaNoonMs;
  const reach = Math.min(weeks, Math.floor((lastNoonMs - firstMs) / week) + 1);
  return Array.from({ length: Math.max(0, reach) }, (_, index) => lastNoonMs - (reach - 1 - index) * week);
}

/** What was known of the cases at an instant: their losses, and the accounts that the money had reached. */
function knownAt(
  columns: LedgerColumns,
  losses: readonly Loss[],
  untilMs: number,
): Pick<HeldBackInput, "caseAccounts" | "lossTransfers"> {
  const known = losses.filter(({ transfer }) => (columns.transfers.atMs[transfer] ?? 0) <= untilMs);
  const lossTransfers = new Set(known.map(({ transfer }) => transfer));
  if (known.length === 0) return { caseAccounts: new Set(), lossTransfers };
  const options = {
    doctrine: "tainted-first",
    asOfMs: untilMs,
    stops: [],
    hubCounterparties: null,
    dustMinor: null,
  } as const;
  const traced = trace(columns, known, optionsFor(options, []));
  const reached = traced.kind === "reach" ? [] : reachedAccounts(columns, known, traced);
  return { caseAccounts: new Set(reached), lossTransfers };
}
