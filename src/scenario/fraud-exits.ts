import type { CityAccount, MovementPurpose } from "./city-model.ts";
import { merchantNumber, movement } from "./daily-life.ts";
import type { EndKind } from "./fraud-truth.ts";
import type { Crew, Holding } from "./fraud-crew.ts";
import { isWallet } from "./reserve-crossing.ts";

/**
 * Ends `amountMinor` held by `mule`: some stays, the rest leaves as cash, shopping, virtual currency, abroad or into a
 * wallet. A mule whose statement is not held keeps all: that is the frontier; so does a mule's wallet. Returns when the last movement was made.
 */
export function cashOut(crew: Crew, holding: Holding): number {
  const { mule, amount: amountMinor, clock: startMs } = holding;
  const { random, tally } = crew;
  if (isWallet(mule)) {
    tally.add("at-rest", mule, amountMinor);
    return startMs;
  }
  if (!mule.statementHeld) {
    tally.add("frontier", mule, amountMinor);
    return startMs;
  }
  const draw = random.fraction();
  const rest = draw < 0.25 ? amountMinor : Math.floor((amountMinor * random.below(15)) / 10_000) * 100;
  tally.add("at-rest", mule, rest);
  const out = amountMinor - rest;
  if (out === 0) return startMs;
  if (draw < 0.5) return withdraw(crew, { ...holding, amount: out });
  if (draw < 0.62) return shopFor(crew, { ...holding, amount: out });
  if (draw < 0.82) {
    const remark = random.pick(["USDT", "购买虚拟币", "U"]);
    return send(crew, { mule, payee: crew.ways.dealer, amount: out, startMs, words: { remark } }, "virtual-currency");
  }
  if (draw < 0.9) {
    const summary = "跨境汇款";
    return send(crew, { mule, payee: crew.ways.abroad, amount: out, startMs, words: { summary } }, "abroad");
  }
  const payee = random.pick(crew.ways.reserves);
  return send(crew, { mule, payee, amount: out, startMs, words: { summary: "快捷支付充值" } }, "payment-reserve");
}

/** Cash comes in notes of 100 yuan, at most 20,000 at a time; what is less stays in the account. */
function withdraw(crew: Crew, { mule, amount, clock: startMs }: Holding): number {
  let [left, clock] = [amount, startMs];
  while (left >= 10_000) {
    const notes = Math.min(2_000_000, Math.floor(left / 10_000) * 10_000);
    clock += crew.random.between(40, 90) * 1_000;
    const terminal = `ATM${crew.random.between(1_000, 9_999)}`;
    const trace = { summary: "ATM取款", transactionType: "取现", terminal };
    crew.plan(movement({ atMs: clock, payer: mule, payee: null, amount: notes }, "cash", trace));
    left -= notes;
  }
  crew.tally.add("cash", mule, amount - left);
  crew.tally.add("at-rest", mule, left);
  return clock;
}

/** Gold, telephones, fuel cards. Crews with other money in play also buy from shops whose statements are held. */
function shopFor(crew: Crew, { mule, amount, clock: startMs }: Holding): number {
  const shops = crew.ways.merchants.filter((shop) => crew.spec.mules === "mixed" || !shop.statementHeld);
  const shop = crew.random.pick(shops);
  const atMs = startMs + crew.random.between(60, 900) * 1_000;
  const merchant = shop.holder.name;
  const trace = { summary: "POS消费", transactionType: "消费", merchant, merchantNo: merchantNumber(shop) };
  crew.plan(movement({ atMs, payer: mule, payee: shop, amount }, "purchase", trace));
  crew.tally.add("purchase", mule, amount);
  return atMs;
}

interface Sending {
  readonly mule: CityAccount;
  readonly payee: CityAccount;
  readonly amount: number;
  readonly startMs: number;
  readonly words: { readonly summary?: string; readonly remark?: string };
}

function send(crew: Crew, sending: Sending, kind: EndKind & MovementPurpose): number {
  const { mule, payee, amount, startMs, words } = sending;
  const atMs = startMs + crew.random.between(2, 60) * 1_000;
  const trace = { ...crew.device, summary: "转账", transactionType: "转账", ...words };
  crew.plan(movement({ atMs, payer: mule, payee, amount }, kind, trace));
  crew.tally.add(kind, payee, amount);
  return atMs;
}
