import { beforeAll } from "vitest";
import { sanctionsConformance } from "../../test/conformance/sanctions.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

let records: RecordsStore;
beforeAll(async () => {
  records = await openMemoryRecords({
    get nowMs() {
      return Date.now();
    },
  });
});

sanctionsConformance(() => ({ records, reopen: async () => records }));
