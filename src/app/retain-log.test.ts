import { beforeAll } from "vitest";
import { retainLogConformance } from "../../test/conformance/retain-log.ts";
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

retainLogConformance(() => ({ records, reopen: async () => records }));
