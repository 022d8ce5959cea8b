import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { legStoreConformance } from "../../../../test/conformance/leg-store.ts";
import { legsInPart } from "../../../tracing/leg-part.ts";
import { openEmbeddedLedger } from "../open-embedded-ledger.ts";
import { openMemoryLegs } from "./memory-legs.ts";

legStoreConformance("in memory", async () => {
  const legs = openMemoryLegs(legsInPart);
  return { legs, reopen: async () => legs, dispose: async () => undefined };
});

legStoreConformance("chDB in process", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-legs-"));
  let ledger = await openEmbeddedLedger(folder);
  return {
    legs: ledger.legs,
    async reopen() {
      await ledger.close();
      ledger = await openEmbeddedLedger(folder);
      return ledger.legs;
    },
    async dispose() {
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
