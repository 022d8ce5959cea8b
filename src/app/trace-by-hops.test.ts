import fc from "fast-check";
import { expect, test } from "vitest";
import { traceCases, type TraceCase } from "../../test/generators/traced-ledger.ts";
import { openMemoryLegs } from "../storage/ledger/legs/memory-legs.ts";
import { doctrines } from "../tracing/doctrine.ts";
import { reachedAccounts } from "../tracing/extract-ledger.ts";
import { trace } from "../tracing/trace.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import { traceByHops } from "./trace-by-hops.ts";

test("T13: hop by hop, every list is that of the whole ledger; unexplained names the accounts reached", async () => {
  await fc.assert(
    fc.asyncProperty(traceCases, fc.constantFrom(...doctrines), async (traced, doctrine) => {
      const { ledger, losses } = traced;
      const options = { ...traced.options, doctrine };
      const whole = trace(ledger, losses, options);
      const { result } = await byHops(traced, doctrine, 1_000);
      expect(result).toEqual(whole.kind === "reach" ? whole : onlyReached(traced, whole));
    }),
    { numRuns: 3_000, seed: 20_241_122 },
  );
});

test("an account that would exceed the budget is named", async () => {
  const [traced] = fc.sample(
    traceCases.filter(({ losses, ledger }) => losses.length > 0 && ledger.transfers.length > 3),
    { numRuns: 1, seed: 7 },
  );
  await expect(byHops(traced as TraceCase, "fifo", 0)).rejects.toMatchObject({
    code: "TRACE_BEYOND_BUDGET",
    details: { account: expect.stringMatching(/^A\d$/) },
  });
});

async function byHops({ ledger, losses, options }: TraceCase, doctrine: (typeof doctrines)[number], legBudget: number) {
  const store = openMemoryLegs();
  const signal = new AbortController().signal;
  const empty = new Uint32Array();
  const witnesses = {
    length: 0,
    files: [],
    file: empty,
    sheet: new Uint16Array(),
    row: empty,
    atMs: new Float64Array(),
    precision: new Uint8Array(),
  };
  const source = {
    columns: ledger,
    facts: [],
    firstWitness: empty,
    secondWitness: empty,
    transferOf: empty,
    witnesses,
  };
  await store.write("here", source, signal);
  return traceByHops(store, {
    name: "here",
    losses: losses.map((loss) => ({ ...loss, payer: ledger.transfers.payer[loss.transfer] ?? 0 })),
    options: { ...options, doctrine },
    legBudget,
    signal,
  });
}

function onlyReached({ ledger, losses }: TraceCase, whole: Extract<TraceResult, { kind: "allocated" }>): TraceResult {
  const reached = new Set(reachedAccounts(ledger, losses, whole));
  return { ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) };
}
