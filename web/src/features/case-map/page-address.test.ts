import fc from "fast-check";
import { expect, test } from "vitest";
import { offeredDoctrines } from "../../../../src/contract/case-view.ts";
import { listNames, panelNames, readAddress, writeAddress } from "./page-address.ts";
import { viewQuery } from "./view-query.ts";

test("an address that was written reads back the same", () => {
  const addresses = fc.record({
    doctrine: fc.constantFrom("" as const, ...offeredDoctrines),
    asOf: fc.string(),
    foldBelow: fc.nat(),
    accounts: fc.integer({ min: 1, max: 5_000 }),
    select: fc.string({ unit: "binary" }),
    transfer: fc.string(),
    list: fc.constantFrom(...listNames),
    victim: fc.string(),
    alone: fc.constantFrom("" as const, "yes" as const),
    panel: fc.constantFrom("" as const, ...panelNames),
    other: fc.string(),
    way: fc.constantFrom("" as const, "from" as const),
  });
  fc.assert(
    fc.property(addresses, (address) => {
      expect(readAddress(writeAddress(address))).toEqual(address);
    }),
    { seed: 20240305 },
  );
});

test("T14: an address that names no doctrine leaves it to the case", () => {
  expect(viewQuery(readAddress(""), "")).not.toHaveProperty("doctrine");
  expect(viewQuery(readAddress("?doctrine=tainted-first"), "")).toMatchObject({ doctrine: "tainted-first" });
});

test("what an address does not say, or says wrongly, stands at its start", () => {
  expect(readAddress("?doctrine=nonsense&accounts=-1")).toEqual(readAddress(""));
  expect(writeAddress(readAddress(""))).toBe("");
});
