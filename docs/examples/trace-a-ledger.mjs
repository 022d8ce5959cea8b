import { makeLedger, trace } from "sluice/engine";
const transfers = [
  { id: "t1", atMs: Date.UTC(2024, 2, 5, 6, 3), payer: "victim", payee: "card-1", amountMinor: 30_000_00 },
  { id: "t2", atMs: Date.UTC(2024, 2, 5, 6, 9), payer: "card-1", payee: "card-2", amountMinor: 21_000_00 },
];
const { columns, transferIndex } = makeLedger({ transfers });
const losses = [{ id: "L1", transfer: transferIndex("t1"), amountMinor: null, victimAccounts: [] }];
const scope = { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null, coverage: "every-account" };
const { atRest } = trace(columns, losses, { doctrine: "fifo", ...scope });
for (const { account, amountMinor } of atRest) console.log(columns.accounts.keys[account], amountMinor);
