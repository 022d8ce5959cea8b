import { toMinorUnits } from "../money/minor-units.ts";
import {
  type CityAccount,
  type MovementPurpose,
  type MovementTrace,
  type PlannedMovement,
  traceOf,
} from "./city-model.ts";
import type { CitySize } from "./city-scale.ts";
import type { CityPeople } from "./populate-city.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** 2025-01-01 00:00 in China. */
export const cityStartMs: number = Date.UTC(2024, 11, 31, 16);
export const dayMs = 86_400_000;

/** Where a planner puts its movements. */
export type Plan = (movement: PlannedMovement) => void;

/** Plans what everybody does every day: salaries, rent, shops, wallets, friends, cash, interest, fees and mistakes. */
export function planDailyLife(people: CityPeople, size: CitySize, planner: Pick<World, "random" | "plan">): void {
  const { random, plan } = planner;
  for (const resident of people.residents) {
    const own = random.fork(`life-${resident.index}`);
    const world: World = { people, size, random: own, plan };
    planMonths(resident, world);
    const count = Math.round(size.days * size.movementsPerDay);
    for (let index = 0; index < count; index += 1) planErrand(resident, world);
  }
  for (const wallet of people.wallets.filter((account) => account.statementHeld)) {
    planWallet(wallet, { people, size, random: random.fork(`wallet-${wallet.index}`), plan });
  }
}

interface World {
  readonly people: CityPeople;
  readonly size: CitySize;
  readonly random: SeededRandom;
  readonly plan: Plan;
}

function planMonths(resident: CityAccount, world: World): void {
  const { random, people, size } = world;
  const endMs = cityStartMs + size.days * dayMs;
  const plan = (planned: PlannedMovement): void => {
    if (planned.atMs < endMs) world.plan(planned);
  };
  const employer = random.pick(people.employers);
  const landlord = random.pick(people.strangers);
  const salary = random.between(4_000, 15_000) * 100;
  const rent = random.between(8, 35) * 10_000;
  for (let start = 0; start < size.days; start += 30) {
    const monthMs = cityStartMs + start * dayMs;
    plan(
      movement({ atMs: monthMs + 9 * dayMs + 36_000_000, payer: employer, payee: resident, amount: salary }, "life", {
        summary: "代发工资",
        transactionType: "工资",
        sharedSerial: `GZ${employer.index}${String(start).padStart(4, "0")}`,
      }),
    );
    if (random.chance(0.4)) {
      const atMs = monthMs + 14 * dayMs + random.between(8, 20) * 3_600_000;
      const trace = { summary: "房租", transactionType: "转账" };
      plan(movement({ atMs, payer: resident, payee: landlord, amount: rent }, "life", trace));
    }
    const fee = { summary: "短信服务费", transactionType: "手续费" };
    plan(movement({ atMs: monthMs + 20 * dayMs + 7_200_000, payer: resident, payee: null, amount: 200 }, "fee", fee));
    if (start % 90 === 60) {
      const amount = random.between(10, 9_000);
      const interest = { summary: "结息", transactionType: "利息" };
      plan(
        movement(
          { atMs: monthMs + 19 * dayMs + 14_400_000, payer: null, payee: resident, amount },
          "interest",
          interest,
        ),
      );
    }
  }
}

function planErrand(resident: CityAccount, world: World): void {
  const { random, people, size, plan } = world;
  const atMs = cityStartMs + random.below(size.days) * dayMs + random.between(7 * 3_600, 22 * 3_600) * 1_000;
  const kind = random.fraction();
  if (kind < 0.4) return plan(shop(resident, atMs, world));
  if (kind < 0.72) {
    const payee = random.pick(people.reserves);
    const trace = { summary: random.pick(["快捷支付", "网上支付"]), transactionType: "消费" };
    return plan(movement({ atMs, payer: resident, payee, amount: random.between(300, 40_000) }, "life", trace));
  }
  if (kind < 0.93) return planBetweenFriends(resident, atMs, world);
  const terminal = `ATM${random.between(1_000, 9_999)}`;
  if (kind < 0.97) {
    const trace = { summary: "ATM取款", transactionType: "取现", terminal };
    const amount = random.between(1, 30) * 10_000;
    return plan(movement({ atMs, payer: resident, payee: null, amount }, "cash", trace));
  }
  if (kind < 0.985) {
    const trace = { summary: "现金存入", transactionType: "存现", terminal };
    const amount = random.between(5, 90) * 10_000;
    return plan(movement({ atMs, payer: null, payee: resident, amount }, "cash", trace));
  }
  const refused = { summary: "转账", transactionType: "转账", remark: "余额不足" };
  const amount = random.between(20, 900) * 100_000;
  plan(movement({ atMs, payer: resident, payee: random.pick(people.strangers), amount }, "failed-attempt", refused));
}

function planBetweenFriends(resident: CityAccount, atMs: number, world: World): void {
  const { random, people, plan } = world;
  const friend = random.pick(random.chance(0.5) ? people.residents : people.strangers);
  if (friend === resident) return;
  const [payer, payee] = random.chance(0.5) ? [friend, resident] : [resident, friend];
  const amount = random.between(10, 3_000) * 100;
  const summary = random.pick(["转账", "还款", "往来款", "生活费"]);
  const first = movement({ atMs, payer, payee, amount }, "life", { summary, transactionType: "转账" });
  plan(first);
  if (random.chance(0.01)) plan(reversalOf(first, atMs + 90_000));
}

/** The movement that undoes `original` at `atMs`. */
export function reversalOf(original: PlannedMovement, atMs: number): PlannedMovement {
  const trace = traceOf({ summary: "冲正", transactionType: "冲正" });
  return {
    ...original,
    atMs,
    payer: original.payee,
    payee: original.payer,
    purpose: "reversal",
    trace,
    reverses: original,
  };
}

function shop(resident: CityAccount, atMs: number, world: World): PlannedMovement {
  const merchant = world.random.pick(world.people.merchants);
  const amount = world.random.between(500, 60_000);
  return movement({ atMs, payer: resident, payee: merchant, amount }, "life", {
    summary: "POS消费",
    transactionType: "消费",
    merchant: merchant.holder.name,
    merchantNo: merchantNumber(merchant),
    terminal: `POS${String(merchant.index).padStart(5, "0")}`,
  });
}

/** The acquirer's number of a merchant. */
export function merchantNumber(merchant: CityAccount): string {
  return `880100${String(merchant.index).padStart(9, "0")}`;
}

function planWallet(wallet: CityAccount, world: World): void {
  const { random, people, size, plan } = world;
  const peers = people.wallets.filter((other) => other.bank === wallet.bank && other !== wallet);
  for (let index = 0; index < size.days * 2; index += 1) {
    const atMs = cityStartMs + random.below(size.days) * dayMs + random.between(28_000, 80_000) * 1_000;
    const peer = random.pick(peers);
    const [payer, payee] = random.chance(0.5) ? [wallet, peer] : [peer, wallet];
    const trace = { summary: "转账", transactionType: random.pick(["转账", "红包", "二维码收款"]) };
    plan(movement({ atMs, payer, payee, amount: random.between(100, 20_000) }, "life", trace));
  }
  const card = people.residents.find(({ holder }) => holder === wallet.holder);
  if (card === undefined) return;
  for (let day = random.between(1, 9); day < size.days; day += random.between(4, 14)) {
    const atMs = cityStartMs + day * dayMs + random.between(28_000, 80_000) * 1_000;
    const isTopUp = random.chance(0.6);
    const [payer, payee] = isTopUp ? [card, wallet] : [wallet, card];
    const words = { summary: isTopUp ? "零钱充值" : "零钱提现", transactionType: isTopUp ? "充值" : "提现" };
    plan(movement({ atMs, payer, payee, amount: random.between(20, 800) * 100 }, "life", words));
  }
}

/** Who pays whom how much (in minor units), and when. */
export interface Payment {
  readonly atMs: number;
  readonly payer: CityAccount | null;
  readonly payee: CityAccount | null;
  readonly amount: number;
}

/** A planned movement that undoes nothing. */
export function movement(payment: Payment, purpose: MovementPurpose, trace: Partial<MovementTrace>): PlannedMovement {
  const { atMs, payer, payee, amount } = payment;
  return {
    atMs,
    payer,
    payee,
    amountMinor: toMinorUnits(amount),
    purpose,
    trace: traceOf(trace),
    reverses: null,
    throughWallet: null,
  };
}
