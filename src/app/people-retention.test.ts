import { beforeAll } from "vitest";
import { peopleRetentionConformance } from "../../test/conformance/people-retention.ts";
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

peopleRetentionConformance(() => ({ records, reopen: async () => records }));
