import type { Order } from "../../src/recovery/order.ts";
import type { KnownLoss, Payout } from "../../src/recovery/place-losses.ts";
import type { WorldEvent } from "../generators/recovery-world.ts";

/** One 分 of a loss and where it is. */
interface Coin {
  readonly lossId: string;
  bucket: string;
  place: string;
}

/** Sums by `loss bucket place`, for comparison with the ledger's. */
export type NaiveSheet = ReadonlyMap<string, number>;

/**
 * The slow, obvious twin of the recovery ledger: from the list of events alone, every 分 of every loss is laid out as a
 * coin at `atMs`, payouts take coins one by one, and what banks hold is handed out coin by coin.
 */
export function naiveSheet(events: readonly WorldEvent[], atMs: number): NaiveSheet {
  const known = events.filter((event) => event.atMs <= atMs);
  const losses = new Map<string, Pick<KnownLoss, "lossId" | "lossMinor" | "traced">>();
  const orders = new Map<string, Order>();
  const payouts: Payout[] = [];
  for (const event of known) {
    if (event.kind === "loss") losses.set(event.loss.lossId, event.loss);
    if (event.kind === "order") orders.set(event.order.id, event.order);
    if (event.kind === "payout") payouts.push(event.payout);
  }
  const coins = [...losses.values()].flatMap((loss) => coinsOf(loss, payouts));
  for (const payout of payouts.toSorted((a, b) => order(a.paymentId, b.paymentId))) payOut(coins, payout);
  for (const coin of coins) if (coin.bucket === "paid") coin.bucket = "returned";
  for (const account of new Set([...orders.values()].map((one) => one.account.key))) {
    let held = naiveHeld([...orders.values()], account, atMs);
    held = hold(coins, { bucket: "at-rest", account, held });
    hold(coins, { bucket: "lost-sight", account, held });
  }
  const sums = new Map<string, number>();
  for (const { lossId, bucket, place } of coins) {
    const key = `${lossId} ${bucket} ${place}`;
    sums.set(key, (sums.get(key) ?? 0) + 1);
  }
  return sums;
}

function coinsOf({ lossId, traced }: Pick<KnownLoss, "lossId" | "traced">, payouts: readonly Payout[]): Coin[] {
  return traced.flatMap(({ bucket, place, amountMinor, paymentId }) => {
    const seen = payouts.find((one) => one.paymentId === paymentId && one.lossId === lossId);
    const at = seen === undefined ? { bucket, place } : { bucket: "at-rest", place: seen.accountKey };
    return Array.from({ length: amountMinor }, () => ({ lossId, bucket: at.bucket, place: at.place }));
  });
}

function payOut(coins: Coin[], { lossId, accountKey, amountMinor, paymentId }: Payout): void {
  const wish = (coin: Coin): number => {
    if (coin.bucket === "at-rest") return coin.place === accountKey ? 0 : 5;
    if (coin.bucket === "lost-sight") return coin.place === accountKey ? 1 : 2;
    if (coin.bucket === "exited") return 3;
    return coin.bucket === "written-off" ? 4 : 6;
  };
  for (let paid = 0; paid < amountMinor; paid++) {
    const [coin] = coins
      .filter((one) => one.lossId === lossId && one.bucket !== "paid")
      .toSorted((a, b) => wish(a) - wish(b) || order(a.place, b.place));
    if (coin === undefined) throw new Error(`${paymentId} pays more than ${lossId} lost`);
    Object.assign(coin, { bucket: "paid", place: paymentId });
  }
}

/** Hands the held coins to the losses one at a time: to the one furthest below its exact share. */
function hold(coins: Coin[], wanted: { bucket: string; account: string; held: number }): number {
  const there = (lossId: string): Coin[] =>
    coins.filter((one) => one.lossId === lossId && one.bucket === wanted.bucket && one.place === wanted.account);
  const ids = [...new Set(coins.map(({ lossId }) => lossId))].sort();
  const rooms = ids.map((id) => there(id).length);
  const room = rooms.reduce((a, b) => a + b, 0);
  const used = Math.min(room, wanted.held);
  const given = rooms.map((one) => Math.floor((one * used) / Math.max(1, room)));
  while (given.reduce((a, b) => a + b, 0) < used) {
    const gaps = rooms.map((one, index) => one * used - (given[index] ?? 0) * room);
    const index = gaps.indexOf(Math.max(...gaps));
    given[index] = (given[index] ?? 0) + 1;
  }
  ids.forEach((id, index) => {
    for (const coin of there(id).slice(0, given[index])) coin.bucket = "held";
  });
  return wanted.held - used;
}

function naiveHeld(orders: readonly Order[], account: string, atMs: number): number {
  const sums = { "stop-payment": 0, freeze: 0 };
  for (const kind of ["stop-payment", "freeze"] as const) {
    const largest = new Map<string, number>();
    for (const one of orders) {
      if (one.kind !== kind || one.account.key !== account || one.measure === null) continue;
      const isOn = one.measure.periods.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
      if (!isOn || (one.measure.releasedMs !== null && one.measure.releasedMs <= atMs)) continue;
      const receipt = JSON.stringify(one.basis.receipt);
      largest.set(receipt, Math.max(largest.get(receipt) ?? 0, one.measure.heldMinor));
    }
    for (const one of largest.values()) sums[kind] += one;
  }
  return Math.max(sums["stop-payment"], sums.freeze);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
