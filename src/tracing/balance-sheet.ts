import { SluiceError } from "../errors/sluice-error.ts";
import type { BoundLosses } from "./bind-losses.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, BalanceSheetRow } from "./trace-result.ts";

/**
 * Adds up every loss's money and checks T2. A loss whose transfer is later than the as-of time has not happened yet: 0.
 * @throws SluiceError TRACE_DOES_NOT_BALANCE.
 */
export function balanceSheet(
  traced: {
    readonly reader: LedgerReader;
    readonly options: TraceOptions;
    readonly losses: readonly Loss[];
    readonly bound: BoundLosses;
  },
  lists: Pick<AllocatedTrace, "atRest" | "exits" | "lostSight" | "returned" | "writtenOff">,
): BalanceSheetRow[] {
  const { bound, losses, options } = traced;
  const lossMinor = new Float64Array(losses.length);
  for (let entry = 0; entry < bound.length; entry++) {
    const happened = options.asOfMs === null || traced.reader.atMs(bound.transfer[entry]!) <= options.asOfMs;
    if (happened) lossMinor[bound.loss[entry]!] = bound.amountMinor[entry]!;
  }
  const [atRest, exited, lostSight, returned, writtenOff] = [
    sumByLoss(losses.length, lists.atRest),
    sumByLoss(losses.length, lists.exits),
    sumByLoss(losses.length, lists.lostSight),
    sumByLoss(losses.length, lists.returned),
    sumByLoss(losses.length, lists.writtenOff),
  ];
  return losses.map(({ id }, loss) => {
    const row = {
      loss,
      lossMinor: lossMinor[loss]!,
      atRestMinor: atRest[loss]!,
      exitedMinor: exited[loss]!,
      lostSightMinor: lostSight[loss]!,
      returnedMinor: returned[loss]!,
      writtenOffMinor: writtenOff[loss]!,
    };
    const found = row.atRestMinor + row.exitedMinor + row.lostSightMinor + row.returnedMinor + row.writtenOffMinor;
    if (found === row.lossMinor) return row;
    throw new SluiceError("TRACE_DOES_NOT_BALANCE", { loss: id, lossMinor: row.lossMinor, foundMinor: found });
  });
}

function sumByLoss(losses: number, list: readonly { loss: number; amountMinor: number }[]): Float64Array {
  const sums = new Float64Array(losses);
  for (const { loss, amountMinor } of list) sums[loss]! += amountMinor;
  return sums;
}
