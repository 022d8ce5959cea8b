import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerStoreConformance } from "../../../test/conformance/ledger-store.ts";
import { openEmbeddedLedger } from "./open-embedded-ledger.ts";

ledgerStoreConformance("chDB in process", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-ledger-"));
  let ledger = await openEmbeddedLedger(folder);
  return {
    ledger,
    async reopen() {
      await ledger.close();
      ledger = await openEmbeddedLedger(folder);
      return ledger;
    },
    async dispose() {
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
