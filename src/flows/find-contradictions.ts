import type { Contradiction } from "./derived-ledger.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "./ledger-columns.ts";
import type { CoverageColumns } from "./statement-coverage.ts";
import { NONE } from "./witness-columns.ts";
import type { WitnessedTransfers } from "./witnessed-transfers.ts";

/** What contradictions are found from. */
export interface Shown {
  readonly transfers: WitnessedTransfers;
  /** Ids of transfers in the ledger's order. */
  readonly order: Uint32Array;
  /** Per row: 1 where a statement shows it; 0 where only a list does. */
  readonly isStated: Uint8Array;
  /** The times for which statements are held, lists left out. */
  readonly held: CoverageColumns;
}

/**
 * Transfers that only a counterparty or a list shows, at a time for which the account's own statement is held (T10, F17).
 * A list is nobody's statement: what it lacks is not missing (F24).
 */
export function findContradictions(ledger: LedgerColumns["transfers"], shown: Shown): Contradiction[] {
  const { transfers, isStated, held } = shown;
  const isUnseen = (row: number): boolean => row === NONE || isStated[row] === 0;
  const found: Contradiction[] = [];
  for (let transfer = 0; transfer < ledger.length; transfer++) {
    const [payer, payee] = [ledger.payer[transfer]!, ledger.payee[transfer]!];
    if ((ledger.flags[transfer]! & TRANSFER_FAILED) !== 0 || payer === payee) continue;
    const id = shown.order[transfer]!;
    const atMs = ledger.atMs[transfer]!;
    if (isUnseen(transfers.payerRow[id]!) && isHeld(held, payer, atMs)) found.push({ transfer, account: payer });
    if (isUnseen(transfers.payeeRow[id]!) && isHeld(held, payee, atMs)) found.push({ transfer, account: payee });
  }
  return found;
}

function isHeld(held: CoverageColumns, account: number, atMs: number): boolean {
  for (let i = held.coverageStart[account]!; i < held.coverageStart[account + 1]!; i++) {
    if (atMs >= held.coverageFromMs[i]! && atMs <= held.coverageToMs[i]!) return true;
  }
  return false;
}
