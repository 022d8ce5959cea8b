/** How large a city is written: `small` for tests, `demo` for a city's case of some 60 files and 200,000 rows. */
export type CityScale = "small" | "demo";

export interface CitySize {
  /** Residents whose statements are held. */
  readonly residents: number;
  /** Residents who appear only as counterparties. */
  readonly strangers: number;
  readonly merchants: number;
  readonly employers: number;
  readonly wallets: number;
  readonly days: number;
  /** Movements a resident makes in a day, on average. */
  readonly movementsPerDay: number;
  /** How many transaction files each bank's answer is divided into, by the bank's position in `cityBanks`. */
  readonly filesPerBank: readonly number[];
  /** Share of lines whose amount or time cannot be read. */
  readonly damagedShare: number;
  readonly frauds: "hero-and-few" | "city-case";
}

export const citySizes: Readonly<Record<CityScale, CitySize>> = {
  small: {
    residents: 24,
    strangers: 30,
    merchants: 8,
    employers: 2,
    wallets: 4,
    days: 40,
    movementsPerDay: 1.5,
    filesPerBank: [1, 1, 1, 1, 1, 1, 1, 1],
    damagedShare: 0.006,
    frauds: "hero-and-few",
  },
  demo: {
    residents: 620,
    strangers: 900,
    merchants: 160,
    employers: 20,
    wallets: 6,
    days: 181,
    movementsPerDay: 1.45,
    filesPerBank: [8, 6, 4, 4, 4, 3, 3, 3],
    damagedShare: 0.0006,
    frauds: "city-case",
  },
};
