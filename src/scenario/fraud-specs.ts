import type { CitySize } from "./city-scale.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** One fraud to be committed: what was told, how much was paid, and how deep the money was carried. */
export interface FraudSpec {
  readonly id: string;
  /** The class of the case, from the ministry's list. */
  readonly type: string;
  /** Payments of each victim, in yuan. */
  readonly payments: readonly (readonly number[])[];
  /** Hops from the victim to the last mule. */
  readonly layers: number;
  /** Day of the first payment, from the city's start. */
  readonly day: number;
  /** `clean`: mules are empty before the money comes, so every doctrine gives the group of victims the same answer. */
  readonly mules: "clean" | "mixed";
  /** Whether victims pay cards, or wallets that pay out to cards: then the money crosses a payment reserve (T9). */
  readonly way: "cards" | "wallets";
}

const types = [
  "刷单返利类",
  "冒充电商物流客服类",
  "虚假网络投资理财类",
  "贷款、代办信用卡类",
  "虚假征信类",
  "冒充公检法及政府机关类",
  "冒充领导、熟人类",
  "虚假购物、服务类",
] as const;

/** The retired teacher who was told to move her savings to a "safe account": seven hops in minutes. */
export const heroFraud: FraudSpec = {
  id: "F001",
  type: "冒充公检法及政府机关类",
  payments: [[300_000, 300_000, 260_000]],
  layers: 7,
  day: 35,
  mules: "clean",
  way: "cards",
};

const fewFrauds: readonly FraudSpec[] = [
  heroFraud,
  {
    id: "F002",
    type: "刷单返利类",
    payments: [
      [600, 3_800],
      [1_200, 9_000],
    ],
    layers: 2,
    day: 20,
    mules: "clean",
    way: "cards",
  },
  {
    id: "F003",
    type: "虚假网络投资理财类",
    payments: [[50_000, 88_000]],
    layers: 4,
    day: 25,
    mules: "mixed",
    way: "cards",
  },
  {
    id: "F004",
    type: "虚假购物、服务类",
    payments: [[2_400, 9_600], [15_000], [800, 5_200]],
    layers: 4,
    day: 28,
    mules: "clean",
    way: "wallets",
  },
];

/** The frauds of a city; the first is always the retired teacher's. */
export function fraudSpecs(size: CitySize, random: SeededRandom): FraudSpec[] {
  if (size.frauds === "hero-and-few") return [...fewFrauds];
  const others = Array.from({ length: 25 }, (_, index): FraudSpec => {
    const type = types[index % types.length] ?? "其他类型诈骗";
    const victims = type === "刷单返利类" ? random.between(3, 6) : random.between(1, 2);
    return {
      id: `F${String(index + 2).padStart(3, "0")}`,
      type,
      payments: Array.from({ length: victims }, () => victimPayments(type, random)),
      layers: index % 6 === 1 ? 4 : 2 + (index % 6),
      // The last victim pays while the city still lives: its days end with its statements.
      day: random.between(40, size.days - 2 * victims - 1),
      mules: index % 3 === 2 ? "mixed" : "clean",
      way: index % 6 === 1 ? "wallets" : "cards",
    };
  });
  return [heroFraud, ...others];
}

function victimPayments(type: string, random: SeededRandom): number[] {
  const large = type !== "刷单返利类" && type !== "虚假购物、服务类";
  return Array.from({ length: random.between(1, 4) }, () =>
    large ? random.between(10, 200) * 1_000 + random.between(0, 9) * 100 : random.between(3, 90) * 100,
  );
}
