import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticCard, syntheticIdNumber } from "../scenario/synthetic-numbers.ts";
import { idNumberFault, luhnHolds } from "./check-digits.ts";
import { fraudTypes, isFraudType } from "./fraud-types.ts";

const serial = fc.nat({ max: 999_999_999 });

/** The same number with one place changed. */
function misread(number: string, at: number, by: number): string {
  const place = at % number.length;
  const digit = (Number(number[place]) + 1 + (by % 9)) % 10;
  return number.slice(0, place) + String(digit) + number.slice(place + 1);
}

describe("check digits", () => {
  it("C1: a card's check digit holds, and one digit misheard is noticed", () => {
    fc.assert(
      fc.property(serial, fc.nat(), fc.nat(), (number, at, by) => {
        const card = syntheticCard("98", number);
        expect(luhnHolds(card)).toBe(true);
        expect(luhnHolds(misread(card, at, by))).toBe(false);
      }),
      { seed: 1 },
    );
    expect(luhnHolds("")).toBe(false);
    expect(luhnHolds("62220O0000000000")).toBe(false);
  });

  it("C1: an identity number holds, and one digit misread or two neighbours swapped are noticed", () => {
    fc.assert(
      fc.property(serial, fc.nat({ max: 16 }), fc.nat(), (number, at, by) => {
        const id = syntheticIdNumber("19900307", number);
        expect(idNumberFault(id)).toBeNull();
        expect(idNumberFault(id.toLowerCase())).toBeNull();
        expect(idNumberFault(misread(id.slice(0, 17), at, by) + id.slice(17))).not.toBeNull();
        const [left = "", right = ""] = id.slice(at, at + 2);
        const swapped = id.slice(0, at) + right + left + id.slice(at + 2);
        if (left !== right) expect(idNumberFault(swapped)).not.toBeNull();
      }),
      { seed: 2 },
    );
  });

  it.each([
    ["9901001990030712", "length"],
    ["99010019900307123Y", "characters"],
    ["990100199002301236", "birth-date"],
    ["990100900229123", "birth-date"],
    ["990100900228123", null],
  ])("C1: %s → %s", (number, fault) => {
    expect(idNumberFault(number)).toBe(fault);
  });

  it("C3: there are the thirteen classes and frozen-assets fraud", () => {
    expect(Object.keys(fraudTypes)).toHaveLength(14);
    expect(isFraudType("frozen-assets")).toBe(true);
    expect(isFraudType("toString")).toBe(false);
  });
});
