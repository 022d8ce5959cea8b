import { toMinorUnits } from "../money/minor-units.ts";
import { type CityBank, cityBanks, silentBanks } from "./city-banks.ts";
import type { CityAccount } from "./city-model.ts";
import { type Disguise, openingMinor, planDisguise } from "./disguises.ts";
import { type Plan, cityStartMs, dayMs, movement } from "./daily-life.ts";
import { holdingTimeMs, type MuleJob, withdrawalsOf } from "./mule-habits.ts";
import type { CityPeople } from "./populate-city.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** Cards are replaced after so many days. */
const cardDays = 6;

const cardsPerJob: Readonly<Record<MuleJob, readonly [number, number]>> = {
  door: [1, 3],
  relay: [3, 5],
  gatherer: [1, 2],
  cashier: [2, 5],
  parker: [1, 2],
};

/** What a crew works with. */
export interface CrewPlace {
  readonly people: CityPeople;
  /** Ordinary people and shops with statements, to whom now and then stolen money is paid. */
  readonly innocents: readonly CityAccount[];
  readonly random: SeededRandom;
  readonly plan: Plan;
}

/** One card in twenty looks like a shop's, and one in twenty was somebody's own. */
function disguiseBy(fraction: number): Disguise {
  if (fraction < 0.05) return "shop-front";
  return fraction < 0.1 ? "rented-account" : "none";
}

/** A crew that launders what victims pay it, with cards for each job that are replaced now and then. */
export class LaunderingCrew {
  readonly #place: CrewPlace;
  readonly #cards = new Map<string, readonly CityAccount[]>();
  readonly #cashTaken = new Map<CityAccount, Map<number, number>>();
  readonly #dealer: CityAccount;

  constructor(place: CrewPlace) {
    this.#place = place;
    this.#dealer = place.people.open({ kind: "dealer", bank: silentBanks[0] as CityBank, statementHeld: false });
  }

  /** The card that is given to a victim at an instant. */
  door(atMs: number): CityAccount {
    return this.#card("door", atMs);
  }

  /** Carries what a victim paid to a door through the cards, to cash, virtual currency, savings or a shop. */
  launder(door: CityAccount, amountMinor: number, atMs: number): void {
    const { random } = this.#place;
    const keeps = random.chance(0.12) ? Math.floor((amountMinor * random.between(4, 20)) / 10_000) * 100 : 0;
    const sentMs = atMs + holdingTimeMs("door", random);
    for (const part of this.#parts(amountMinor - keeps)) {
      const relay = this.#send(door, "relay", { amountMinor: part, atMs: sentMs });
      this.#passOn(relay, part, sentMs + holdingTimeMs("relay", random));
    }
  }

  #passOn(from: CityAccount, amountMinor: number, atMs: number): void {
    const { random, innocents, plan } = this.#place;
    const draw = random.fraction();
    if (draw < 0.06) {
      const payee = random.pick(innocents);
      return plan(movement({ atMs, payer: from, payee, amount: amountMinor }, "purchase", { summary: "货款" }));
    }
    if (draw < 0.14) {
      const relay = this.#send(from, "relay", { amountMinor, atMs });
      return this.#finish(relay, amountMinor, atMs + holdingTimeMs("relay", random));
    }
    if (draw < 0.5) {
      const gatherer = this.#send(from, "gatherer", { amountMinor, atMs });
      return this.#finish(gatherer, amountMinor, atMs + holdingTimeMs("gatherer", random));
    }
    this.#finish(from, amountMinor, atMs);
  }

  #finish(from: CityAccount, amountMinor: number, atMs: number): void {
    const { random, plan } = this.#place;
    const draw = random.fraction();
    if (draw < 0.3) {
      const trace = { summary: "转账", remark: "USDT" };
      return plan(movement({ atMs, payer: from, payee: this.#dealer, amount: amountMinor }, "virtual-currency", trace));
    }
    if (draw < 0.55) {
      const parker = this.#send(from, "parker", { amountMinor, atMs });
      const untilMs = atMs + holdingTimeMs("parker", random);
      const sold = { atMs: untilMs, payer: parker, payee: this.#dealer, amount: amountMinor };
      return plan(movement(sold, "virtual-currency", { summary: "理财赎回转出" }));
    }
    const cashier = this.#send(from, "cashier", { amountMinor, atMs });
    const taken = this.#cashTaken.get(cashier) ?? new Map<number, number>();
    this.#cashTaken.set(cashier, taken);
    const held = { amountMinor, fromMs: atMs + holdingTimeMs("cashier", random) };
    for (const withdrawal of withdrawalsOf(held, taken, random)) {
      const cash = { atMs: withdrawal.atMs, payer: cashier, payee: null, amount: withdrawal.amountMinor };
      plan(movement(cash, "cash", { summary: "ATM取款", transactionType: "取现" }));
    }
  }

  #send(payer: CityAccount, job: MuleJob, { amountMinor, atMs }: { amountMinor: number; atMs: number }): CityAccount {
    const payee = this.#card(job, atMs, payer);
    this.#place.plan(movement({ atMs, payer, payee, amount: amountMinor }, "layering", { summary: "转账" }));
    return payee;
  }

  #card(job: MuleJob, atMs: number, other?: CityAccount): CityAccount {
    const { random } = this.#place;
    const period = Math.floor((atMs - cityStartMs) / (cardDays * dayMs));
    const key = `${job} ${period}`;
    const cards =
      this.#cards.get(key) ?? Array.from({ length: random.between(...cardsPerJob[job]) }, () => this.#open(atMs));
    this.#cards.set(key, cards);
    const choice = cards.filter((card) => card !== other);
    return random.pick(choice.length === 0 ? cards : choice);
  }

  #open(atMs: number): CityAccount {
    const { people, random } = this.#place;
    const frontier = random.chance(0.08);
    const disguise = disguiseBy(random.fraction());
    const card = people.open({
      kind: "mule",
      bank: random.pick(frontier ? silentBanks : cityBanks),
      openingMinor: toMinorUnits(random.between(...openingMinor[disguise])),
      statementHeld: !frontier,
    });
    planDisguise(card, { disguise, sinceMs: atMs }, this.#place);
    return card;
  }

  /** One to four parts, all but the last in whole yuan. */
  #parts(amountMinor: number): readonly number[] {
    const { random } = this.#place;
    const count = amountMinor < 500_000 ? 1 : random.between(1, 4);
    const parts: number[] = [];
    let left = amountMinor;
    for (let part = 1; part < count; part += 1) {
      const share = Math.floor((amountMinor * random.between(60, 140)) / (count * 10_000)) * 100;
      if (share <= 0 || share >= left) break;
      parts.push(share);
      left -= share;
    }
    return [...parts, left];
  }
}
