import { personNumber } from "../access/open-masked.ts";
import type { OwnNumber, OwnNumbers } from "../contract/reviews.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { seenRow } from "./casework-step.ts";

/**
 * Writes down the numbers of a person of the centre, as keyed hashes (rule P9). People add their own; the administrator
 * replaces anybody's, so that nobody can take a number away by whose hash they would be recognised.
 * @throws SluiceError ACCESS_DENIED, RECORDS_NOT_FOUND, PERSON_NUMBER_REFUSED
 */
export async function setOwnNumbers(
  work: RecordsWork,
  given: { readonly userId: string; readonly numbers: readonly OwnNumber[] },
  key: NumberHash,
): Promise<OwnNumbers> {
  const { actor, nowMs, log, beyondRights } = work;
  const { userId, numbers } = given;
  await refuseForeign(work, userId);
  const rows = numbers.map(({ kind, number }) => {
    const plain = personNumber(number);
    if (plain.length < 8) throw new SluiceError("PERSON_NUMBER_REFUSED", { length: plain.length });
    return { user_id: userId, kind, hash: key.hash(plain), key_id: key.keyId, set_at_ms: nowMs };
  });
  await beyondRights(async (free) => {
    if (actor.roles.includes("administrator") && actor.userId !== userId)
      await free.deleteFrom("user_numbers").where("user_id", "=", userId).execute();
    if (rows.length > 0)
      await free
        .insertInto("user_numbers")
        .values(rows)
        .onConflict((known) => known.doNothing())
        .execute();
  });
  await log({ action: "user.numbers", subject: `user:${userId}`, details: { kinds: numbers.map(({ kind }) => kind) } });
  return ownNumbers(work, userId, key);
}

/** Which kinds of numbers of a person are written down, and since when; never the numbers. @throws SluiceError ACCESS_DENIED, RECORDS_NOT_FOUND */
export async function ownNumbers(work: RecordsWork, userId: string, { keyId }: NumberHash): Promise<OwnNumbers> {
  await refuseForeign(work, userId);
  const rows = await work.beyondRights((free) =>
    free
      .selectFrom("user_numbers")
      .selectAll()
      .where("user_id", "=", userId)
      .orderBy("set_at_ms")
      .orderBy("kind")
      .orderBy("hash")
      .execute(),
  );
  return {
    rows: rows.map(({ kind, set_at_ms: setAtMs, key_id: of }) => ({ kind, setAtMs, comparable: of === keyId })),
  };
}

async function refuseForeign({ db, actor }: RecordsWork, userId: string): Promise<void> {
  if (actor.userId !== userId && !actor.roles.includes("administrator"))
    throw new SluiceError("ACCESS_DENIED", { what: "user.numbers" });
  seenRow(await db.selectFrom("users").select("id").where("id", "=", userId).executeTakeFirst(), userId);
}
