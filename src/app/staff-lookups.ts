import { mask } from "../access/mask.ts";
import { lookupFlags, type LookupFlag, personNumber } from "../access/open-masked.ts";
import type { NumberHash } from "../storage/records/number-hash.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";

/** What somebody looked up: numbers in full, and names. */
export interface AskedFor {
  readonly numbers: readonly string[];
  readonly names: readonly string[];
}

/** What the log says of a looking-up: nothing in clear, but what is needed to find it again and to review it. */
export interface LookedUp {
  readonly flags: readonly LookupFlag[];
  /** Keyed hashes of the numbers: whoever knows a number can ask who looked it up. */
  readonly asked: readonly string[];
}

/** Whether this looks up the asker or a colleague (rule P9): by their own numbers as they are kept, hashed, and by name. */
export async function lookUp(
  { actor, beyondRights }: RecordsWork,
  asked: AskedFor,
  key: NumberHash,
): Promise<LookedUp> {
  const hashes = [...new Set(asked.numbers.filter((one) => one !== "").map((one) => key.hash(personNumber(one))))];
  const names = [...new Set(asked.names.map((one) => one.trim()).filter((one) => one !== ""))];
  const found = await beyondRights(async (free) => {
    const byNumber =
      hashes.length === 0
        ? []
        : await free.selectFrom("user_numbers").select("user_id").where("hash", "in", hashes).execute();
    const byName =
      names.length === 0 ? [] : await free.selectFrom("users").select("id").where("name", "in", names).execute();
    return [...byNumber.map((row) => row.user_id), ...byName.map((row) => row.id)];
  });
  return { flags: lookupFlags(actor.userId, found), asked: hashes };
}

/** What was typed, as the log may say it. */
export function maskedQuery(typed: string): string {
  return /\d{4,}/.test(typed.normalize("NFKC")) ? mask("card", typed) : mask("name", typed);
}
