import { expect, it } from "vitest";
import { toLedger } from "../../test/generators/traced-ledger.ts";
import { withGoodFaith } from "./good-faith.ts";
import { trace } from "./trace.ts";

it("T20: at a holder who acquired in good faith the trace stops, and what came there is listed as that exit", () => {
  const drawn = toLedger(
    [{ openingMinor: 100 }, { openingMinor: 0 }, { openingMinor: 0 }, { exitKind: "cash" }],
    [
      { payer: 0, payee: 1, atMs: 1, amountMinor: 100 },
      { payer: 1, payee: 2, atMs: 2, amountMinor: 70 },
      { payer: 2, payee: 3, atMs: 3, amountMinor: 70 },
    ],
  );
  const losses = [{ id: "L", transfer: 0, amountMinor: null, victimAccounts: [] }];
  const asked = { doctrine: "fifo", asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null } as const;
  const ledger = withGoodFaith(drawn, [2, 3]);
  const result = trace(ledger, losses, { ...asked, coverage: "every-account" });
  expect(result).toMatchObject({
    exits: [{ account: 2, kind: "good-faith", loss: 0, amountMinor: 70 }],
    atRest: [{ account: 1, amountMinor: 30 }],
    balanceSheet: [{ lossMinor: 100, atRestMinor: 30, exitedMinor: 70 }],
  });
  expect([...drawn.accounts.exitKind]).toEqual([0, 0, 0, 1]);
});
