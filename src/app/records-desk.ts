import { setTimeout as sleep } from "node:timers/promises";
import type { LogKey } from "../storage/records/audit-log.ts";
import { sealLog } from "../storage/records/audit-log.ts";
import { sha256 } from "../storage/records/audit-key.ts";
import { JobQueue } from "../storage/records/job-queue.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import { SignIn } from "./sign-in.ts";

/** What the routes of the records are answered from. */
export interface RecordsDesk {
  readonly records: RecordsStore;
  readonly door: SignIn;
  readonly jobs: JobQueue;
  readonly key: LogKey;
}

/** The desk of open records. */
export function openRecordsDesk(records: RecordsStore, key: LogKey): RecordsDesk {
  return { records, door: new SignIn(records), jobs: new JobQueue(records), key };
}

/** An entry of the log waits about so long for its seal. */
const sealEveryMs = 1_000;

/**
 * Seals the log again and again until it is stopped; stopping seals once more. A failure is told and tried again: the
 * entries wait.
 */
export function keepSealing(
  { records, key }: RecordsDesk,
  failed: (cause: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const seal = async (): Promise<void> => {
    await sealLog(records, sha256, key).catch(failed);
  };
  const running = (async () => {
    while (!signal.aborted) {
      await seal();
      // Waking up early is how it is stopped, and no failure.
      await sleep(sealEveryMs, undefined, { signal }).catch(() => undefined);
    }
    await seal();
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
