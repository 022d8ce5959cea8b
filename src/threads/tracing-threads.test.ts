import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeZipfCity } from "../../bench/zipf-city.ts";
import { traceCases } from "../../test/generators/traced-ledger.ts";
import { doctrines } from "../tracing/doctrine.ts";
import { searchBudget, traceWithAnswers } from "../tracing/answered-trace.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";
import { packTrace, unpackTrace } from "./packed-trace.ts";
import { shareLedger } from "./shared-columns.ts";
import { TracingThreads } from "./tracing-threads.ts";

const entry = new URL("../../dist/src/threads/worker.js", import.meta.url);
const threads = new TracingThreads(entry, 2);
const city = makeZipfCity({ accounts: 60_000, transfers: 600_000, losses: 40, seed: 7 });
const ledger = shareLedger(city.ledger);
const small = makeZipfCity({ accounts: 3_000, transfers: 12_000, losses: 10, seed: 8 });
const options: Omit<TraceOptions, "doctrine"> = {
  asOfMs: null,
  stops: [3, 11],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "as-recorded",
};
const means = { signal: new AbortController().signal, walked: () => undefined, preparation: null };

describe("a trace in a thread of its own", () => {
  it("T13: is packed and unpacked without a difference, on generated ledgers under every doctrine", () => {
    const property = fc.property(traceCases, fc.constantFrom(...doctrines), (asked, doctrine) => {
      const question = { losses: asked.losses, options: { ...asked.options, doctrine }, answers: [], rest: null };
      const here = traceWithAnswers(asked.ledger, question, searchBudget);
      expect(unpackTrace(packTrace(here).packed)).toEqual(here);
      expect(traceWithAnswers(shareLedger(asked.ledger), question, searchBudget)).toEqual(here);
    });
    fc.assert(property, { numRuns: 500, seed: 20_261_122 });
  });

  it("T13: answers the same bytes as in this thread, under every doctrine side by side", async () => {
    const asked = doctrines.map((doctrine) => ({
      losses: small.losses,
      options: { ...options, doctrine },
      answers: [],
      rest: null,
    }));
    const there = await Promise.all(asked.map((question) => threads.trace(small.ledger, question, means)));
    asked.forEach((question, index) => {
      expect(JSON.stringify(there[index])).toBe(JSON.stringify(traceWithAnswers(small.ledger, question, searchBudget)));
    });
  });

  it("copies columns that are not shared, and tells progress that never falls and ends with all", async () => {
    const told: number[] = [];
    const question = {
      losses: city.losses,
      options: { ...options, doctrine: "fifo" as const },
      answers: [],
      rest: null,
    };
    await threads.trace(city.ledger, question, { ...means, walked: (transfers) => void told.push(transfers) });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(600_000);
  });

  it("refuses as in this thread, the account named by its key", async () => {
    const openingMinor = ledger.accounts.openingMinor.map((opening, at) => (at === 5 ? 2 ** 60 : opening));
    const beyond = { ...ledger, accounts: { ...ledger.accounts, openingMinor, keys: ["", "", "", "", "", "A5"] } };
    const question = {
      losses: city.losses,
      options: { ...options, doctrine: "fifo" as const },
      answers: [],
      rest: null,
    };
    await expect(threads.trace(beyond, question, means)).rejects.toMatchObject({
      code: "TRACE_BALANCE_TOO_LARGE",
      details: { account: "A5" },
    });
  });

  it("stops within a second when aborted, leaves this thread free, and serves the next question", async () => {
    const aborting = new AbortController();
    const losses = city.losses;
    const long = { losses, options: { ...options, doctrine: "pro-rata" as const }, answers: [], rest: null };
    let abortedMs = 0;
    setTimeout(() => {
      abortedMs = performance.now();
      aborting.abort();
    }, 150);
    await expect(threads.trace(ledger, long, { ...means, signal: aborting.signal })).rejects.toThrow("abort");
    expect(performance.now() - abortedMs).toBeLessThan(1_000);
    const short = { losses, options: { ...options, doctrine: "fifo" as const }, answers: [], rest: null };
    expect((await threads.trace(ledger, short, means)).trace.kind).toBe("allocated");
  });

  it("a thread that cannot start is a failure, not a hang", async () => {
    const none = new TracingThreads(new URL("none.js", entry), 1);
    const question = {
      losses: city.losses,
      options: { ...options, doctrine: "fifo" as const },
      answers: [],
      rest: null,
    };
    await expect(none.trace(ledger, question, means)).rejects.toMatchObject({ code: "TRACE_THREAD_ENDED" });
  });
});
