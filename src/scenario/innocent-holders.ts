import { toMinorUnits } from "../money/minor-units.ts";
import { cityBanks } from "./city-banks.ts";
import type { CityAccount } from "./city-model.ts";
import { cityStartMs, dayMs, movement } from "./daily-life.ts";
import type { CrewPlace } from "./laundering-crew.ts";

/** A shop by how it sells: how often a day, for how much (minor units), and since which day. */
interface ShopHabits {
  readonly salesADay: readonly [number, number];
  readonly priceMinor: readonly [number, number];
  readonly sinceDay: readonly [number, number];
}

const shops: readonly (readonly [count: number, habits: ShopHabits])[] = [
  // Breakfast, fruit, a barber: many small receipts.
  [10, { salesADay: [3, 12], priceMinor: [500, 40_000], sinceDay: [0, 0] }],
  // Telephones, gold, motor scooters: few and dear.
  [6, { salesADay: [1, 3], priceMinor: [60_000, 700_000], sinceDay: [0, 0] }],
  // Opened lately.
  [4, { salesADay: [2, 8], priceMinor: [500, 60_000], sinceDay: [44, 54] }],
];

const minute = 60_000;

/** How long the holders are watched, and where their movements go. */
export interface InnocentPlace extends Pick<CrewPlace, "people" | "random" | "plan"> {
  readonly days: number;
}

/** Shops whose statements are held: receipts of many customers, a supplier paid every few days. */
export function openShops(place: InnocentPlace): readonly CityAccount[] {
  return shops.flatMap(([count, habits]) => Array.from({ length: count }, () => openShop(habits, place)));
}

function openShop(
  { salesADay, priceMinor, sinceDay }: ShopHabits,
  { people, random, plan, days }: InnocentPlace,
): CityAccount {
  const shop = people.open({
    kind: "merchant",
    bank: random.pick(cityBanks),
    openingMinor: toMinorUnits(random.between(100_000, 3_000_000)),
    statementHeld: true,
    firm: `示例街${people.accounts.length}号小店`,
  });
  const buyers = [...people.residents, ...people.strangers];
  const opened = random.between(...sinceDay);
  for (let sale = (days - opened) * random.between(...salesADay); sale > 0; sale -= 1) {
    const atMs = cityStartMs + random.between(opened, days - 1) * dayMs + random.between(8 * 60, 21 * 60) * minute;
    const sold = { atMs, payer: random.pick(buyers), payee: shop, amount: random.between(...priceMinor) };
    plan(movement(sold, "life", { summary: "二维码收款" }));
  }
  const supplier = random.pick(people.strangers);
  for (let day = opened + random.between(1, 4); day < days; day += random.between(2, 5)) {
    const atMs = cityStartMs + day * dayMs + random.between(9 * 60, 18 * 60) * minute;
    const bought = { atMs, payer: shop, payee: supplier, amount: random.between(1_000, 9_000) * 100 };
    plan(movement(bought, "life", { summary: "货款" }));
  }
  return shop;
}

/**
 * People whose salary comes to an account that they use little: it varies by overtime and comes within a few days of the
 * tenth, and goes to a mortgage, a family account and some shops.
 */
export function openWorkers(count: number, { people, random, plan, days }: InnocentPlace): readonly CityAccount[] {
  return Array.from({ length: count }, () => {
    const worker = people.open({
      kind: "resident",
      bank: random.pick(cityBanks),
      openingMinor: toMinorUnits(random.between(50_000, 2_000_000)),
      statementHeld: true,
    });
    const employer = random.pick(people.employers);
    const family = random.pick(people.strangers);
    const salary = random.between(4_000, 12_000) * 100;
    for (let start = 0; start < days; start += 30) {
      const paidMs = cityStartMs + (start + random.between(8, 12)) * dayMs + random.between(8 * 60, 18 * 60) * minute;
      const amount = Math.floor((salary * random.between(80, 120)) / 100);
      plan(movement({ atMs: paidMs, payer: employer, payee: worker, amount }, "life", { summary: "代发工资" }));
      const home = { atMs: paidMs + random.between(60, 3_000) * minute, payer: worker, payee: family };
      plan(movement({ ...home, amount: random.between(1_000, 3_500) * 100 }, "life", { summary: "转账" }));
      for (let errand = random.between(2, 8); errand > 0; errand -= 1) {
        const atMs = cityStartMs + (start + random.below(30)) * dayMs + random.between(8 * 60, 21 * 60) * minute;
        const spent = {
          atMs,
          payer: worker,
          payee: random.pick(people.merchants),
          amount: random.between(20, 1_500) * 100,
        };
        plan(movement(spent, "life", { summary: "POS消费" }));
      }
    }
    return worker;
  });
}
