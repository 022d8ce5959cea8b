import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import type { LedgerTies } from "./ledger-ties.ts";
import type { FlowColumns } from "./trace-result.ts";

/** A tie of which another order may change what becomes of traced money. */
export interface TieThatMatters {
  readonly group: number;
  /** Traced money that its rows carry in the ledger's order, minor units. */
  readonly carriedMinor: number;
}

/**
 * The ties of the accounts `isAsked` of which another order may change an amount, most traced money first. Left out are
 * those that cannot: ties after the as-of time; and, where the tie states no balance and reverses nothing,
 * rows on one side that carry no traced money, and rows before any traced money came that the account could always pay.
 */
export function tiesThatMatter(
  ties: LedgerTies,
  asked: {
    readonly isAsked: (account: number) => boolean;
    readonly flows: Pick<FlowColumns, "length" | "transfer" | "amountMinor">;
    readonly asOfMs: number | null;
  },
): readonly TieThatMatters[] {
  const { ledger } = ties;
  const { start, transfer, account } = ledger.transfers.ties;
  const { carriedMinor, cameAt } = tracedMoney(ties, asked.flows);
  const balanceBefore = balancesBeforeTies(ties);
  const found: TieThatMatters[] = [];
  for (let group = 0; group < account.length; group++) {
    const at = account[group]!;
    const rows = transfer.subarray(start[group], start[group + 1]);
    if (!asked.isAsked(at)) continue;
    if (asked.asOfMs !== null && ledger.transfers.atMs[rows[0]!]! > asked.asOfMs) continue;
    const carried = rows.reduce((sum, row) => sum + carriedMinor[row]!, 0);
    const came = (cameAt.get(at) ?? Infinity) <= rows.at(-1)!;
    if (carried > 0 || mayChange(ties, group, { came, balanceMinor: balanceBefore[group]! })) {
      found.push({ group, carriedMinor: carried });
    }
  }
  return found.sort((a, b) => b.carriedMinor - a.carriedMinor || a.group - b.group);
}

/** Per transfer what traced money it carried, and per account the first transfer that brought some. */
function tracedMoney(
  { ledger }: LedgerTies,
  flows: Pick<FlowColumns, "length" | "transfer" | "amountMinor">,
): { readonly carriedMinor: Float64Array; readonly cameAt: ReadonlyMap<number, number> } {
  const carriedMinor = new Float64Array(ledger.transfers.length);
  const cameAt = new Map<number, number>();
  for (let record = 0; record < flows.length; record++) {
    const transfer = flows.transfer[record]!;
    carriedMinor[transfer]! += flows.amountMinor[record]!;
    const payee = ledger.transfers.payee[transfer]!;
    if (!cameAt.has(payee)) cameAt.set(payee, transfer);
  }
  return { carriedMinor, cameAt };
}

/** Whether rows that carry no traced money may, in another order, carry some or leave other lots behind. */
function mayChange(
  { ledger, statedMinor }: LedgerTies,
  group: number,
  before: { readonly came: boolean; readonly balanceMinor: number },
): boolean {
  const { payer, amountMinor, reversals, ties } = ledger.transfers;
  const rows = ties.transfer.subarray(ties.start[group], ties.start[group + 1]);
  const paid = rows.filter((row) => payer[row] === ties.account[group]);
  const special = rows.some((row) => {
    const side = payer[row] === ties.account[group] ? 0 : 1;
    return !Number.isNaN(statedMinor[2 * row + side]!) || reversals.transfer.includes(row);
  });
  if (special) return true;
  if (paid.length === 0 || paid.length === rows.length) return false;
  return before.came || before.balanceMinor < paid.reduce((sum, row) => sum + amountMinor[row]!, 0);
}

/** Per tie the balance of its account before its first row: the totals of T4, T5, T8 and T17, which no colour changes. */
function balancesBeforeTies({ ledger, statedMinor }: LedgerTies): Float64Array {
  const { length, payer, payee, amountMinor, flags, reversals, ties } = ledger.transfers;
  const balance = ledger.accounts.openingMinor.map((opening) => opening || 0);
  const reverses = new Set(reversals.transfer);
  const before = new Float64Array(ties.account.length);
  const opensWith = new Map<number, number[]>();
  for (let group = 0; group < ties.account.length; group++) {
    const first = ties.transfer[ties.start[group]!]!;
    opensWith.set(first, [...(opensWith.get(first) ?? []), group]);
  }
  for (let transfer = 0; transfer < length; transfer++) {
    for (const group of opensWith.get(transfer) ?? []) before[group] = balance[ties.account[group]!]!;
    const [from, to, amount] = [payer[transfer]!, payee[transfer]!, amountMinor[transfer]!];
    if (from === to || (flags[transfer]! & TRANSFER_FAILED) !== 0) continue;
    const held = balance[from]!;
    if (reverses.has(transfer)) balance[from] = held - amount;
    else if (held > 0) balance[from] = Math.max(0, held - amount);
    balance[to]! += amount;
    for (const [side, account] of [from, to].entries()) {
      const stated = statedMinor[2 * transfer + side]!;
      if (!Number.isNaN(stated)) balance[account] = stated;
    }
  }
  return before;
}
