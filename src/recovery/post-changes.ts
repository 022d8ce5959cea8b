import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { PlacedLoss } from "./place-losses.ts";
import type { RecoveryPosting } from "./recovery-posting.ts";

/**
 * The postings that bring the ledger from what it holds of these losses to where they are now (rule R31). A loss that
 * the ledger has not seen is opened by them. They sum to 0 for each loss; none: nothing changed.
 * @param present the ledger's standing amounts of these losses, any number of lines a place.
 * @throws SluiceError RECOVERY_POSITIONS_DO_NOT_BALANCE where the parts of a loss are not the whole of it.
 */
export function postChanges(
  present: readonly RecoveryPosting[],
  placed: readonly PlacedLoss[],
): readonly RecoveryPosting[] {
  const lines = new Map<string, RecoveryPosting>();
  const add = (line: RecoveryPosting, sign: 1 | -1): void => {
    const key = [line.lossId, line.bucket, line.place].join("\u0000");
    const before = lines.get(key)?.amountMinor ?? 0;
    lines.set(key, { ...line, amountMinor: toMinorUnits(before + sign * line.amountMinor) });
  };
  for (const loss of placed) for (const line of linesOf(loss)) add(line, 1);
  for (const line of present) add(line, -1);
  return [...lines.values()].filter(({ amountMinor }) => amountMinor !== 0);
}

function linesOf({ lossId, lossMinor, parts }: PlacedLoss): readonly RecoveryPosting[] {
  const foundMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (foundMinor !== lossMinor) {
    throw new SluiceError("RECOVERY_POSITIONS_DO_NOT_BALANCE", { loss: lossId, lossMinor, foundMinor });
  }
  const lost: RecoveryPosting = { lossId, bucket: "lost", place: "", amountMinor: toMinorUnits(0 - lossMinor) };
  return [lost, ...parts.map((part) => ({ lossId, ...part }))];
}
