import { SluiceError } from "../errors/sluice-error.ts";
import type { TransferColumns } from "../flows/ledger-columns.ts";
import { matchTransfers } from "../flows/match-transfers.ts";
import type { Stores } from "../storage/stores.ts";
import { openLedger, type OpenedLedger } from "./open-ledger.ts";
import { planTrace } from "./plan-trace.ts";

/** The ledger as it was before an import, or why it is not at hand. */
export type FormerLedger = OpenedLedger | "none" | "memory";

/**
 * Opens the ledger before an import adds to it: only where a case was traced, so that there is something to tell, and where
 * two states of the ledger fit into memory.
 */
export async function openFormerLedger(
  stores: Pick<Stores, "ledger" | "snapshots" | "losses" | "lastTraces">,
  budgetBytes: number,
): Promise<FormerLedger> {
  const names = await stores.losses.cases();
  const traced = await Promise.all(names.map(async (name) => (await stores.lastTraces.traces(name)).last !== null));
  if (!traced.includes(true)) return "none";
  try {
    const { estimatedBytes } = await planTrace(stores.ledger, budgetBytes);
    return statesAtOnce * estimatedBytes > budgetBytes ? "memory" : await openLedger(stores);
  } catch (cause) {
    // Rows are missing: the import that mends the ledger must not be kept from it.
    if (cause instanceof SluiceError && cause.code === "STORAGE_LEDGER_MISCOUNT") return "none";
    throw cause;
  }
}

/** The former ledger, the one as it is, and what a trace that goes over from one to the other prepares. */
const statesAtOnce = 2.5;

/** What was matched last: every case of an import asks for the same. By the transfers, since cases differ in their marks. */
const matched = new WeakMap<TransferColumns, { readonly former: TransferColumns; readonly places: Uint32Array }>();

/** The places that the transfers of an earlier ledger have in one as it is. */
export function placesIn(now: OpenedLedger, former: OpenedLedger): Uint32Array {
  const [here, there] = [now.derived.columns.transfers, former.derived.columns.transfers];
  const known = matched.get(here);
  if (known?.former === there) return known.places;
  const places =
    here === there ? Uint32Array.from({ length: here.length }, (_, at) => at) : matchTransfers(former, now);
  matched.set(here, { former: there, places });
  return places;
}
