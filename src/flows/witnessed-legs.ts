import { precisionMs } from "./china-time.ts";
import type { LedgerLegs } from "./ledger-legs.ts";
import { NONE, precisionCodes, statusCodes, type WitnessColumns } from "./witness-columns.ts";
import type { WitnessedTransfers } from "./witnessed-transfers.ts";

const failed = statusCodes.indexOf("failed");

/**
 * What the rows say about both sides of each transfer, for the ordering. A side without a statement of its own takes the
 * time, and the balance where one is stated, from the other side's row; never its serial, which is another bank's.
 */
export function makeLegs(witnesses: WitnessColumns, transfers: WitnessedTransfers, accountCount: number): LedgerLegs {
  const { length, payer, payee, payerRow, payeeRow } = transfers;
  const movedMinor = new Float64Array(length);
  const fromMs = new Float64Array(2 * length);
  const toMs = new Float64Array(2 * length);
  const serial = new Float64Array(2 * length).fill(Number.NaN);
  const balanceMinor = new Float64Array(2 * length);
  for (let id = 0; id < length; id++) {
    for (let side = 0; side < 2; side++) {
      const leg = 2 * id + side;
      const ownRow = (side === 0 ? payerRow : payeeRow)[id]!;
      const row = ownRow === NONE ? (side === 0 ? payeeRow : payerRow)[id]! : ownRow;
      fromMs[leg] = witnesses.atMs[row]!;
      toMs[leg] = fromMs[leg] + precisionMs[precisionCodes[witnesses.precision[row]!]!];
      balanceMinor[leg] = ownRow === NONE ? witnesses.otherBalanceMinor[row]! : witnesses.ownBalanceMinor[row]!;
      if (ownRow !== NONE) serial[leg] = witnesses.serialOrder[row]!;
      if (side === 0 || ownRow !== NONE)
        movedMinor[id] = witnesses.status[row] === failed ? 0 : witnesses.amountMinor[row]!;
      // Rule F22: what a row that moved nothing between two accounts states of a balance is not read.
      if (witnesses.status[row] === failed || payer[id] === payee[id]) balanceMinor[leg] = Number.NaN;
      // Rule F26: what a bank states as its counterparty's balance is the reserve's.
      if (ownRow === NONE && transfers.walletRow.has(id)) balanceMinor[leg] = Number.NaN;
    }
  }
  const openingMinor = new Float64Array(accountCount).fill(Number.NaN);
  return { length, accountCount, payer, payee, movedMinor, fromMs, toMs, serial, balanceMinor, openingMinor };
}
