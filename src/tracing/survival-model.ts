import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AccountRole } from "./account-history.ts";
import type { DwellObserver, DwellPart, RestingReceipt } from "./account-replay.ts";
import { replayDwells } from "./dwell-replay.ts";
import { clockOf, type DwellGroup, type RestState, restStateOf } from "./rest-state.ts";
import {
  DwellCounts,
  type Hazards,
  pooledHazards,
  type SeenDwells,
  shrunkHazards,
  stayingChance,
} from "./survival-curve.ts";

/** What the model is learned from. */
export interface ModelInput {
  /** Later transfers are not looked at. */
  readonly untilMs: number;
  /** The accounts that the case's money reached. Theirs teach the case; they and others of the ledger teach the city. */
  readonly caseAccounts: ReadonlySet<number>;
  readonly lossTransfers: ReadonlySet<number>;
}

/** How long money stays, per account. */
export interface SurvivalModel {
  /** What the account is to the flow of money; `fresh` where no statement shows a receipt. */
  roleOf(account: number): AccountRole;
  /** The chance that money that was in the account at `seenMs` is there at `effectMs` still, 0 to 1. */
  stayingChance(account: number, lot: RestingLot): number;
  /** The accounts that it was learned from. */
  readonly accounts: Iterable<number>;
  /** What of an account's receipts rested where the learning ended, oldest first: so it leaves. */
  restingIn(account: number): readonly RestingReceipt[];
  /** The chance that a receipt which rests at `seenMs` is there at `effectMs` still, 0 to 1. */
  receiptChance(account: number, receipt: RestingReceipt, between: Pick<RestingLot, "seenMs" | "effectMs">): number;
}

/** What rests of a receipt, and the instants that matter, ms: `arrivedMs` ≤ `seenMs` ≤ `effectMs`. */
export interface RestingLot {
  readonly restMinor: number;
  readonly wholeMinor: number;
  readonly arrivedMs: number;
  readonly seenMs: number;
  readonly effectMs: number;
}

/**
 * So many receipts of its own weigh as much as what is known of its like: a role has many, an account has few, which were
 * drawn from few days.
 */
const shrinkage = { group: 2, account: 8 };

/** More accounts teach nothing more: of a larger ledger an even part is replayed. */
const cityAccounts = 50_000;

/**
 * Learns from the ledger's own history how long money stays: per role over the city, drawn to all of it; per role in the
 * case, drawn to the city's; per account, drawn to the case's (empirical Bayes, `shrunkHazards`). A pure function of what
 * was known at `untilMs`.
 */
export function learnSurvival(ledger: LedgerColumns, input: ModelInput): SurvivalModel {
  return survivalModel(learnDwells(ledger, input));
}

/** What a ledger taught: plain numbers, which a thread hands over. */
export interface LearnedDwells {
  /** By the name of what they are of. */
  readonly counts: ReadonlyMap<string, SeenDwells>;
  /** The accounts that it was learned from, where the learning ended. */
  readonly ends: ReadonlyMap<number, AccountEnd>;
}

/** An account where the learning ended. */
interface AccountEnd {
  readonly role: AccountRole | undefined;
  readonly resting: readonly RestingReceipt[];
}

/** The accounts whose statements teach, at most so many of the city and all of the case. */
export function teachingAccounts(ledger: LedgerColumns, caseAccounts: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...cityShare(ledger), ...caseAccounts]);
}

/** Looks at every transfer of the accounts that teach: what of `learnSurvival` takes long. */
export function learnDwells(ledger: LedgerColumns, input: ModelInput): LearnedDwells {
  const counts = new CountsByGroup(input.caseAccounts);
  const accounts = teachingAccounts(ledger, input.caseAccounts);
  const replays = replayDwells(ledger, { ...input, accounts }, counts);
  const ends = new Map<number, AccountEnd>();
  for (const [account, { role, resting }] of replays) ends.set(account, { role, resting });
  return { counts: counts.all, ends };
}

/** The model that was learned. */
export function survivalModel({ counts: seen, ends }: LearnedDwells): SurvivalModel {
  const counts = { of: (name: string): SeenDwells => seen.get(name) ?? new DwellCounts() };
  const hazards = new Map<string, Hazards>();
  const once = (name: string, make: () => Hazards): Hazards => {
    const known = hazards.get(name);
    if (known !== undefined) return known;
    const made = make();
    hazards.set(name, made);
    return made;
  };
  const pooled: Readonly<Record<RestState, Hazards>> = {
    whole: pooledHazards(counts.of("whole"), shrinkage.group),
    leftover: pooledHazards(counts.of("leftover"), shrinkage.group),
    remnant: pooledHazards(counts.of("remnant"), shrinkage.group),
  };
  const hazardsOf = (account: number, group: DwellGroup): Hazards => {
    const ofRole = (name: string, prior: Hazards): Hazards =>
      once(name, () => shrunkHazards(counts.of(name), prior, shrinkage.group));
    const own = accountName(account, group);
    return once(own, () => {
      const ofCity = ofRole(cityName(group), pooled[group.state]);
      // What a case's few accounts did says nothing of everybody else's: who rests money and has no counts is not the case's.
      if (!seen.has(own) && (ends.get(account)?.resting.length ?? 0) > 0) return ofCity;
      return shrunkHazards(counts.of(own), ofRole(caseName(group), ofCity), shrinkage.account);
    });
  };
  const roleOf = (account: number): AccountRole => ends.get(account)?.role ?? "fresh";
  const chanceOf = (
    account: number,
    { role, state, begun: { atMs, clock } }: Begun,
    { seenMs, effectMs }: Pick<RestingLot, "seenMs" | "effectMs">,
  ): number => {
    const ageAt = (instantMs: number): number => Math.max(0, instantMs - atMs) / clock;
    return stayingChance(hazardsOf(account, { role, state }), ageAt(seenMs), ageAt(effectMs));
  };
  const restingIn = (account: number): readonly RestingReceipt[] => ends.get(account)?.resting ?? [];
  return {
    roleOf,
    stayingChance: (account, lot) => {
      const receipt = restingIn(account).find(({ atMs }) => atMs === lot.arrivedMs);
      return chanceOf(account, receipt ?? unseenReceipt(roleOf(account), lot), lot);
    },
    accounts: [...ends.keys()],
    restingIn,
    receiptChance: chanceOf,
  };
}

/** What decides how long money stays: its group, and when and how slowly its clock began. */
type Begun = DwellGroup & { readonly begun: Pick<RestingReceipt["begun"], "atMs" | "clock"> };

/** A receipt that no statement shows. */
function unseenReceipt(role: AccountRole, { arrivedMs, restMinor, wholeMinor }: RestingLot): Begun {
  const begun = { atMs: arrivedMs, clock: clockOf(role, restMinor) };
  return { role, state: restStateOf(restMinor, wholeMinor), begun };
}

/** Counts by the name of what they are of. */
class CountsByGroup implements DwellObserver {
  readonly #counts = new Map<string, DwellCounts>();
  readonly #caseAccounts: ReadonlySet<number>;

  constructor(caseAccounts: ReadonlySet<number>) {
    this.#caseAccounts = caseAccounts;
  }

  get all(): ReadonlyMap<string, SeenDwells> {
    return this.#counts;
  }

  of(name: string): DwellCounts {
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    const made = new DwellCounts();
    this.#counts.set(name, made);
    return made;
  }

  left(account: number, group: DwellGroup, { weight, ageMs }: DwellPart): void {
    for (const counts of this.#countsOf(account, group)) counts.addLeaving(weight, ageMs);
  }

  stayed(account: number, group: DwellGroup, { weight, ageMs }: DwellPart): void {
    for (const counts of this.#countsOf(account, group)) counts.addStaying(weight, ageMs);
  }

  #countsOf(account: number, group: DwellGroup): readonly DwellCounts[] {
    const city = [this.of(group.state), this.of(cityName(group))];
    if (!this.#caseAccounts.has(account)) return city;
    return [...city, this.of(caseName(group)), this.of(accountName(account, group))];
  }
}

function cityName({ role, state }: DwellGroup): string {
  return `city ${role} ${state}`;
}

function caseName({ role, state }: DwellGroup): string {
  return `case ${role} ${state}`;
}

function accountName(account: number, { role, state }: DwellGroup): string {
  return `account ${account} ${role} ${state}`;
}

/** Accounts with statements, evenly spread over the ledger's, at most `cityAccounts`. */
function cityShare({ accounts }: LedgerColumns): readonly number[] {
  const covered: number[] = [];
  for (let account = 0; account < accounts.length; account++) {
    if (accounts.coverageStart[account + 1]! > accounts.coverageStart[account]!) covered.push(account);
  }
  const step = Math.max(1, Math.ceil(covered.length / cityAccounts));
  return covered.filter((_, index) => index % step === 0);
}
