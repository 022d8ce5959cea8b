import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";

/** What a ledger's ties and stated balances say of each leg (leg `2 × transfer + side`, side 0 the payer's). */
export interface LedgerTies {
  readonly ledger: LedgerColumns;
  /** Per leg: its member in `TieColumns`, or −1. */
  readonly memberOf: Int32Array;
  /** Per member: its group. */
  readonly groupOf: Uint32Array;
  /** Per leg: the balance stated after it, minor units; NaN where none is. */
  readonly statedMinor: Float64Array;
}

/** Turns the sparse ties and stated balances of a ledger round, by leg. */
export function ledgerTies(ledger: LedgerColumns): LedgerTies {
  const { length, payer, ties, statedBalances } = ledger.transfers;
  const memberOf = new Int32Array(2 * length).fill(-1);
  const groupOf = new Uint32Array(ties.transfer.length);
  for (let group = 0; group < ties.account.length; group++) {
    for (let member = ties.start[group]!; member < ties.start[group + 1]!; member++) {
      const transfer = ties.transfer[member]!;
      groupOf[member] = group;
      memberOf[2 * transfer + (payer[transfer] === ties.account[group] ? 0 : 1)] = member;
    }
  }
  const statedMinor = new Float64Array(2 * length).fill(Number.NaN);
  statedBalances.transfer.forEach((transfer, index) => {
    statedMinor[2 * transfer + statedBalances.side[index]!] = statedBalances.balanceMinor[index]!;
  });
  return { ledger, memberOf, groupOf, statedMinor };
}

/** Whether the leg's place among the others of its account means anything (rule F22 of the flows). */
export function hasPlace({ ledger, statedMinor }: LedgerTies, leg: number): boolean {
  const { payer, payee, amountMinor, flags } = ledger.transfers;
  const transfer = leg >>> 1;
  if (payer[transfer] === payee[transfer] || (flags[transfer]! & TRANSFER_FAILED) !== 0) return false;
  return amountMinor[transfer] !== 0 || !Number.isNaN(statedMinor[leg]!);
}
