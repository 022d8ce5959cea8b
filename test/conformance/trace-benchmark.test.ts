import { expect, it } from "vitest";
import { benchCaseOf } from "../../bench/case.ts";
import { benchCityOf, cityOptions, queueDoctrines, rateableDoctrines } from "../../bench/city.ts";
import { benchRetraceOf } from "../../bench/retrace.ts";
import { benchTraceOf } from "../../bench/trace.ts";
import { makeZipfCity } from "../../bench/zipf-city.ts";
import { reachedAccounts } from "../../src/tracing/extract-ledger.ts";
import { prepareLedger } from "../../src/tracing/prepare-ledger.ts";
import { trace } from "../../src/tracing/trace.ts";
import { tracePrepared } from "../../src/tracing/trace-prepared.ts";

it("the benchmark trace runs on a small city and answers every figure that its bar names", async () => {
  const size = { accounts: 2_000, transfers: 20_000, losses: 50, seed: 1 };
  const report = await benchTraceOf(size, new AbortController().signal);
  expect(report).toMatchObject({ name: "trace", rows: 20_000, losses: 50, bytesPerTransfer: 26, doctrine: "fifo" });
  expect(report.flows).toBeGreaterThan(50);
  expect(report.ratio).toBeCloseTo(report.seconds / report.bareSeconds);
});

const smallCity = { accounts: 2_000, transfers: 20_000, losses: 200, seed: 1 };

it("the benchmark city answers for every allocating doctrine, with its bar", async () => {
  const report = await benchCityOf(
    { size: smallCity, doctrines: [...queueDoctrines, ...rateableDoctrines] },
    new AbortController().signal,
  );
  expect(report).toMatchObject({ name: "city", rows: 20_000, losses: 200, bytesPerTransfer: 26 });
  expect(report.doctrines.map(({ doctrine, bar }) => [doctrine, bar])).toEqual([
    ["tainted-first", 5],
    ["fifo", 5],
    ["lifo", 5],
    ["pro-rata", 60],
    ["libr", 60],
  ]);
  for (const { flows } of report.doctrines) expect(flows).toBeGreaterThan(200);
});

it.each([...queueDoctrines, ...rateableDoctrines])(
  "T13: %s answers a case of a city as a trace of the whole does",
  (doctrine) => {
    const { ledger, losses } = makeZipfCity({ ...smallCity, accounts: 10_000, transfers: 100_000 });
    const whole = trace(ledger, losses, cityOptions(doctrine));
    if (whole.kind === "reach") expect.fail();
    expect(reachedAccounts(ledger, losses, whole).length).toBeGreaterThan(600);
    // Nobody in the city pays more than there is, so nothing is unexplained in either.
    expect(tracePrepared(prepareLedger(ledger), losses, cityOptions(doctrine))).toEqual(whole);
  },
);

it("the benchmark case traces cases one by one and says how far they reach", async () => {
  const report = await benchCaseOf({ ...smallCity, losses: 1_000 }, new AbortController().signal);
  expect(report).toMatchObject({ name: "case", rows: 20_000, cases: 20, losses: 10, barMs: 300 });
  for (const { accountsReached, p95Ms, medianMs } of report.doctrines) {
    expect(accountsReached).toBeGreaterThan(10);
    expect(p95Ms).toBeGreaterThanOrEqual(medianMs);
  }
});

it("the benchmark retrace answers what a trace from nothing answers, and the statement changes the answer", async () => {
  const report = await benchRetraceOf(smallCity, new AbortController().signal);
  expect(report).toMatchObject({ name: "retrace", statementRows: 500, equal: true, changedAmounts: true, barMs: 100 });
  expect(report.retraced).toBeGreaterThan(0);
});
