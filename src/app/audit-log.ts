import { type LogVerification, verifyLog } from "../audit/verify-log.ts";
import type { SignedHead } from "../audit/signed-head.ts";
import { sha256, verifierOf } from "../storage/records/audit-key.ts";
import { lastHead, type LogKey, sealLog, storedLog } from "../storage/records/audit-log.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

/** An entry waits for its seal at most so long while a server runs; more is a finding. */
const lagMs = 10 * 60_000;

/**
 * Verifies the whole log against its seals, its signed heads and the heads that were kept elsewhere.
 * @param keptKeys public keys that were kept elsewhere, by id: they count before the log's own
 */
export function verifyAudit(
  records: RecordsStore,
  kept: { readonly heads: readonly SignedHead[]; readonly keys: ReadonlyMap<string, string> },
): Promise<LogVerification> {
  return records.read(async (db) => {
    const { keys, heads, ...log } = await storedLog(db);
    const verify = verifierOf(new Map([...keys, ...kept.keys]));
    return verifyLog({ ...log, heads: [...heads, ...kept.heads] }, { digest: sha256, verify, lagMs });
  });
}

/** The log's last signed head, with everything sealed that can be: a copy of it belongs where nobody here can write. */
export async function auditHead(records: RecordsStore, key: LogKey): Promise<SignedHead | undefined> {
  await sealLog(records, sha256, key);
  return records.read(lastHead);
}
