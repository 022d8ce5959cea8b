import { beforeAll } from "vitest";
import { recordsSearchConformance } from "../../test/conformance/records-search.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

let records: RecordsStore;
beforeAll(async () => {
  records = await openMemoryRecords({ nowMs: Date.UTC(2026, 10, 23) });
});

recordsSearchConformance(() => ({ records, reopen: async () => records }));
