import { instantsByBlock, type KeptWhole } from "../../../tracing/part-source.ts";
import type { PreparedLedger } from "../../../tracing/prepare-ledger.ts";

/** What is kept of a ledger as a whole, its instants by blocks of so many transfers. */
export function keptWhole({ ledger, running, lastInstantMs }: PreparedLedger, blockLength: number): KeptWhole {
  const { transfers, accounts } = ledger;
  return {
    transfers: transfers.length,
    accounts: accounts.length,
    // Of no transfers there is none, and JSON knows no infinity.
    lastInstantMs: transfers.length === 0 ? 0 : lastInstantMs,
    instants: instantsByBlock(transfers.atMs, transfers.length, blockLength),
    beyond: [...running.beyond],
  };
}
