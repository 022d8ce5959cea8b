import type { CityAccount, Movement, PlannedMovement } from "./city-model.ts";
import { type CityScale, citySizes } from "./city-scale.ts";
import { planDailyLife } from "./daily-life.ts";
import { fraudSpecs } from "./fraud-specs.ts";
import { planFraud } from "./fraud-trees.ts";
import type { FraudRecord } from "./fraud-truth.ts";
import { populateCity } from "./populate-city.ts";
import { runLedger } from "./run-ledger.ts";
import { seededRandom } from "./seeded-random.ts";

/** A whole city: everybody's accounts, every movement in its true order, and what the frauds did. */
export interface City {
  readonly seed: number;
  readonly scale: CityScale;
  readonly accounts: readonly CityAccount[];
  readonly movements: readonly Movement[];
  readonly frauds: readonly FraudRecord[];
}

/**
 * Builds a city from its seed: a pure function of `seed` and `scale`.
 * @throws SluiceError SCENARIO_OVERDRAWN when a planned fraud contradicts itself.
 */
export function buildCity(seed: number, scale: CityScale): City {
  const size = citySizes[scale];
  const random = seededRandom(seed);
  const plans: PlannedMovement[] = [];
  const plan = (movement: PlannedMovement): void => {
    plans.push(movement);
  };
  const people = populateCity(size, random.fork("people"));
  planDailyLife(people, size, { random, plan });
  const frauds = fraudSpecs(size, random.fork("specs")).map((spec) =>
    planFraud(spec, people, { random: random.fork(`fraud-${spec.id}`), plan }),
  );
  const movements = runLedger(plans, random.fork("ledger"));
  return { seed, scale, accounts: people.accounts, movements, frauds };
}
