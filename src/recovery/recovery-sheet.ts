import { SluiceError } from "../errors/sluice-error.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { groupBy } from "./group-by.ts";
import type { RecoveryPosting, RecoveryTransaction } from "./recovery-posting.ts";

/** Where a loss, or all of them, is: loss = returned + held + at rest not held + exited + lost sight of + written off. */
export interface RecoverySheetRow {
  readonly lossMinor: MinorUnits;
  readonly returnedMinor: MinorUnits;
  readonly heldMinor: MinorUnits;
  /** At rest in an account, and not held. */
  readonly atRestMinor: MinorUnits;
  readonly exitedMinor: MinorUnits;
  readonly lostSightMinor: MinorUnits;
  readonly writtenOffMinor: MinorUnits;
}

export interface RecoverySheet {
  readonly losses: readonly (RecoverySheetRow & { readonly lossId: string })[];
  readonly total: RecoverySheetRow;
}

/**
 * The sheet as it stood at `atMs`, that instant's transactions included (rule R32); losses by id.
 * @throws SluiceError RECOVERY_POSITIONS_DO_NOT_BALANCE.
 */
export function recoverySheet(transactions: readonly RecoveryTransaction[], atMs: number): RecoverySheet {
  const postings = transactions.filter((one) => one.atMs <= atMs).flatMap((one) => one.postings);
  const byLoss = groupBy(postings, ({ lossId }) => lossId);
  const losses = [...byLoss.keys()].sort().map((lossId) => ({ lossId, ...sheetRow(byLoss.get(lossId) ?? [], lossId) }));
  return { losses, total: sheetRow(postings, "∑") };
}

function sheetRow(postings: readonly RecoveryPosting[], loss: string): RecoverySheetRow {
  const of = (bucket: RecoveryPosting["bucket"]): MinorUnits =>
    toMinorUnits(postings.reduce((sum, posting) => sum + (posting.bucket === bucket ? posting.amountMinor : 0), 0));
  const row: RecoverySheetRow = {
    lossMinor: toMinorUnits(0 - of("lost")),
    returnedMinor: of("returned"),
    heldMinor: of("held"),
    atRestMinor: of("at-rest"),
    exitedMinor: of("exited"),
    lostSightMinor: of("lost-sight"),
    writtenOffMinor: of("written-off"),
  };
  const { lossMinor, ...parts } = row;
  const foundMinor = Object.values(parts).reduce((sum, part) => sum + part, 0);
  if (foundMinor === lossMinor) return row;
  throw new SluiceError("RECOVERY_POSITIONS_DO_NOT_BALANCE", { loss, lossMinor, foundMinor });
}
