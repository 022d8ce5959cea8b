import { ledgerStoreConformance } from "../../../test/conformance/ledger-store.ts";
import { openMemoryLedger } from "./memory-ledger.ts";

ledgerStoreConformance("in memory", async () => {
  const ledger = openMemoryLedger();
  return { ledger, reopen: async () => ledger, dispose: async () => undefined };
});
