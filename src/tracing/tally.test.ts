import fc from "fast-check";
import { expect, it } from "vitest";
import { ascendingOrder } from "./radix-order.ts";
import { Tally } from "./tally.ts";

const losses = 7;
const addition = fc.record({
  account: fc.oneof(fc.nat(5), fc.nat(2 ** 32 - 1)),
  code: fc.nat(15),
  loss: fc.nat(losses - 1),
  amountMinor: fc.nat(1_000_000),
  atMs: fc.nat(1_000),
});

it("T2 sums by account, kind and loss what a map sums, however often its room is filled", () => {
  for (const some of fc.sample(fc.array(addition, { minLength: 1, maxLength: 60 }), { numRuns: 60, seed: 5 })) {
    const tally = new Tally(losses);
    const twin = new Map<string, { amountMinor: number; sinceMs: number }>();
    for (let turn = 0; turn < 3_000; turn++) {
      const one = some[turn % some.length];
      if (one === undefined) break;
      const { account, code, loss, amountMinor } = one;
      const atMs = one.atMs + (turn % 11);
      tally.add({ account, code, loss }, amountMinor, atMs);
      const name = [account, code, loss].join();
      const known = twin.get(name) ?? { amountMinor: 0, sinceMs: atMs };
      twin.set(name, { amountMinor: known.amountMinor + amountMinor, sinceMs: Math.min(known.sinceMs, atMs) });
    }
    const rows = tally.list((entry) => entry);
    const found = rows.map(({ account, code, loss, ...sum }) => [[account, code, loss].join(), sum] as const);
    expect(new Map(found)).toEqual(twin);
    expect(found).toHaveLength(twin.size);
    const ascending = rows.toSorted((a, b) => a.account - b.account || a.code - b.code || a.loss - b.loss);
    expect(rows).toEqual(ascending);
  }
});

it("orders whole numbers as comparing does, equal ones as they stand", () => {
  for (const numbers of fc.sample(fc.array(fc.oneof(fc.maxSafeNat(), fc.nat(5))), { numRuns: 200, seed: 5 })) {
    const slow = [...numbers.keys()].sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
    expect([...ascendingOrder(Float64Array.from(numbers))]).toEqual(slow);
  }
});
