import { expect, it } from "vitest";
import { compareTraces } from "./compare-traces.ts";
import type { TraceSums } from "./trace-sums.ts";

const zero = { atRestMinor: 0, exitedMinor: 0, lostSightMinor: 0, returnedMinor: 0, writtenOffMinor: 0 };
const loss = { loss: "L1", victim: "张例一", currency: "CNY", lossMinor: 100 };
const account = { holder: "", currency: "CNY", lostSightMinor: 0, exitedMinor: 0 };

it("T14: traces stand side by side by loss and account, with how far they differ; what a trace lacks is 0 there", () => {
  const fifo: TraceSums = {
    losses: [{ ...loss, ...zero, atRestMinor: 60, exitedMinor: 40 }],
    accounts: [
      { ...account, account: "A", atRestMinor: 10 },
      { ...account, account: "B", atRestMinor: 50 },
    ],
  };
  const lifo: TraceSums = {
    losses: [{ ...loss, ...zero, atRestMinor: 100 }],
    accounts: [{ ...account, account: "C", atRestMinor: 100 }],
  };
  const { traces, losses, accounts } = compareTraces([
    { name: "fifo", sums: fifo },
    { name: "lifo", sums: lifo },
  ]);
  expect(traces).toEqual(["fifo", "lifo"]);
  expect(losses).toMatchObject([
    {
      loss: "L1",
      amounts: [{ atRestMinor: 60 }, { atRestMinor: 100 }],
      spreadMinor: { atRestMinor: 40, exitedMinor: 40 },
    },
  ]);
  expect(accounts.map((one) => [one.account, one.atRestMinor, one.spreadMinor])).toEqual([
    ["C", [0, 100], 100],
    ["B", [50, 0], 50],
    ["A", [10, 0], 10],
  ]);
});
