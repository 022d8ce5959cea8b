import { asOfCut } from "./as-of-cut.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { PreparedReader } from "./prepared-reader.ts";
import type { TraceSource } from "./trace-source.ts";

/** A prepared ledger as it is. */
export function preparedSource(prepared: PreparedLedger): TraceSource {
  const { ledger, running, counterparties } = prepared;
  return {
    reader: () => new PreparedReader(prepared),
    exitKinds: () => ledger.accounts.exitKind.slice(0, ledger.accounts.length),
    hubs: (limit) => {
      const hubs: number[] = [];
      counterparties.forEach((count, account) => {
        if (count > limit) hubs.push(account);
      });
      return hubs;
    },
    cutAt: (asOfMs) => asOfCut(prepared.latestMs, ledger.transfers, asOfMs),
    lastInstantMs: prepared.lastInstantMs,
    beyond: running.beyond,
    unexplained: running.unexplained,
    placeOf: (transfer) => transfer,
    changedFrom: () => Number.POSITIVE_INFINITY,
  };
}
