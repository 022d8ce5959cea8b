import type { CityAccount } from "./city-model.ts";
import { cityStartMs, dayMs, movement } from "./daily-life.ts";
import type { CrewPlace } from "./laundering-crew.ts";

/** What else a mule's card is: nothing, a shop's with customers (real or staged), or the account that somebody lived from. */
export type Disguise = "none" | "shop-front" | "rented-account";

/** What a card holds when it is opened, minor units: a rented account more than its owner's life spends. */
export const openingMinor: Readonly<Record<Disguise, readonly [number, number]>> = {
  none: [0, 20_000],
  "shop-front": [0, 20_000],
  "rented-account": [2_000_000, 4_000_000],
};

const minute = 60_000;

/** Plans the ordinary movements of a card that comes into a crew's hands at `sinceMs`. */
export function planDisguise(
  card: CityAccount,
  { disguise, sinceMs }: { readonly disguise: Disguise; readonly sinceMs: number },
  place: CrewPlace,
): void {
  switch (disguise) {
    case "none":
      return;
    case "shop-front":
      return planCustomers(card, sinceMs, place);
    case "rented-account":
      return planOwnersLife(card, sinceMs, place);
  }
}

/** Small payments by many people in the two weeks before and while the crew uses the card. */
function planCustomers(card: CityAccount, sinceMs: number, { people, random, plan }: CrewPlace): void {
  const customers = [...people.residents, ...people.strangers];
  for (let sale = random.between(40, 120); sale > 0; sale -= 1) {
    const atMs = dayTime(sinceMs + random.between(-14, 5) * dayMs, random);
    const sold = { atMs, payer: random.pick(customers), payee: card, amount: random.between(300, 60_000) };
    if (atMs >= cityStartMs) plan(movement(sold, "life", { summary: "二维码收款" }));
  }
}

/** The weeks that its owner lived from the account: a salary a month, and small payments. */
function planOwnersLife(card: CityAccount, sinceMs: number, { people, random, plan }: CrewPlace): void {
  const employer = random.pick(people.employers);
  const salary = random.between(3_000, 9_000) * 100;
  for (let atMs = cityStartMs + 9 * dayMs; atMs < sinceMs; atMs += 30 * dayMs) {
    plan(movement({ atMs, payer: employer, payee: card, amount: salary }, "life", { summary: "代发工资" }));
  }
  for (let errand = random.between(20, 45); errand > 0; errand -= 1) {
    const atMs = dayTime(sinceMs - random.between(1, 45) * dayMs, random);
    const spent = { atMs, payer: card, payee: random.pick(people.merchants), amount: random.between(1_000, 40_000) };
    if (atMs >= cityStartMs) plan(movement(spent, "life", { summary: "POS消费" }));
  }
}

/** Some time of the day of `atMs`, between eight and nine in the evening. */
function dayTime(atMs: number, random: CrewPlace["random"]): number {
  const day = Math.floor((atMs - cityStartMs) / dayMs);
  return cityStartMs + day * dayMs + random.between(8 * 60, 21 * 60) * minute;
}
