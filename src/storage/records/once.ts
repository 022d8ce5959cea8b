import { SluiceError } from "../../errors/sluice-error.ts";
import type { RecordsWork } from "./records-store.ts";

/** A caller's own name for one request, and what that request was. */
export interface RequestKey {
  readonly key: string;
  /** Of method, path and body. */
  readonly requestHash: string;
}

/**
 * Carries a creating step out once for each key of a person: a repeated request gets the first one's answer, one that
 * arrives while the first still runs waits for it. The answer must be JSON. Without a key the step is simply taken.
 * @throws SluiceError RECORDS_KEY_REUSED when the key was used for another request
 */
export async function once<T>(work: RecordsWork, request: RequestKey | undefined, step: () => Promise<T>): Promise<T> {
  if (request === undefined) return step();
  const { db, actor, nowMs } = work;
  const { key, requestHash } = request;
  const added = await db
    .insertInto("idempotency_keys")
    .values({ user_id: actor.userId, key, request_hash: requestHash, at_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  const ofKey = { user_id: actor.userId, key };
  if (added.numInsertedOrUpdatedRows !== 1n) {
    const first = await db
      .selectFrom("idempotency_keys")
      .select(["request_hash", "answer"])
      .where((row) => row.and(ofKey))
      .executeTakeFirstOrThrow();
    if (first.request_hash !== requestHash) throw new SluiceError("RECORDS_KEY_REUSED", { key });
    return first.answer as T;
  }
  const answer = await step();
  await db
    .updateTable("idempotency_keys")
    .set({ answer: JSON.stringify(answer) })
    .where((row) => row.and(ofKey))
    .execute();
  return answer;
}
