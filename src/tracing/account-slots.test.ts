import { describe, expect, it } from "vitest";
import { AccountSlots, NO_SLOT } from "./account-slots.ts";

describe("slots of accounts", () => {
  it("T13: number accounts in the order in which they come, also when the table grows many times", () => {
    const slots = new AccountSlots(2);
    const known = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      const account = Math.imul(step, 0x9e3779b1) >>> 0;
      if (slots.of(account) !== NO_SLOT) expect.fail();
      known.set(account, slots.add(account));
    }
    expect([...known.values()]).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 2));
    for (const [account, slot] of known) {
      if (slots.of(account) !== slot || slots.account(slot) !== account) expect.fail();
    }
    expect(slots.of(7)).toBe(NO_SLOT);
    expect([...slots.ascending()]).toEqual([...known.keys()].sort((a, b) => a - b));
  });
});
