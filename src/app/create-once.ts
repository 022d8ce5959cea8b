import { once, type RequestKey } from "../storage/records/once.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";

/** Takes a creating step for a person in one transaction: once for each key that their program names. */
export function createOnce<T>(
  records: RecordsStore,
  caller: { readonly actor: RecordsActor; readonly key: RequestKey | undefined },
  step: (work: RecordsWork) => Promise<T>,
): Promise<T> {
  return records.as(caller.actor, (work) => once(work, caller.key, () => step(work)));
}
