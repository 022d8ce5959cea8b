import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { coverageEnd, isCovered } from "./coverage.ts";
import { firstAtLeast } from "./first-at-least.ts";

/**
 * A ledger read transfer by transfer: columns as they are, or columns with a later statement laid over them. Transfers
 * are named by their place in the ledger's order, accounts by index; amounts are minor units, instants ms.
 */
export interface LedgerReader {
  readonly transfers: number;
  readonly accounts: number;
  payer(transfer: number): number;
  payee(transfer: number): number;
  atMs(transfer: number): number;
  amountMinor(transfer: number): number;
  /** `transferMarks`: what the ledger alone says of the transfer. */
  marks(transfer: number): number;
  /** What a reversal undoes; of meaning only for a reversal. */
  original(transfer: number): number;
  /** The stated balance after the transfer, side 0 = payer, 1 = payee; NaN where none is stated. */
  statedMinor(transfer: number, side: 0 | 1): number;
  key(account: number): string | undefined;
  /** Whether the account's own statement is held for the instant (T10). */
  isCovered(account: number, atMs: number): boolean;
  /** The last instant for which the account's statement is held, ms; -Infinity when none is. */
  coverageEnd(account: number): number;
}

/** Reads whole columns; `marks` are `transferMarks` of them. */
export class ColumnsReader implements LedgerReader {
  readonly transfers: number;
  readonly accounts: number;
  readonly #ledger: LedgerColumns;
  readonly #marks: Uint8Array;

  constructor(ledger: LedgerColumns, marks: Uint8Array) {
    this.transfers = ledger.transfers.length;
    this.accounts = ledger.accounts.length;
    this.#ledger = ledger;
    this.#marks = marks;
  }

  payer(transfer: number): number {
    return this.#ledger.transfers.payer[transfer]!;
  }

  payee(transfer: number): number {
    return this.#ledger.transfers.payee[transfer]!;
  }

  atMs(transfer: number): number {
    return this.#ledger.transfers.atMs[transfer]!;
  }

  amountMinor(transfer: number): number {
    return this.#ledger.transfers.amountMinor[transfer]!;
  }

  marks(transfer: number): number {
    return this.#marks[transfer]!;
  }

  original(transfer: number): number {
    const { reversals } = this.#ledger.transfers;
    return reversals.original[firstAtLeast(reversals.transfer, transfer)]!;
  }

  statedMinor(transfer: number, side: 0 | 1): number {
    const { statedBalances } = this.#ledger.transfers;
    let entry = firstAtLeast(statedBalances.transfer, transfer);
    if (side === 1 && statedBalances.side[entry] === 0) entry += 1;
    const found = statedBalances.transfer[entry] === transfer && statedBalances.side[entry] === side;
    return found ? statedBalances.balanceMinor[entry]! : Number.NaN;
  }

  key(account: number): string | undefined {
    return this.#ledger.accounts.keys[account];
  }

  isCovered(account: number, atMs: number): boolean {
    return isCovered(this.#ledger.accounts, account, atMs);
  }

  coverageEnd(account: number): number {
    return coverageEnd(this.#ledger.accounts, account) ?? -Infinity;
  }
}
