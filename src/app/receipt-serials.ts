import { NONE } from "../flows/witness-columns.ts";
import type { Stores } from "../storage/stores.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { type OpenedLedger, placeOf } from "./open-ledger.ts";

/**
 * Looks up the bank's serial of each receipt on the freeze list: a bank refuses an order in which it is missing or
 * differs. The ledger's columns hold only hashes of serials, so they are read from the source rows, in one query.
 */
export async function withReceiptSerials(
  stores: Pick<Stores, "ledger">,
  { witnesses, derived }: OpenedLedger,
  view: TraceView,
): Promise<TraceView> {
  const rows = new Set<number>();
  const witnessesOf = (transfer: number): readonly number[] =>
    [derived.firstWitness[transfer] ?? NONE, derived.secondWitness[transfer] ?? NONE].filter((row) => row !== NONE);
  for (const { receipt } of view.freezeList) {
    if (receipt !== null) for (const row of witnessesOf(receipt.transfer.index)) rows.add(row);
  }
  const stored = await stores.ledger.sourceRows([...rows].map((row) => placeOf(witnesses, row)));
  const serials = new Map(
    stored.map(({ sha256, row }) => [`${sha256} ${row.place.sheet} ${row.place.row}`, row.serial]),
  );
  const serialOf = (row: number): string => {
    const place = placeOf(witnesses, row);
    return serials.get(`${place.sha256} ${place.sheet} ${place.row}`) ?? "";
  };
  return {
    ...view,
    freezeList: view.freezeList.map((entry) => {
      if (entry.receipt === null) return entry;
      const { transfer } = entry.receipt;
      const serial =
        witnessesOf(transfer.index)
          .map(serialOf)
          .find((text) => text !== "") ?? "";
      return { ...entry, receipt: { transfer, serial } };
    }),
  };
}
