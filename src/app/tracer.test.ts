import { describe, expect, it } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { makeZipfCity } from "../../bench/zipf-city.ts";
import { openedCity } from "../../test/generators/opened-city.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { searchBudget, traceWithAnswers } from "../tracing/answered-trace.ts";
import { withGoodFaith } from "../tracing/good-faith.ts";
import { learnSurvival, type SurvivalModel } from "../tracing/survival-model.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";
import { knownPreparation, preparedLedger } from "./prepared-ledgers.ts";
import { columnsForThreads, makeTracer } from "./tracer.ts";

const city = makeZipfCity({ accounts: 100_000, transfers: 1_000_000, losses: 8, seed: 11 });
const options: Omit<TraceOptions, "doctrine"> = {
  asOfMs: null,
  stops: [3, 11],
  hubCounterparties: 500,
  dustMinor: toMinorUnits(100),
  coverage: "as-recorded",
};
const stopping = new AbortController();

function tracerWith(memoryBytes: number) {
  const workerEntry = new URL("../../dist/src/threads/worker.js", import.meta.url);
  return makeTracer({ workerEntry, memoryBytes, signal: stopping.signal, progress: () => undefined });
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !isSo(); tries++) await sleep(50);
  expect(isSo()).toBe(true);
}

describe("what traces for use cases", () => {
  it("T13: prepares a large ledger behind its second trace, and answers from that on what it answered before", async () => {
    const ledger = columnsForThreads(city.ledger);
    const tracer = tracerWith(2 ** 30);
    const questions = (["fifo", "libr", "poison"] as const).map((doctrine) => {
      return { losses: city.losses, options: { ...options, doctrine }, answers: [], rest: null };
    });
    const [first, second] = questions;
    if (first === undefined || second === undefined) throw new RangeError("no doctrines");
    await tracer.trace(ledger, first);
    expect(knownPreparation(ledger)).toBeNull();
    await tracer.trace(ledger, second);
    await until(() => knownPreparation(ledger) !== null);
    for (const question of questions) {
      expect(await tracer.trace(ledger, question)).toEqual(traceWithAnswers(ledger, question, searchBudget));
    }
    // A case's marks make an exit of an account, and answers another ledger.
    const marked = withGoodFaith(ledger, [ledger.transfers.payee[city.losses[0]?.transfer ?? 0] ?? 0]);
    expect(await tracer.trace(marked, first)).toEqual(traceWithAnswers(marked, first, searchBudget));
    const told = {
      account: ledger.transfers.payee[0] ?? 0,
      atMs: ledger.transfers.atMs[999_999] ?? 0,
      balanceMinor: 5,
    };
    const answered = { ...first, answers: [told] };
    expect(await tracer.trace(ledger, answered)).toEqual(traceWithAnswers(ledger, answered, searchBudget));
  });

  it("prepares nothing that would not fit beside the ledger", async () => {
    const ledger = { ...city.ledger, transfers: { ...city.ledger.transfers } };
    const tracer = tracerWith(217_000_000);
    const question = {
      losses: city.losses,
      options: { ...options, doctrine: "fifo" as const },
      answers: [],
      rest: null,
    };
    for (let times = 0; times < 3; times++) await tracer.trace(ledger, question);
    await sleep(500);
    expect(knownPreparation(ledger)).toBeNull();
  });

  it("learns in a thread how long the case's money stays, as it does here, wallets known by their keys", async () => {
    const derived = openedCity(city).derived.columns;
    const wallets = derived.accounts.keys.map((key, account) => (account % 5 === 1 ? `wxid_${account}` : key));
    const ledger = columnsForThreads({ ...derived, accounts: { ...derived.accounts, keys: wallets } });
    const { payee, atMs, length } = ledger.transfers;
    const caseAccounts = new Set(Array.from({ length: 300 }, (_, at) => payee[at * 3_000] ?? 0));
    const lossTransfers = new Set(city.losses.map(({ transfer }) => transfer));
    const input = { untilMs: Number.POSITIVE_INFINITY, caseAccounts, lossTransfers };
    const [there, here] = [await tracerWith(2 ** 30).learnSurvival(ledger, input), learnSurvival(ledger, input)];
    const endMs = atMs[length - 1] ?? 0;
    const lot = { restMinor: 500_000, wholeMinor: 500_000, arrivedMs: endMs - 3_600_000, seenMs: endMs - 1_800_000 };
    const answersOf = (model: SurvivalModel) =>
      [...caseAccounts].map((account) => {
        return [
          model.roleOf(account),
          model.stayingChance(account, { ...lot, effectMs: endMs }),
          model.restingIn(account),
        ];
      });
    expect(answersOf(there)).toEqual(answersOf(here));
    expect(new Set([...caseAccounts].map((account) => here.roleOf(account))).size).toBeGreaterThan(1);
  });

  it("keeps what was prepared with the ledger's columns, and gives it each case's exits", () => {
    const { ledger } = makeZipfCity({ accounts: 50, transfers: 200, losses: 2, seed: 3 });
    expect([...preparedLedger(ledger).exits]).toEqual(
      [...ledger.accounts.exitKind.keys()].filter((at) => ledger.accounts.exitKind[at] !== 0),
    );
    const marked = withGoodFaith(ledger, [7]);
    expect(preparedLedger(marked).exits).toContain(7);
    expect(preparedLedger(ledger).legs).toBe(preparedLedger(marked).legs);
    expect(knownPreparation({ transfers: { ...ledger.transfers } })).toBeNull();
  });
});
