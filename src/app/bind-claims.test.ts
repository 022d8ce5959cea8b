import { describe, expect, it } from "vitest";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { bindClaims, type SearchedLedger } from "./bind-claims.ts";

const at = 1_709_604_000_000;
const payment: WitnessRow = {
  file: "a",
  ownAccount: "6222000000000001",
  otherAccount: "6222000000000002",
  atMs: at,
  amount: 30_000,
  direction: "out",
  status: "ok",
};

function ledgerOf(rows: readonly WitnessRow[]): SearchedLedger {
  const witnesses = toWitnesses(rows);
  const derived = deriveLedger(witnesses, { holders: [], periods: [] });
  return { derived, witnesses, transferIndex: (id) => (id === "t0" ? 0 : undefined) };
}

const claim: LossClaim = {
  id: "L1",
  victim: "甲",
  payer: "6222000000000001",
  payee: "",
  atMs: at,
  precision: "second",
  toleranceMs: 0,
  amountMinor: toMinorUnits(30_000),
  amountToleranceMinor: toMinorUnits(0),
  transferId: "",
};

const outcomes = (rows: readonly WitnessRow[], change: Partial<LossClaim>): readonly string[] =>
  bindClaims(ledgerOf(rows), [{ ...claim, ...change }]).map(({ outcome }) => outcome);

describe("a claim is bound when exactly one transfer fits", () => {
  it.each<[string, Partial<LossClaim>, string]>([
    ["as stated", {}, "bound"],
    ["a second off", { atMs: at + 1_000 }, "no-transfer-fits"],
    ["a second off, within the tolerance", { atMs: at + 1_000, toleranceMs: 1_000 }, "bound"],
    ["the minute that holds it", { atMs: at - 30_000, precision: "minute" }, "bound"],
    ["the day before", { atMs: at - 2 * 86_400_000, precision: "day" }, "no-transfer-fits"],
    ["a 分 off", { amountMinor: toMinorUnits(30_001) }, "no-transfer-fits"],
    [
      "a 分 off, within the tolerance",
      { amountMinor: toMinorUnits(30_001), amountToleranceMinor: toMinorUnits(1) },
      "bound",
    ],
    ["the payee stated", { payee: "6222000000000002" }, "bound"],
    ["another payee stated", { payee: "6222000000000003" }, "no-transfer-fits"],
    ["paid by the payee", { payer: "6222000000000002" }, "no-transfer-fits"],
    ["an account that is not there", { payer: "6222000000000009" }, "account-not-in-ledger"],
    ["a transfer named", { transferId: "t0", payer: "" }, "bound"],
    ["a transfer named that is not there", { transferId: "t9", payer: "" }, "transfer-not-in-ledger"],
  ])("%s: %j gives %s", (_what, change, outcome) => {
    expect(outcomes([payment], change)).toEqual([outcome]);
  });

  it("two that fit are two candidates, never a choice", () => {
    const rows = [payment, { ...payment, otherAccount: "6222000000000003" }];
    const [binding] = bindClaims(ledgerOf(rows), [claim]);
    expect(binding).toMatchObject({ outcome: "several-transfers-fit", candidates: [0, 1] });
  });

  it("a failed transfer fits no claim and cannot be named", () => {
    const failed = [{ ...payment, status: "failed" as const }];
    expect(outcomes(failed, {})).toEqual(["no-transfer-fits"]);
    expect(outcomes(failed, { transferId: "t0" })).toEqual(["transfer-moved-nothing"]);
  });

  it("a coarse time of the bank overlaps a fine claim", () => {
    const dayOnly = [{ ...payment, atMs: at - ((at + 8 * 3_600_000) % 86_400_000), precision: "day" as const }];
    expect(outcomes(dayOnly, {})).toEqual(["bound"]);
  });
});
