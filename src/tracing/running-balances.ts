import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { MARK_REVERSAL, MARK_STATED, MARK_STILL } from "./transfer-marks.ts";
import { UnexplainedBuffer, type UnexplainedColumns } from "./unexplained-buffer.ts";

/**
 * What a ledger's accounts hold while nobody asks whose money it is. Losses, doctrines, stops and coverage change the
 * colour of money and never how much an account holds, so this is a function of the ledger alone and is computed once.
 * It holds every account as if none were a stop and as if every transfer were in time.
 */
export interface RunningBalances {
  /** Per transfer: what its payee holds before it, minor units, negative for debt (T17). 8 bytes a transfer. */
  readonly payeeBeforeMinor: Float64Array;
  /** Every shortfall of a payment (T4) and gap below a stated balance (T17). */
  readonly unexplained: UnexplainedColumns;
  /** By account: the first transfer with which it comes to hold or owe more than 2^53 − 1 (T1); -1 for its opening. */
  readonly beyond: ReadonlyMap<number, number>;
}

/** Walks once over the ledger; `marks` are its `transferMarks`. */
export function runningBalances({ transfers, accounts }: LedgerColumns, marks: Uint8Array): RunningBalances {
  const { length, payer, payee, amountMinor } = transfers;
  const unexplained = new UnexplainedBuffer();
  const beyond = new Map<number, number>();
  const note = (account: number, transfer: number): void => {
    if (!beyond.has(account)) beyond.set(account, transfer);
  };
  // T5: an unknown opening is zero.
  const balance = accounts.openingMinor.map((opening) => opening || 0);
  balance.forEach((opening, account) => {
    if (Math.abs(opening) > Number.MAX_SAFE_INTEGER) note(account, -1);
  });
  const bind = statedBalanceBinder({ transfers, accounts }, balance, unexplained);
  const payeeBeforeMinor = new Float64Array(length);
  for (let transfer = 0; transfer < length; transfer++) {
    const from = payer[transfer]!;
    const to = payee[transfer]!;
    const mark = marks[transfer]!;
    if (from === to || (mark & MARK_STILL) !== 0) continue;
    const amount = amountMinor[transfer]!;
    const held = balance[from]!;
    const after = heldAfterPayment(held, amount, mark);
    if ((mark & MARK_REVERSAL) === 0) unexplained.push(transfer, from, after - (held - amount));
    else if (after < -Number.MAX_SAFE_INTEGER) note(from, transfer);
    balance[from] = after;
    payeeBeforeMinor[transfer] = balance[to]!;
    balance[to]! += amount;
    if (balance[to]! > Number.MAX_SAFE_INTEGER) note(to, transfer);
    if ((mark & MARK_STATED) !== 0) bind(transfer);
  }
  return { payeeBeforeMinor, unexplained: unexplained.columns(), beyond };
}

/** What an account that holds `heldMinor` (negative: owes) has after it pays: a shortfall enters (T4), a reversal's is debt (T8). */
export function heldAfterPayment(heldMinor: number, amountMinor: number, mark: number): number {
  if ((mark & MARK_REVERSAL) !== 0 || heldMinor >= amountMinor) return heldMinor - amountMinor;
  return Math.min(heldMinor, 0);
}

/** Sets balances to what is stated after a transfer, transfers given in ascending order. */
function statedBalanceBinder(
  { transfers }: LedgerColumns,
  balance: Float64Array,
  unexplained: UnexplainedBuffer,
): (transfer: number) => void {
  const { payer, payee, statedBalances } = transfers;
  let next = 0;
  return (transfer) => {
    while (statedBalances.transfer[next]! < transfer) next += 1;
    for (; statedBalances.transfer[next] === transfer; next++) {
      const account = statedBalances.side[next] === 0 ? payer[transfer]! : payee[transfer]!;
      const statedMinor = statedBalances.balanceMinor[next]!;
      unexplained.push(transfer, account, Math.max(0, statedMinor - balance[account]!));
      balance[account] = statedMinor;
    }
  };
}
