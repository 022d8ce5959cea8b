import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_PLACE, TransferPlaces } from "./transfer-places.ts";

test("T13: a transfer has the place told of it last, and one not told of has none", () => {
  const transfer = fc.integer({ min: 0, max: 2 ** 32 - 2 });
  const told = fc.array(fc.tuple(transfer, fc.nat()), { minLength: 1_000, maxLength: 4_000 });
  fc.assert(
    fc.property(told, transfer, (entries, other) => {
      const places = new TransferPlaces();
      for (const [key, place] of entries) places.set(key, place);
      const wanted = new Map(entries);
      expect(Array.from(wanted.keys(), (key) => places.get(key))).toEqual([...wanted.values()]);
      expect(places.get(other)).toBe(wanted.get(other) ?? NO_PLACE);
    }),
    { numRuns: 50, seed: 20_261_123 },
  );
});
