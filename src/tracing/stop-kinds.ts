import { exitKindCode } from "../flows/exit-kind.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { checkAccount } from "./bind-losses.ts";
import type { TraceOptions } from "./trace-input.ts";

const hub = exitKindCode("hub");

/**
 * Per account: 0, or the code of the exit kind that money takes there (T10, T11): the account's own kind, or `hub` for
 * the accounts of `options.stops` and those with more distinct counterparties in the whole snapshot than the limit.
 * @throws SluiceError TRACE_UNKNOWN_ACCOUNT for a stop that is not in the ledger.
 */
export function stopKinds(ledger: LedgerColumns, options: TraceOptions): Uint8Array {
  const kinds = ledger.accounts.exitKind.slice(0, ledger.accounts.length);
  for (const account of options.stops) checkAccount(kinds.length, account);
  addHubs(kinds, options.stops);
  if (options.hubCounterparties !== null) addHubs(kinds, busyAccounts(ledger, options.hubCounterparties));
  return kinds;
}

/** Makes the accounts hubs where they are no stops yet. */
function addHubs(kinds: Uint8Array, accounts: readonly number[]): void {
  for (const account of accounts) if (kinds[account] === 0) kinds[account] = hub;
}

/** Accounts with more than `limit` distinct counterparties over all transfers that did not fail. */
function busyAccounts(ledger: LedgerColumns, limit: number): readonly number[] {
  const { length, payer, payee, flags } = ledger.transfers;
  const transfersOf = new Uint32Array(ledger.accounts.length);
  for (let transfer = 0; transfer < length; transfer++) {
    if ((flags[transfer]! & TRANSFER_FAILED) !== 0 || payer[transfer] === payee[transfer]) continue;
    transfersOf[payer[transfer]!]! += 1;
    transfersOf[payee[transfer]!]! += 1;
  }
  // Only these can exceed the limit, so only these need the set of whom they deal with.
  const counterparties = new Map<number, Set<number>>();
  transfersOf.forEach((count, account) => {
    if (count > limit) counterparties.set(account, new Set());
  });
  const meet = (account: number, other: number): void => {
    const met = counterparties.get(account);
    if (met !== undefined && met.size <= limit) met.add(other);
  };
  for (let transfer = 0; transfer < length && counterparties.size > 0; transfer++) {
    const [from, to] = [payer[transfer]!, payee[transfer]!];
    if ((flags[transfer]! & TRANSFER_FAILED) !== 0 || from === to) continue;
    meet(from, to);
    meet(to, from);
  }
  return [...counterparties].filter(([, met]) => met.size > limit).map(([account]) => account);
}
