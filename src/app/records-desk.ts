import type { EvidenceStore } from "../storage/evidence-store.ts";
import type { LogKey } from "../storage/records/audit-log.ts";
import { sealLog } from "../storage/records/audit-log.ts";
import { sha256 } from "../storage/records/audit-key.ts";
import { JobQueue } from "../storage/records/job-queue.ts";
import { type NumberHash, numberHashOf } from "../storage/records/number-hash.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import type { OpenRecords } from "../storage/stores.ts";
import type { CaseFiles } from "./case-files.ts";
import { EventHub } from "./event-hub.ts";
import type { RejectedFile } from "./export-rejected.ts";
import { type Going, keepDoing } from "./keep-doing.ts";
import type { UploadSpool } from "../storage/upload-spool.ts";
import type { PersonOfLedger } from "./ledger-people.ts";
import { SignIn } from "./sign-in.ts";

/** What the routes of the records are answered from. */
export interface RecordsDesk {
  readonly records: RecordsStore;
  readonly door: SignIn;
  readonly jobs: JobQueue;
  readonly hub: EventHub;
  readonly key: LogKey;
  /** Numbers of people, as they are compared. */
  readonly numbers: NumberHash;
  /** What was uploaded and what went out, by SHA-256. */
  readonly evidence: EvidenceStore;
  /** The data folder whose server this is: it does the jobs that are asked for here. */
  readonly place: string;
  readonly spool: UploadSpool;
  /** Everyone whom the ledger names, and what traces say of them. */
  readonly ledgerPeople: () => Promise<readonly PersonOfLedger[]>;
  /** The rejected rows of some originals of the ledger, by their SHA-256. */
  readonly rejectedOf: (originals: ReadonlySet<string>) => Promise<readonly RejectedFile[]>;
  readonly caseFiles: CaseFiles;
}

/** The desk of open records. */
export function openRecordsDesk(
  { records, key, place }: OpenRecords,
  files: Pick<RecordsDesk, "evidence" | "spool" | "rejectedOf" | "ledgerPeople" | "caseFiles">,
): RecordsDesk {
  const numbers = numberHashOf(key);
  const [door, jobs, hub] = [new SignIn(records), new JobQueue(records), new EventHub(records)];
  return { records, door, jobs, hub, key, numbers, place, ...files };
}

/** Seals the log again and again until it is stopped; entries wait about a second for their seal. */
export function keepSealing({ records, key }: RecordsDesk, failed: (cause: unknown) => void): Going {
  return keepDoing(() => sealLog(records, sha256, key).then(() => undefined), failed);
}
