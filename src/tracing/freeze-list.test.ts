import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger, type TraceCase, traceCases } from "../../test/generators/traced-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { type FreezeOrder, freezeList } from "./freeze-list.ts";
import { trace } from "./trace.ts";
import type { AllocatedTrace } from "./trace-result.ts";

const runs = { numRuns: 2_000, seed: 20_240_305 };

function ordersOf({ ledger, losses, options }: TraceCase): { list: readonly FreezeOrder[]; result: AllocatedTrace } {
  const result = trace(ledger, losses, { ...options, doctrine: "fifo" });
  if (result.kind !== "allocated") throw new Error("fifo allocates");
  return { list: freezeList(ledger, result), result };
}

const sum = (entries: readonly { readonly amountMinor: number }[]): number =>
  entries.reduce((total, { amountMinor }) => total + amountMinor, 0);

describe("the freeze list", () => {
  it("counts each 分 once: it sums to what is at rest, account by account and loss by loss", () => {
    fc.assert(
      fc.property(traceCases, (asked) => {
        const { list, result } = ordersOf(asked);
        expect(list.reduce((total, { atRestMinor }) => total + atRestMinor, 0)).toBe(sum(result.atRest));
        expect(new Set(list.map(({ account }) => account)).size).toBe(list.length);
        for (const order of list) expect(sum(order.losses)).toBe(order.atRestMinor);
      }),
      runs,
    );
  });

  it("ranks by the traced amount at rest, so a budget of n orders is spent best on the first n", () => {
    fc.assert(
      fc.property(traceCases, (asked) => {
        const amounts = ordersOf(asked).list.map(({ atRestMinor }) => atRestMinor);
        expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
        expect(amounts.every((amount) => amount > 0)).toBe(true);
      }),
      runs,
    );
  });

  it("justifies each order by a transfer into that account that carried money of its losses", () => {
    fc.assert(
      fc.property(traceCases, (asked) => {
        const { list, result } = ordersOf(asked);
        const { flows } = result;
        for (const { account, receipt, hop, losses } of list) {
          expect(asked.ledger.transfers.payee[receipt]).toBe(account);
          const here = Array.from(flows.transfer, (transfer, record) => ({ transfer, record })).filter(
            ({ transfer, record }) =>
              asked.ledger.transfers.payee[transfer] === account &&
              losses.some(({ loss }) => loss === flows.loss[record]),
          );
          expect(receipt).toBe(Math.max(...here.map(({ transfer }) => transfer)));
          expect(hop).toBe(Math.min(...here.map(({ record }) => flows.hop[record] ?? 0)));
        }
      }),
      runs,
    );
  });

  it("asks for the disputed amount only, not for the account's own money", () => {
    const ledger = toLedger(
      [{ openingMinor: 100 }, { openingMinor: 5_000 }, { openingMinor: 0 }],
      [
        { payer: 0, payee: 1, atMs: 1, amountMinor: 100 },
        { payer: 2, payee: 1, atMs: 2, amountMinor: 900 },
      ],
    );
    const losses = [{ id: "L", transfer: 0, amountMinor: toMinorUnits(60), victimAccounts: [] }];
    const options = {
      asOfMs: null,
      stops: [],
      hubCounterparties: null,
      dustMinor: null,
      coverage: "every-account",
    } as const;
    expect(ordersOf({ ledger, losses, options }).list).toEqual([
      {
        account: 1,
        atRestMinor: 60,
        hop: 1,
        sinceMs: 1,
        lastSeen: false,
        losses: [{ loss: 0, amountMinor: 60 }],
        receipt: 0,
      },
    ]);
  });
});
