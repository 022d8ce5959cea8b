import { describe, expect, it } from "vitest";
import { AccountHistory } from "./account-history.ts";

const hour = 3_600_000;
const day = 24 * hour;
const settled = { youngMinor: 0, fromVictim: false };

function historyOf({ openingMinor, payers }: { openingMinor: number; payers: number }): AccountHistory {
  const history = new AccountHistory("6299900000000000011", openingMinor);
  for (let payer = 0; payer < payers; payer += 1) history.receive(payer, 300_000, payer * hour);
  return history;
}

describe("the role of an account", () => {
  it("is a mule's where sums pass through, whatever customers pay beside them", () => {
    const history = new AccountHistory("6299900000000000011", 0);
    for (let payer = 0; payer < 30; payer += 1) history.receive(payer, 5_000, payer * hour);
    expect(history.roleAt(2 * day, settled)).toBe("merchant");
    history.receive(99, 10_000_000, 2 * day);
    history.pay(100, { amountMinor: 10_000_000, atMs: 2 * day + 60_000, way: "other" });
    history.leave(10_000_000, 60_000);
    expect(history.roleAt(2 * day + hour, settled)).toBe("transit");
  });

  it("is a saver's only where the account is older than the money", () => {
    expect(historyOf({ openingMinor: 20_000, payers: 1 }).roleAt(2 * day, settled)).toBe("parking");
    expect(historyOf({ openingMinor: 100_000, payers: 1 }).roleAt(2 * day, settled)).toBe("saver");
    expect(historyOf({ openingMinor: Number.NaN, payers: 1 }).roleAt(2 * day, settled)).toBe("parking");
    expect(historyOf({ openingMinor: 0, payers: 1 }).roleAt(14 * day, settled)).toBe("saver");
  });

  it("is a shop's where many pay large sums only once the account is settled", () => {
    expect(historyOf({ openingMinor: 0, payers: 25 }).roleAt(3 * day, settled)).toBe("parking");
    expect(historyOf({ openingMinor: 0, payers: 25 }).roleAt(20 * day, settled)).toBe("merchant");
  });
});
