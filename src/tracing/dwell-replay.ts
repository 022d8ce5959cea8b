import { exitKindCode } from "../flows/exit-kind.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { AccountReplay, type DwellObserver } from "./account-replay.ts";

/** What is replayed. */
export interface ReplayInput {
  readonly accounts: Iterable<number>;
  /** Later transfers are not looked at. */
  readonly untilMs: number;
  /** Transfers by which victims lost money: they make a card a first-hop card. */
  readonly lossTransfers: ReadonlySet<number>;
}

const cash = exitKindCode("cash");

/**
 * Walks over the statements of some accounts and tells how long what came in stayed: payments take the oldest receipts
 * first, and what was there before any receipt last, as `tainted-first` takes a victim's money. Only what a statement
 * covers teaches: a receipt that no statement covers is left out, and at the end of a period all of it stays. Answers
 * each account's state where the replay ended.
 */
export function replayDwells(
  { transfers, accounts }: LedgerColumns,
  input: ReplayInput,
  observer: DwellObserver,
): ReadonlyMap<number, AccountReplay> {
  const replays = new Map<number, AccountReplay>();
  const chosen = new Uint8Array(accounts.length);
  for (const account of input.accounts) {
    chosen[account] = 1;
    replays.set(account, new AccountReplay(account, accounts, observer));
  }
  const { length, payer, payee, atMs, amountMinor, flags } = transfers;
  for (let transfer = 0; transfer < length; transfer++) {
    const from = payer[transfer]!;
    const to = payee[transfer]!;
    if (from === to || (chosen[from] === 0 && chosen[to] === 0)) continue;
    const at = atMs[transfer]!;
    if (at > input.untilMs || (flags[transfer]! & TRANSFER_FAILED) !== 0) continue;
    const amount = amountMinor[transfer]!;
    if (amount === 0) continue;
    if (chosen[from] === 1) replays.get(from)!.pay(to, { atMs: at, amount, cash: accounts.exitKind[to] === cash });
    if (chosen[to] === 1)
      replays.get(to)!.receive(from, { atMs: at, amount, fromVictim: input.lossTransfers.has(transfer) });
  }
  for (const replay of replays.values()) replay.close(input.untilMs);
  return replays;
}
