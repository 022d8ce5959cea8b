import { beforeAll } from "vitest";
import { reviewsConformance } from "../../test/conformance/reviews.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

let records: RecordsStore;
beforeAll(async () => {
  records = await openMemoryRecords({ nowMs: Date.UTC(2026, 10, 23) });
});

reviewsConformance(() => ({ records, reopen: async () => records }));
