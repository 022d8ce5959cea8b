import { beforeAll } from "vitest";
import { victimContactsConformance } from "../../test/conformance/victim-contacts.ts";
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

victimContactsConformance(() => ({ records, reopen: async () => records }));
