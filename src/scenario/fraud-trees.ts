import { toMinorUnits } from "../money/minor-units.ts";
import { cityBanks } from "./city-banks.ts";
import type { CityAccount, PlannedMovement } from "./city-model.ts";
import { cityStartMs, dayMs, movement, type Payment, reversalOf } from "./daily-life.ts";
import { type Crew, gatherCrew, type Holding, institutionOf, type Planner } from "./fraud-crew.ts";
import { cashOut } from "./fraud-exits.ts";
import type { FraudSpec } from "./fraud-specs.ts";
import type { FraudRecord, PlannedLoss } from "./fraud-truth.ts";
import type { CityPeople } from "./populate-city.ts";
import { isWallet } from "./reserve-crossing.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** Plans one fraud: the victims' payments, every hop of the mule tree in waves, and how the money ends. */
export function planFraud(spec: FraudSpec, people: CityPeople, planner: Planner): FraudRecord {
  const { random, plan } = planner;
  const crew = gatherCrew(spec, people, planner);
  const losses: PlannedLoss[] = [];
  planTests(crew);
  spec.payments.forEach((payments, index) => {
    const { victim, wallet } = openVictim(spec, people, index);
    let clock = cityStartMs + (spec.day + index * 2) * dayMs + random.between(9 * 3_600, 15 * 3_600) * 1_000;
    for (const yuan of payments) {
      const payee = random.pick(crew.layers[0] as readonly CityAccount[]);
      const loss = planPayment({ atMs: clock, payer: victim, payee, amount: yuan * 100 }, wallet, plan);
      losses.push({ victim: loss.payer ?? victim, movement: loss });
      clock = planWave(crew, { mule: payee, amount: yuan * 100, clock }) + random.between(60, 240) * 1_000;
    }
  });
  return {
    id: spec.id,
    type: spec.type,
    layers: spec.layers,
    everyDoctrineAgrees: spec.mules === "clean",
    losses,
    ends: crew.tally.all(),
  };
}

/** What a victim pays with: a card, and with wallet crews a wallet as well that is held with the crew's institution. */
interface Purse {
  readonly victim: CityAccount;
  readonly wallet: { readonly account: CityAccount; readonly pays: "by-card" | "from-balance" } | null;
}

/** Plans a victim's payment; from a wallet's balance it is topped up from the card first. Returns what is the loss. */
function planPayment(
  { atMs, payer: card, payee, amount }: Payment & { readonly payer: CityAccount },
  wallet: Purse["wallet"],
  plan: Planner["plan"],
): PlannedMovement {
  const trace = { summary: "转账", transactionType: "转账" };
  if (wallet?.pays === "from-balance") {
    const topUp = { atMs: atMs - 20_000, payer: card, payee: wallet.account, amount };
    plan(movement(topUp, "top-up", { summary: "零钱充值", transactionType: "充值" }));
  }
  const payer = wallet?.pays === "from-balance" ? wallet.account : card;
  const payment = movement({ atMs, payer, payee, amount }, "loss", trace);
  const loss = { ...payment, throughWallet: wallet?.pays === "by-card" ? wallet.account : null };
  plan(loss);
  return loss;
}

function openVictim(spec: FraudSpec, people: CityPeople, index: number): Purse {
  const payments = spec.payments[index] ?? [];
  const total = toMinorUnits(payments.reduce((sum, yuan) => sum + yuan, 0) * 100);
  const hero = spec.id === "F001";
  const bank = cityBanks[hero ? 0 : (Number(spec.id.slice(1)) + index) % 3] ?? cityBanks[0];
  const victim = people.open({
    kind: "resident",
    bank: bank as (typeof cityBanks)[number],
    openingMinor: toMinorUnits(total + (hero ? 34_000_000 : 500_000)),
    reservedMinor: total,
    statementHeld: true,
  });
  if (spec.way === "cards") return { victim, wallet: null };
  const { holder } = victim;
  const account = people.open({
    kind: "resident",
    bank: institutionOf(spec),
    holder,
    openingMinor: toMinorUnits(51_200),
    // One victim in three has not handed the wallet's statement in: then only the bank's row and the mule's show it.
    statementHeld: index % 3 !== 2,
  });
  return { victim, wallet: { account, pays: index % 3 === 1 ? "from-balance" : "by-card" } };
}

/** A yuan in and back out, hours before: does the card work? In mixed crews other money also comes through. */
function planTests(crew: Crew): void {
  for (const mule of crew.layers.flat().filter((account) => account.statementHeld)) {
    const atMs = cityStartMs + (crew.spec.day - 1) * dayMs + crew.random.between(10_000, 30_000) * 1_000;
    if (crew.random.chance(0.5)) {
      const trace = { ...crew.device, summary: "转账", transactionType: "转账" };
      crew.plan(movement({ atMs, payer: crew.controller, payee: mule, amount: 100 }, "probe", trace));
      crew.plan(movement({ atMs: atMs + 40_000, payer: mule, payee: crew.controller, amount: 100 }, "probe", trace));
    }
    if (crew.spec.mules === "mixed" && crew.random.chance(0.6)) {
      const amount = crew.random.between(500, 4_000_000);
      const trace = { summary: "跨行转账", transactionType: "转账" };
      crew.plan(
        movement({ atMs: atMs + 3_600_000, payer: crew.controller, payee: mule, amount }, "mule-income", trace),
      );
    }
  }
}

/** Carries one payment through the layers; returns when its last movement was made. */
function planWave(crew: Crew, first: Holding): number {
  let holdings = new Map<CityAccount, number>([[first.mule, first.amount]]);
  let clock = first.clock + crew.random.below(4) * 3_000;
  for (const nextLayer of crew.layers.slice(1)) {
    const next = new Map<CityAccount, number>();
    let lastMs = clock;
    for (const [mule, held] of holdings) {
      const left = held - setAside(crew, { mule, amount: held, clock });
      if (left > 0)
        lastMs = Math.max(lastMs, spread(crew, { mule, amount: left, clock }, { accounts: nextLayer, held: next }));
    }
    holdings = next;
    // Half the hops happen within the second: 2 million yuan through 7 layers in 23 seconds has been reported.
    clock = lastMs + (crew.random.chance(0.5) ? 0 : crew.random.between(1, 25) * 1_000);
  }
  for (const [mule, held] of holdings) clock = Math.max(clock, cashOut(crew, { mule, amount: held, clock }));
  return clock;
}

/** What stays at a mule of a middle layer, or leaves the tree there. */
function setAside(crew: Crew, { mule, amount: held, clock }: Holding): number {
  if (held < 100_000) return 0;
  const draw = crew.random.fraction();
  const part = Math.floor((held * crew.random.between(4, 20)) / 10_000) * 100;
  if (draw < 0.12) {
    crew.tally.add("at-rest", mule, part);
    return part;
  }
  if (draw < 0.24) {
    cashOut(crew, { mule, amount: part, clock });
    return part;
  }
  return 0;
}

/** The accounts of the next layer, and what they hold of this wave so far. */
interface NextLayer {
  readonly accounts: readonly CityAccount[];
  readonly held: Map<CityAccount, number>;
}

/** Sends a mule's money on to the next layer in parts; returns when the last of it went. */
function spread(crew: Crew, from: Holding, to: NextLayer): number {
  const { random, plan } = crew;
  let left = from.amount;
  let lastMs = from.clock;
  const parts = from.amount < 50_000 ? 1 : random.between(1, Math.min(4, to.accounts.length + 1));
  for (let part = 0; part < parts; part += 1) {
    const share = part === parts - 1 ? left : Math.min(left, splitSize(from.amount / parts, random));
    if (share === 0) continue;
    const payee = random.pick(to.accounts);
    const trace = { ...crew.device, summary: random.pick(["转账", "网银转账", "手机转账"]), transactionType: "转账" };
    const hop = movement({ atMs: from.clock, payer: from.mule, payee, amount: share }, "layering", trace);
    if (random.chance(0.06)) plan({ ...hop, purpose: "failed-attempt", amountMinor: toMinorUnits(share + 100) });
    plan(hop);
    if (payee.statementHeld && random.chance(0.04) && isWallet(payee) === isWallet(from.mule)) {
      plan(reversalOf(hop, from.clock + 1_000));
      plan({ ...hop, atMs: from.clock + 2_000 });
      lastMs = from.clock + 2_000;
    }
    to.held.set(payee, (to.held.get(payee) ?? 0) + share);
    left -= share;
  }
  return lastMs;
}

/** About `target`, in whole yuan; now and then just under a threshold of 50,000. */
function splitSize(target: number, random: SeededRandom): number {
  if (target > 5_000_000 && random.chance(0.3)) return 4_999_900;
  return Math.max(100, Math.floor((target * random.between(60, 140)) / 10_000) * 100);
}
