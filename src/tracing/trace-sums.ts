import type { SheetLine, TraceView } from "./trace-view.ts";
import type { AccountView } from "./account-view.ts";

/** What a trace came to, for each victim's loss and each account. Minor units. */
export interface TraceSums {
  readonly losses: readonly LossSums[];
  readonly accounts: readonly AccountSums[];
}

export interface LossSums extends Omit<SheetLine, "loss"> {
  readonly loss: string;
  readonly victim: string;
}

export interface AccountSums {
  readonly account: string;
  readonly holder: string;
  readonly currency: string;
  readonly atRestMinor: number;
  readonly lostSightMinor: number;
  readonly exitedMinor: number;
}

/** The amounts of a trace by victim's loss and by account. */
export function sumsOf(view: TraceView): TraceSums {
  const accounts = new Map<string, AccountSums>();
  const add = (account: AccountView, amounts: Partial<AccountSums>): void => {
    const known = accounts.get(account.key) ?? {
      account: account.key,
      holder: account.holder,
      currency: account.currency,
      atRestMinor: 0,
      lostSightMinor: 0,
      exitedMinor: 0,
    };
    accounts.set(account.key, {
      ...known,
      atRestMinor: known.atRestMinor + (amounts.atRestMinor ?? 0),
      lostSightMinor: known.lostSightMinor + (amounts.lostSightMinor ?? 0),
      exitedMinor: known.exitedMinor + (amounts.exitedMinor ?? 0),
    });
  };
  for (const { account, amountMinor } of view.atRest) add(account, { atRestMinor: amountMinor });
  for (const { account, amountMinor } of view.lostSight) add(account, { lostSightMinor: amountMinor });
  for (const { account, amountMinor } of view.exits) add(account, { exitedMinor: amountMinor });
  return {
    losses: view.balanceSheet.map(({ loss, ...amounts }) => ({ ...amounts, loss: loss.id, victim: loss.victim })),
    accounts: [...accounts.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
  };
}
