import type { BenchmarkReport } from "../src/app/workplace.ts";
import type { TransferColumns } from "../src/flows/ledger-columns.ts";
import { type CityLedger, cityLedger } from "../src/scenario/city-ledger.ts";
import { buildFreezeCity, type FreezeCity } from "../src/scenario/freeze-city.ts";
import { decideFreezes, type FreezeChoice, standardResponseMs } from "../src/tracing/freeze-decision.ts";
import { type FreezeOrder, freezeList } from "../src/tracing/freeze-list.ts";
import { type InnocentMark, innocentMarks } from "../src/tracing/innocent-marks.ts";
import { reachedAccounts } from "../src/tracing/extract-ledger.ts";
import { type Foretold, reliability, type Reliability } from "../src/tracing/reliability.ts";
import { learnSurvival } from "../src/tracing/survival-model.ts";
import { trace } from "../src/tracing/trace.ts";
import type { Loss } from "../src/tracing/trace-input.ts";
import type { AllocatedTrace } from "../src/tracing/trace-result.ts";

/** The ten cities of the benchmark `freeze`. */
export const freezeSeeds: readonly number[] = [101, 102, 103, 104, 105, 106, 107, 108, 109, 110];

const budgets = [5, 10, 20, 50] as const;

/** Shares of what the oracle recovers with as many orders, by budget. */
export type CapturedShares = Readonly<Record<(typeof budgets)[number], number>>;

/** What one city showed. */
export interface FreezeCityReport {
  readonly seed: number;
  /** Accounts of the freeze list, and how many of them are not a crew's. */
  readonly candidates: number;
  readonly innocents: number;
  /** This choice, and ranking by the amount at rest alone, as shares of the oracle's. */
  readonly captured: CapturedShares;
  readonly amountAlone: CapturedShares;
  /** What the oracle recovers, minor units. */
  readonly oracleMinor: CapturedShares;
  readonly counted: boolean;
  /** Mules that are marked as innocent, and innocents that are not. */
  readonly falseMarks: number;
  readonly missedInnocents: number;
}

/** How far the marks of innocent-looking holders can be relied on, over all accounts listed in the ten cities. */
export interface MarkAccuracy {
  /** Of the accounts marked, the share that is no crew's; of the accounts that are no crew's, the share marked. */
  readonly precision: number;
  readonly recall: number;
  /** Of a crew's accounts, the share marked. */
  readonly falseMarkRate: number;
  readonly marked: number;
  readonly innocents: number;
  readonly mules: number;
}

export interface FreezeBenchReport extends BenchmarkReport {
  readonly name: "freeze";
  /** The mean over the counted cities, and the worst of them. */
  readonly capturedAt20: number;
  readonly worstAt20: number;
  readonly countedCities: number;
  readonly marks: MarkAccuracy;
  readonly cities: readonly FreezeCityReport[];
  /** What the chances told came to, over all orders of the ten cities. */
  readonly calibration: Reliability;
}

/** Cities on which ranking by amount alone does better than this show nothing. */
const amountAloneAtMost = 0.75;

/**
 * Plays ten cities up to the instant at which orders are sent, chooses by what the centre knows then, and compares with an
 * oracle that knows the future: the best k orders of the same list (a bank refuses an order without a receipt). An order
 * recovers, of the amount it names, what never left the account between when it was last seen and the order's effect.
 */
export async function benchFreeze(signal: AbortSignal): Promise<FreezeBenchReport> {
  const cities: FreezeCityReport[] = [];
  const told: Foretold[] = [];
  for (const seed of freezeSeeds) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const outcome = playCity(buildFreezeCity(seed));
    cities.push(outcome.report);
    told.push(...outcome.told);
  }
  const counted = cities.filter((city) => city.counted);
  const shares = counted.map(({ captured }) => captured[20]);
  const capturedAt20 = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return {
    name: "freeze",
    ratio: capturedAt20,
    capturedAt20,
    worstAt20: Math.min(...shares),
    countedCities: counted.length,
    marks: accuracyOf(cities),
    cities,
    calibration: reliability(told),
  };
}

function accuracyOf(cities: readonly FreezeCityReport[]): MarkAccuracy {
  const innocents = total(cities, "innocents");
  const mules = total(cities, "candidates") - innocents;
  const falseMarks = total(cities, "falseMarks");
  const rightMarks = innocents - total(cities, "missedInnocents");
  const marked = rightMarks + falseMarks;
  const [precision, recall] = [rightMarks / marked, rightMarks / innocents];
  return { precision, recall, falseMarkRate: falseMarks / mules, marked, innocents, mules };
}

function total(cities: readonly FreezeCityReport[], field: Counts): number {
  return cities.reduce((sum, city) => sum + city[field], 0);
}

type Counts = "candidates" | "innocents" | "falseMarks" | "missedInnocents";

interface Played {
  readonly report: FreezeCityReport;
  readonly told: readonly Foretold[];
}

function playCity(city: FreezeCity): Played {
  const { accounts, movements } = city;
  const { orders, choices, marks } = choose(city);
  const truth = cityLedger({ accounts, movements, statementEndMs: () => Number.MAX_SAFE_INTEGER });
  const { flows } = traceOf(truth, city);
  const recovered = recoveries(truth.ledger.transfers, flows, choices);
  const amountOf = (account: number): number => recovered.get(account) ?? 0;
  const oracle = [...recovered.values()].sort((a, b) => b - a);
  const byBudget = (figure: (k: number) => number): CapturedShares =>
    Object.fromEntries(budgets.map((k) => [k, figure(k)])) as CapturedShares;
  const sharesOf = (ranked: readonly FreezeOrder[]): CapturedShares => {
    const amounts = ranked.map(({ account }) => amountOf(account));
    return byBudget((k) => sumOf(amounts.slice(0, k)) / sumOf(oracle.slice(0, k)));
  };
  const amountAlone = sharesOf(orders);
  const mules = choices.filter(({ account }) => accounts[account]?.kind === "mule");
  const innocents = choices.filter(({ account }) => accounts[account]?.kind !== "mule");
  return {
    report: {
      seed: city.seed,
      candidates: choices.length,
      innocents: innocents.length,
      captured: sharesOf(choices),
      amountAlone,
      oracleMinor: byBudget((k) => sumOf(oracle.slice(0, k))),
      counted: amountAlone[20] <= amountAloneAtMost,
      falseMarks: mules.filter(({ account }) => marks.has(account)).length,
      missedInnocents: innocents.filter(({ account }) => !marks.has(account)).length,
    },
    told: choices.map(({ account, chancePpm, atRestMinor }) => ({
      chance: chancePpm / 1_000_000,
      observed: amountOf(account) / atRestMinor,
      weight: 1,
    })),
  };
}

/** What the centre does at `nowMs`, with nothing that it could not know then. */
function choose(city: FreezeCity): Choice {
  const { accounts, movements, nowMs } = city;
  const before = movements.filter(({ atMs }) => atMs <= nowMs);
  const known = cityLedger({
    accounts,
    movements: before,
    statementEndMs: (account) => city.statementEndsMs.get(account),
  });
  const { ledger } = known;
  const losses = lossesOf(known, city);
  const traced = traceOf(known, city);
  const orders = freezeList(ledger, traced);
  const model = learnSurvival(ledger, {
    untilMs: nowMs,
    caseAccounts: new Set(reachedAccounts(ledger, losses, traced)),
    lossTransfers: new Set(losses.map(({ transfer }) => transfer)),
  });
  const situation = {
    nowMs,
    asOfMs: null,
    responseMs: (account: number) => city.responseMs.get(accounts[account]!.bank) ?? standardResponseMs,
    answeredMs: () => undefined,
    isRefused: () => false,
  };
  const choices = decideFreezes(ledger, { orders, trace: traced }, { model, situation });
  const listed = orders.map(({ account }) => account);
  return { orders, choices, marks: innocentMarks(ledger, listed, nowMs) };
}

interface Choice {
  readonly orders: readonly FreezeOrder[];
  readonly choices: readonly FreezeChoice[];
  readonly marks: ReadonlyMap<number, InnocentMark>;
}

function lossesOf({ transferOf }: CityLedger, { losses }: FreezeCity): readonly Loss[] {
  return losses.flatMap(({ id }) => {
    const transfer = transferOf.get(id);
    return transfer === undefined ? [] : [{ id: `L${id}`, transfer, amountMinor: null, victimAccounts: [] }];
  });
}

function traceOf(shown: CityLedger, city: FreezeCity): AllocatedTrace {
  const options = { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
  const result = trace(shown.ledger, lossesOf(shown, city), {
    ...options,
    doctrine: "tainted-first",
    coverage: "as-recorded",
  });
  if (result.kind !== "allocated") throw new RangeError("tainted-first allocates");
  return result;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** What each order would hold: the least that was traced into the account from when it was seen to the order's effect. */
function recoveries(
  { payer, payee, atMs }: TransferColumns,
  flows: AllocatedTrace["flows"],
  choices: readonly FreezeChoice[],
): ReadonlyMap<number, number> {
  const held = new Map<number, number>();
  const least = new Map<number, number>();
  const choiceOf = new Map(choices.map((choice) => [choice.account, choice]));
  const move = (account: number, changeMinor: number, at: number): void => {
    const choice = choiceOf.get(account);
    if (choice === undefined) return;
    const before = held.get(account) ?? 0;
    held.set(account, before + changeMinor);
    if (at <= choice.seenMs) least.set(account, before + changeMinor);
    else if (at <= choice.effectMs) least.set(account, Math.min(least.get(account) ?? before, before + changeMinor));
  };
  for (let record = 0; record < flows.length; record++) {
    const transfer = flows.transfer[record]!;
    const amount = flows.amountMinor[record]!;
    if (flows.hop[record] !== 1) move(payer[transfer]!, -amount, atMs[transfer]!);
    move(payee[transfer]!, amount, atMs[transfer]!);
  }
  return new Map(choices.map(({ account, atRestMinor }) => [account, Math.min(atRestMinor, least.get(account) ?? 0)]));
}
