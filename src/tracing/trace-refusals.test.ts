import { describe, expect, it } from "vitest";
import { type DraftTransfer, toLedger } from "../../test/generators/traced-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { prepareLedger } from "./prepare-ledger.ts";
import { trace } from "./trace.ts";
import { tracePrepared } from "./trace-prepared.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";

const options: TraceOptions = {
  doctrine: "fifo",
  asOfMs: null,
  stops: [],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "every-account",
};
const transfers: readonly DraftTransfer[] = [
  { payer: 0, payee: 1, atMs: 0, amountMinor: 10 },
  { payer: 1, payee: 1, atMs: 1, amountMinor: 5 },
  { payer: 1, payee: 2, atMs: 2, amountMinor: 5, failed: true },
];
const ledger = toLedger([{}, {}, {}], transfers);
const huge = Number.MAX_SAFE_INTEGER;

function loss(id: string, transfer: number, amount: number | null): Loss {
  return { id, transfer, amountMinor: amount === null ? null : toMinorUnits(amount), victimAccounts: [] };
}

describe("what a trace refuses", () => {
  it.each<[string, Loss[], string]>([
    ["a loss id that occurs twice", [loss("A", 0, 1), loss("A", 0, 2)], "TRACE_DUPLICATE_LOSS"],
    ["a transfer behind the ledger's end", [loss("A", 3, 1)], "TRACE_UNKNOWN_TRANSFER"],
    ["a transfer that is no index", [loss("A", 0.5, 1)], "TRACE_UNKNOWN_TRANSFER"],
    ["T8: a failed transfer", [loss("A", 2, 1)], "TRACE_FAILED_TRANSFER"],
    ["T19: a transfer to the payer itself", [loss("A", 1, 1)], "TRACE_SELF_TRANSFER"],
    ["a negative loss", [loss("A", 0, -1)], "TRACE_BAD_LOSS_AMOUNT"],
    ["T16: losses above their transfer", [loss("A", 0, 6), loss("B", 0, 5)], "TRACE_LOSSES_ABOVE_TRANSFER"],
    ["T16: two remainders on one transfer", [loss("A", 0, null), loss("B", 0, null)], "TRACE_TWO_REMAINDERS"],
    ["a victim's account outside the ledger", [{ ...loss("A", 0, 1), victimAccounts: [3] }], "TRACE_UNKNOWN_ACCOUNT"],
  ])("%s", (_, losses, code) => {
    expect(() => trace(ledger, losses, options)).toThrow(expect.objectContaining({ code }));
  });

  it("a stop outside the ledger", () => {
    expect(() => trace(ledger, [], { ...options, stops: [-1] })).toThrow(
      expect.objectContaining({ code: "TRACE_UNKNOWN_ACCOUNT" }),
    );
  });

  it.each(["fifo", "pro-rata"] as const)("T1: %s, an account that comes to hold more than 2^53 − 1", (doctrine) => {
    const rich = toLedger([{}, { openingMinor: 1 }], [{ payer: 0, payee: 1, atMs: 0, amountMinor: huge }]);
    for (const losses of [[], [loss("A", 0, null)]]) {
      expect(() => trace(rich, losses, { ...options, doctrine })).toThrow(
        expect.objectContaining({ code: "TRACE_BALANCE_TOO_LARGE" }),
      );
    }
  });

  it.each<[string, string, DraftTransfer[], number?]>([
    [
      "a debt that grows beyond 2^53 − 1",
      "TRACE_BALANCE_TOO_LARGE",
      [
        { payer: 0, payee: 1, atMs: 0, amountMinor: 2, payeeBalance: -huge },
        { payer: 1, payee: 0, atMs: 1, amountMinor: 1, reverses: 0 },
      ],
    ],
    ["an opening balance beyond it", "TRACE_BALANCE_TOO_LARGE", [], -huge - 1],
    [
      "money missing beyond it, in a payment and in the balance stated after it",
      "TRACE_UNEXPLAINED_TOO_LARGE",
      [{ payer: 1, payee: 0, atMs: 0, amountMinor: huge, payerBalance: huge }],
    ],
    [
      "money missing beyond it in one balance",
      "TRACE_UNEXPLAINED_TOO_LARGE",
      [
        { payer: 0, payee: 1, atMs: 0, amountMinor: 1, payeeBalance: -huge },
        { payer: 0, payee: 1, atMs: 1, amountMinor: 1, payeeBalance: huge },
      ],
    ],
  ])("T1: %s", (...[, code, rows, openingMinor = 0]) => {
    const hostile = toLedger([{}, { openingMinor }], rows);
    expect(() => trace(hostile, [], options)).toThrow(expect.objectContaining({ code }));
  });

  it("T16: accepts a remainder beside other losses, and losses of nothing", () => {
    const result = trace(ledger, [loss("A", 0, 4), loss("B", 0, null), loss("C", 0, 0)], options);
    expect(result.kind === "allocated" && result.balanceSheet.map((row) => row.lossMinor)).toEqual([4, 6, 0]);
  });

  it.each<[string, object]>([
    ["an unknown doctrine", { doctrine: "newest-first" }],
    ["a time that is none", { asOfMs: Number.NaN }],
    ["dust below zero", { dustMinor: -1 }],
    ["a fraction of a counterparty", { hubCounterparties: 1.5 }],
    ["an unknown coverage", { coverage: "some" }],
  ])("T13: %s is refused by name, by a walk over all and by one where money is", (_, bad) => {
    const asked = Object.assign({ ...options }, bad);
    const [option] = Object.keys(bad);
    const refusal = expect.objectContaining({ code: "TRACE_BAD_OPTION", details: expect.objectContaining({ option }) });
    expect(() => trace(ledger, [], asked)).toThrow(refusal);
    expect(() => tracePrepared(prepareLedger(ledger), [], asked)).toThrow(refusal);
  });
});
