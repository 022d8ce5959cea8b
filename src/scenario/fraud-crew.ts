import { toMinorUnits } from "../money/minor-units.ts";
import { alipay, type CityBank, cityBanks, silentBanks, tenpay } from "./city-banks.ts";
import type { CityAccount, MovementTrace } from "./city-model.ts";
import type { Plan } from "./daily-life.ts";
import type { FraudSpec } from "./fraud-specs.ts";
import { EndTally } from "./fraud-truth.ts";
import type { CityPeople } from "./populate-city.ts";
import { clearingIssuers } from "./reserve-crossing.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** One fraud being planned: its mules by layer, its device, its clock. */
export interface Crew {
  readonly spec: FraudSpec;
  readonly layers: readonly (readonly CityAccount[])[];
  /** Sends test payments and, to mixed crews, money of other origin. */
  readonly controller: CityAccount;
  readonly ways: ExitWays;
  readonly device: Pick<MovementTrace, "ip" | "mac">;
  readonly tally: EndTally;
  readonly random: SeededRandom;
  readonly plan: Plan;
}

/** Money of one payment at a mule, and the time by the crew's clock. */
export interface Holding {
  readonly mule: CityAccount;
  readonly amount: number;
  readonly clock: number;
}

/** Draws the numbers of a plan and takes its movements. */
export interface Planner {
  readonly random: SeededRandom;
  readonly plan: Plan;
}

/** Opens the mules of a crew, layer by layer, and the accounts through which its money leaves. */
export function gatherCrew(spec: FraudSpec, people: CityPeople, { random, plan }: Planner): Crew {
  const number = Number(spec.id.slice(1));
  const layers = Array.from({ length: spec.layers }, (_, layer) => {
    const width = layer === 0 ? Math.min(2, spec.payments.length) : random.between(2, 4);
    if (spec.way === "wallets") return openWalletLayer(spec, layer, { people, random, width });
    return Array.from({ length: width }, () => {
      const frontier = layer > 0 && layer === spec.layers - 1 && random.chance(0.2);
      return people.open({
        kind: "mule",
        bank: random.pick(frontier ? silentBanks : muleBanks),
        openingMinor: toMinorUnits(spec.mules === "mixed" && !frontier ? random.between(100, 90_000) : 0),
        statementHeld: !frontier,
      });
    });
  });
  const device = { ip: `203.0.113.${1 + (number % 250)}`, mac: `02-00-00-00-01-${hex(number)}` };
  const controller = people.open({
    kind: "dealer",
    bank: random.pick(silentBanks),
    openingMinor: toMinorUnits(1_000_000_000),
    statementHeld: false,
  });
  return { spec, layers, controller, ways: openExitWays(people, random), device, tally: new EndTally(), random, plan };
}

const muleBanks = [0, 0, 1, 1, 2, 3, 4, 5, 7].map((position) => cityBanks[position] as CityBank);

/**
 * A layer of a crew that works with wallets: first the wallets that victims pay, then cards at banks whose statements show
 * clearing serials, and last some wallets again.
 */
function openWalletLayer(
  spec: FraudSpec,
  layer: number,
  { people, random, width }: { readonly people: CityPeople; readonly random: SeededRandom; readonly width: number },
): readonly CityAccount[] {
  const clearing = cityBanks.filter(({ issuer }) => clearingIssuers.has(issuer));
  const none = toMinorUnits(0);
  return Array.from({ length: width }, (_, index) => {
    const inWallet = layer === 0 || (layer === spec.layers - 1 && index % 2 === 0);
    const bank = inWallet ? institutionOf(spec) : random.pick(clearing);
    return people.open({ kind: "mule", bank, openingMinor: none, statementHeld: true });
  });
}

/** A crew has its wallets, and its victims theirs, with one institution: wallets of two cannot pay each other. */
export function institutionOf({ id }: FraudSpec): CityBank {
  return Number(id.slice(1)) % 4 === 0 ? tenpay : alipay;
}

/** Through whom a crew's money leaves: its dealer in virtual currency, its account abroad, shops, a wallet company. */
export interface ExitWays {
  readonly dealer: CityAccount;
  readonly abroad: CityAccount;
  readonly merchants: readonly CityAccount[];
  readonly reserves: readonly CityAccount[];
}

function openExitWays(people: CityPeople, random: SeededRandom): ExitWays {
  const silent = random.pick(silentBanks);
  return {
    dealer: people.open({ kind: "dealer", bank: silent, statementHeld: false }),
    abroad: people.open({ kind: "abroad", bank: abroadBank, statementHeld: false, firm: "EXAMPLE TRADING CO LTD" }),
    merchants: people.merchants,
    reserves: people.reserves,
  };
}

const abroadBank = { name: "境外示例银行 DEMO BANK OVERSEAS", issuer: "89", style: null };

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, "0");
}
