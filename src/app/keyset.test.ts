import { beforeAll } from "vitest";
import { pagingConformance } from "../../test/conformance/paging.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

let records: RecordsStore;
beforeAll(async () => {
  records = await openMemoryRecords({ nowMs: Date.UTC(2026, 10, 23) });
});

pagingConformance(() => ({ records, reopen: async () => records }));
