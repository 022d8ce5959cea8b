import type { SeededRandom } from "./seeded-random.ts";

/** What a card of a laundering crew is for. */
export type MuleJob = "door" | "relay" | "gatherer" | "cashier" | "parker";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long a card holds what came in before it goes on, ms. Doors and relays pass it on within seconds to minutes (two
 * million yuan through seven layers in 23 seconds has been reported), but some wait for word; gatherers send on what has
 * come together; cashiers wait for a hand at the machine; what is parked in a savings product stays for days.
 */
export function holdingTimeMs(job: MuleJob, random: SeededRandom): number {
  switch (job) {
    case "door":
      return random.chance(0.8) ? random.between(5, 90) * second : random.between(5, 40) * minute;
    case "relay":
      return random.chance(0.85) ? random.between(2, 60) * second : random.between(5, 30) * minute;
    case "gatherer":
      return random.between(20, 180) * minute;
    case "cashier":
      return random.between(15, 360) * minute;
    case "parker":
      return random.between(2 * 24, 20 * 24) * hour;
  }
}

/** Cash comes in notes of 100 yuan, at most 20,000 a card and day, a few thousand at a time. */
export const dailyCashMinor = 2_000_000;

/** One withdrawal. */
export interface Withdrawal {
  readonly atMs: number;
  readonly amountMinor: number;
}

/**
 * The withdrawals of one holding, oldest first; `takenOn` is what the card has taken already on each day and is added to.
 * What is less than a note stays.
 */
export function withdrawalsOf(
  held: { readonly amountMinor: number; readonly fromMs: number },
  takenOn: Map<number, number>,
  random: SeededRandom,
): readonly Withdrawal[] {
  const withdrawals: Withdrawal[] = [];
  let left = Math.floor(held.amountMinor / 10_000) * 10_000;
  let atMs = held.fromMs;
  while (left > 0) {
    const today = Math.floor((atMs + 8 * hour) / day);
    const room = dailyCashMinor - (takenOn.get(today) ?? 0);
    if (room <= 0) {
      atMs = (today + 1) * day - 8 * hour + random.between(7 * 60, 12 * 60) * minute;
      continue;
    }
    const amountMinor = Math.min(left, room, random.between(20, 100) * 10_000);
    withdrawals.push({ atMs, amountMinor });
    takenOn.set(today, (takenOn.get(today) ?? 0) + amountMinor);
    left -= amountMinor;
    atMs += random.between(40, 120) * second;
  }
  return withdrawals;
}
