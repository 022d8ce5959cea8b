import { expect, test } from "vitest";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { paymentsNear } from "./ledger-payments.ts";

const atMs = 1_709_604_000_000;
const day = 86_400_000;
const payment: WitnessRow = {
  file: "a",
  ownAccount: "6222000000000001",
  otherAccount: "6222000000000002",
  atMs,
  amount: 30_000,
  direction: "out",
  status: "ok",
};
const stated = {
  payer: "6222000000000001",
  payerName: "",
  payee: "",
  payeeName: "",
  amountMinor: toMinorUnits(30_000),
  atMs,
  precision: "minute",
} as const;

test("C5 payments near a stated one share an account and the time with it, and moved something", () => {
  const rows: readonly WitnessRow[] = [
    payment,
    { ...payment, atMs: atMs + 3 * day },
    { ...payment, atMs: atMs + 60_000, status: "failed" },
    { ...payment, atMs: atMs + 120_000, ownAccount: "6222000000000003", otherAccount: "6222000000000004" },
  ];
  const witnesses = toWitnesses(rows);
  const derived = deriveLedger(witnesses, { holders: [], periods: [] });
  const ledger = { derived, witnesses, transferIndex: () => undefined, transferId: (index: number) => `t${index}` };

  expect(paymentsNear(ledger, stated, { timeMs: day }).map((found) => found.atMs)).toEqual([atMs]);
  const byPayee = { ...stated, payer: "", payee: "6222 0000 0000 0002" };
  expect(paymentsNear(ledger, byPayee, { timeMs: day })).toMatchObject([{ transferId: "t0", amountMinor: 30_000 }]);
  expect(paymentsNear(ledger, { ...stated, payer: "" }, { timeMs: day })).toEqual([]);
});
