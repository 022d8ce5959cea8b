import { describe, expect, it } from "vitest";
import { buildCity, type City } from "../../src/scenario/build-city.ts";
import { cityLedger } from "../../src/scenario/city-ledger.ts";
import type { CityAccount } from "../../src/scenario/city-model.ts";
import { buildFreezeCity, type FreezeCity } from "../../src/scenario/freeze-city.ts";
import { foretellHeldBack } from "../../src/tracing/held-back.ts";
import { type Foretold, reliability } from "../../src/tracing/reliability.ts";

const hour = 3_600_000;
const day = 24 * hour;
const horizons = { "30 min": hour / 2, "6 h": 6 * hour, "1 d": day, "3 d": 3 * day, "7 d": 7 * day };

/* A city whose seed took no part in the making of the model. */
describe("the chances told in a city's last four weeks", () => {
  const city = buildCity(12, "demo");
  const endMs = city.movements.at(-1)?.atMs ?? 0;
  const lastRowMs = new Map<CityAccount, number>();
  for (const { payer, payee, atMs } of city.movements) {
    for (const account of [payer, payee]) if (account !== null) lastRowMs.set(account, atMs);
  }

  it.each([
    ["to the end of the city", () => endMs],
    ["to each account's last row", (account: CityAccount) => lastRowMs.get(account)],
  ])("come true at every horizon, with statements that reach %s", (_, statementEndMs) => {
    const told = foretold(city, { endMs, statementEndMs });
    Object.keys(horizons).forEach((horizon, index) => {
      const table = reliability(told[index] ?? []);
      expect(table.n).toBeGreaterThan(20_000);
      expect(table.calibrationError, horizon).toBeLessThan(0.03);
      const surest = table.bins.at(-1);
      expect(Math.abs((surest?.predicted ?? 0) - (surest?.observed ?? 1)), horizon).toBeLessThan(0.02);
    });
  });
});

/* Cards of crews, some of which look like shops, and the people and shops that they pay; seeds that took no part either. */
it("the chances told of the accounts of a case come true at every horizon", () => {
  const told = Object.keys(horizons).map((): Foretold[] => []);
  for (const seed of [401, 402, 403]) {
    foretoldOfCase(buildFreezeCity(seed)).forEach((horizon, index) => told[index]?.push(...horizon));
  }
  Object.keys(horizons).forEach((horizon, index) => {
    const table = reliability(told[index] ?? []);
    expect(table.n).toBeGreaterThan(10_000);
    expect(table.calibrationError, horizon).toBeLessThan(0.05);
  });
});

/** By horizon what was foretold, at four instants before the orders, of all that crews' cards are and have paid. */
function foretoldOfCase({ accounts, movements, losses, nowMs, statementEndsMs }: FreezeCity): readonly Foretold[][] {
  const { ledger, transferOf } = cityLedger({
    accounts,
    movements: movements.filter(({ atMs }) => atMs <= nowMs),
    statementEndMs: (account) => statementEndsMs.get(account),
  });
  const reached = movements.flatMap(({ payer, payee }) =>
    payer?.kind === "mule" && payee !== null ? [payee.index] : [],
  );
  const caseAccounts = new Set([
    ...reached,
    ...accounts.filter(({ kind }) => kind === "mule").map(({ index }) => index),
  ]);
  const told = Object.keys(horizons).map((): Foretold[] => []);
  for (const weeks of [1, 2, 3, 4]) {
    const seen = foretellHeldBack(ledger, {
      untilMs: nowMs - weeks * 7 * day,
      caseAccounts,
      lossTransfers: new Set(losses.map(({ id }) => transferOf.get(id) ?? -1)),
      asked: caseAccounts,
      horizonsMs: Object.values(horizons).map((horizonMs) => () => horizonMs),
    });
    seen.horizons.forEach((horizon, index) => told[index]?.push(...horizon.told));
  }
  return told;
}

interface Statements {
  readonly endMs: number;
  readonly statementEndMs: (account: CityAccount) => number | undefined;
}

/** By horizon what was foretold of all accounts at four instants, a week apart. */
function foretold({ accounts, movements }: City, { endMs, statementEndMs }: Statements): readonly Foretold[][] {
  const { ledger, transferOf } = cityLedger({
    accounts,
    movements,
    statementEndMs: (account) => (account.statementHeld ? statementEndMs(account) : undefined),
  });
  const losses = movements.filter(({ purpose }) => purpose === "loss").map(({ id }) => transferOf.get(id) ?? -1);
  const told = Object.keys(horizons).map((): Foretold[] => []);
  for (const weeks of [1, 2, 3, 4]) {
    const seen = foretellHeldBack(ledger, {
      untilMs: endMs - weeks * 7 * day,
      caseAccounts: new Set(),
      lossTransfers: new Set(losses),
      asked: null,
      horizonsMs: Object.values(horizons).map((horizonMs) => () => horizonMs),
    });
    seen.horizons.forEach((horizon, index) => told[index]?.push(...horizon.told));
  }
  return told;
}
