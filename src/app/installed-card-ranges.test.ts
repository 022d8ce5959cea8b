import { beforeAll } from "vitest";
import { cardRangesConformance } from "../../test/conformance/card-ranges.ts";
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

cardRangesConformance(() => ({ records, reopen: async () => records }));
