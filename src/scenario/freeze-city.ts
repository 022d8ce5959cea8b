import { toMinorUnits } from "../money/minor-units.ts";
import { cityBanks, type CityBank } from "./city-banks.ts";
import type { CityAccount, Movement, PlannedMovement } from "./city-model.ts";
import { type CitySize, citySizes } from "./city-scale.ts";
import { cityStartMs, dayMs, movement, planDailyLife } from "./daily-life.ts";
import { type CrewPlace, LaunderingCrew } from "./laundering-crew.ts";
import { openShops, openWorkers } from "./innocent-holders.ts";
import { populateCity } from "./populate-city.ts";
import { runLedger } from "./run-ledger.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

/** A city in the middle of many frauds, with what its future holds. */
export interface FreezeCity {
  readonly seed: number;
  readonly accounts: readonly CityAccount[];
  /** In their true order, also those after `nowMs`. */
  readonly movements: readonly Movement[];
  /** The victims' payments before `nowMs`. */
  readonly losses: readonly Movement[];
  /** When the freeze orders are sent, ms. */
  readonly nowMs: number;
  /** Until when each account's statement reaches, ms; an account that never answered has none. */
  readonly statementEndsMs: ReadonlyMap<CityAccount, number>;
  /** From an order to its effect, ms. */
  readonly responseMs: ReadonlyMap<CityBank, number>;
}

const hour = 3_600_000;
const minute = 60_000;
const days = 60;
const crews = 24;

/** From a receipt to the bank's feedback, minutes: each band as often as the others. */
const feedbackMinutes = [
  [1, 4],
  [5, 29],
  [30, 180],
  [181, 1_440],
] as const;

/** What a victim pays, yuan: each band as often as the others. */
const lossesYuan = [
  [5_000, 20_000],
  [20_000, 80_000],
  [80_000, 500_000],
] as const;

const size: CitySize = { ...citySizes.small, residents: 60, strangers: 60, merchants: 24, days };

/**
 * Builds a city of 60 days before `nowMs` and what comes after: 24 crews, each at work for a week or three, with cards
 * that hold money as long as their job wants (`holdingTimeMs`). Some cards look like a shop's or like somebody's own, and
 * some stolen money is paid to shops and people who know nothing. A statement reaches to the bank's feedback, between a
 * minute and a day after money was seen to reach the card, so much of what it shows as held was only passing. A pure
 * function of `seed`.
 */
export function buildFreezeCity(seed: number): FreezeCity {
  const random = seededRandom(seed, "freeze-city");
  const plans: PlannedMovement[] = [];
  const plan = (planned: PlannedMovement): void => {
    plans.push(planned);
  };
  const people = populateCity(size, random.fork("people"));
  planDailyLife(people, size, { random, plan });
  const holders = { people, plan, days };
  const shops = openShops({ ...holders, random: random.fork("shops") });
  const workers = openWorkers(20, { ...holders, random: random.fork("workers") });
  const nowMs = cityStartMs + days * dayMs + 15 * hour;
  for (let crew = 0; crew < crews; crew += 1) {
    const own = random.fork(`crew-${crew}`);
    const innocents = [...shops, ...workers, ...people.residents.slice(0, 20)];
    planCampaign({ people, innocents, random: own, plan }, nowMs);
  }
  const movements = runLedger(plans, random.fork("ledger"));
  return {
    seed,
    accounts: people.accounts,
    movements,
    losses: movements.filter(({ purpose, atMs }) => purpose === "loss" && atMs < nowMs - 5 * minute),
    nowMs,
    statementEndsMs: statementEnds(people.accounts, movements, { nowMs, random: random.fork("statements") }),
    responseMs: new Map(cityBanks.map((bank) => [bank, random.fork(bank.issuer).between(10, 120) * minute])),
  };
}

/** A crew's days of work: up to four victims a day pay from 5,000 to 500,000 yuan, and the money is laundered at once. */
function planCampaign(place: CrewPlace, nowMs: number): void {
  const { people, random, plan } = place;
  const crew = new LaunderingCrew(place);
  const firstDay = random.between(3, days - 2);
  const lastDay = Math.min(days, firstDay + random.between(5, 20));
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (let victims = random.below(5); victims > 0; victims -= 1) {
      const atMs = cityStartMs + day * dayMs + random.between(9 * 60, 20 * 60) * minute + random.below(60) * 1_000;
      if (atMs > nowMs) continue;
      const amount = betweenOf(lossesYuan, random) * 100;
      const victim = people.open({
        kind: "resident",
        bank: random.pick(cityBanks),
        openingMinor: toMinorUnits(amount + random.between(1_000, 90_000)),
        statementHeld: true,
      });
      const door = crew.door(atMs);
      plan(movement({ atMs, payer: victim, payee: door, amount }, "loss", { summary: "转账" }));
      crew.launder(door, amount, atMs);
    }
  }
}

/**
 * Other people's statements reach to some hours before now. A card's reaches from a minute to a day after one of its last
 * three receipts; as long as money may rest there, the centre asks again every few days, unless the bank stays silent.
 */
function statementEnds(
  accounts: readonly CityAccount[],
  movements: readonly Movement[],
  { nowMs, random }: { readonly nowMs: number; readonly random: SeededRandom },
): ReadonlyMap<CityAccount, number> {
  const receipts = new Map<CityAccount, number[]>();
  for (const { payee, atMs } of movements) {
    if (payee?.kind !== "mule" || atMs > nowMs) continue;
    const known = receipts.get(payee);
    if (known === undefined) receipts.set(payee, [atMs]);
    else known.push(atMs);
  }
  const ends = new Map<CityAccount, number>();
  for (const account of accounts) {
    if (!account.statementHeld) continue;
    const last = (receipts.get(account) ?? []).slice(-3);
    let endMs = nowMs - random.between(0, 48) * hour;
    if (last.length > 0) {
      endMs = random.pick(last) + betweenOf(feedbackMinutes, random) * minute;
      while (random.chance(0.8) && endMs < nowMs) endMs += random.between(24, 96) * hour;
      if (endMs > nowMs) endMs -= random.between(0, 96) * hour;
    }
    ends.set(account, Math.min(nowMs, endMs));
  }
  return ends;
}

function betweenOf(bands: readonly (readonly [number, number])[], random: SeededRandom): number {
  const [low, high] = random.pick(bands);
  return random.between(low, high);
}
