import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCity, type City } from "./build-city.ts";
import type { CityAccount, Movement } from "./city-model.ts";
import { citySizes } from "./city-scale.ts";
import { cityStartMs, dayMs } from "./daily-life.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** The movements after which a stated balance does not follow from the one before, or a purse is below zero. */
function wrongBalances(city: City): Movement[] {
  const balances = new Map<CityAccount, number>();
  const follows = (account: CityAccount | null, change: number, stated: number): boolean => {
    if (account === null) return true;
    const after = (balances.get(account) ?? account.openingMinor) + change;
    balances.set(account, after);
    return stated === after && (after >= 0 || account.kind === "reserve" || account.kind === "employer");
  };
  return city.movements.filter((movement) => {
    const moved = movement.purpose === "failed-attempt" ? 0 : movement.amountMinor;
    const payerFollows = follows(movement.payer, 0 - moved, movement.payerBalanceMinor);
    const payeeFollows = follows(movement.payee, moved, movement.payeeBalanceMinor);
    return !payerFollows || !payeeFollows;
  });
}

describe("buildCity", () => {
  it("keeps every running balance right and no purse below zero", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(wrongBalances(buildCity(seed, "small"))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("lives to its last day and not beyond: no month is begun that is not lived", () => {
    for (const scale of ["small", "demo"] as const) {
      const { movements } = buildCity(5, scale);
      const endMs = cityStartMs + citySizes[scale].days * dayMs;
      expect(movements.filter(({ atMs }) => atMs >= endMs)).toEqual([]);
      expect(movements.filter(({ atMs }) => atMs >= endMs - dayMs).length).toBeGreaterThan(10);
    }
  });

  it("accounts for every stolen 分: what ended equals what was lost, fraud by fraud", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const fraud of buildCity(seed, "small").frauds) {
          const lost = fraud.losses.reduce((sum, loss) => sum + loss.movement.amountMinor, 0);
          expect(fraud.ends.reduce((sum, end) => sum + end.amountMinor, 0)).toBe(lost);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("leaves clean mules holding exactly what the truth says is at rest", () => {
    const city = buildCity(7, "small");
    for (const fraud of city.frauds.filter((each) => each.everyDoctrineAgrees)) {
      for (const end of fraud.ends.filter((each) => each.kind === "at-rest")) {
        const last = city.movements.findLast((each) => touches(each, end.account));
        const balance = last?.payer === end.account ? last.payerBalanceMinor : last?.payeeBalanceMinor;
        expect(balance).toBe(end.amountMinor);
      }
    }
  });

  it("sends the retired teacher's 860,000 yuan through seven layers within minutes", () => {
    const hero = buildCity(1, "small").frauds[0];
    expect(hero?.layers).toBe(7);
    expect(hero?.losses.reduce((sum, loss) => sum + loss.movement.amountMinor, 0)).toBe(86_000_000);
    expect(new Set(hero?.ends.map((end) => end.kind)).has("at-rest")).toBe(true);
  });
});

function touches(movement: Movement, account: CityAccount): boolean {
  return movement.payer === account || movement.payee === account;
}
