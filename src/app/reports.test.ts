import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { reportsConformance } from "../../test/conformance/reports.ts";
import { beforeAll } from "vitest";
import type { RecordsStore } from "../storage/records/records-store.ts";

let records: RecordsStore;
beforeAll(async () => {
  records = await openMemoryRecords({ nowMs: Date.UTC(2026, 10, 23) });
});

reportsConformance(() => ({ records, reopen: async () => records }));
