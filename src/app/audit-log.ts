import { type LogVerification, verifyLog } from "../audit/verify-log.ts";
import type { SignedHead } from "../audit/signed-head.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { sha256, verifierOf } from "../storage/records/audit-key.ts";
import { lastHead, type LogKey, sealLog, storedLog } from "../storage/records/audit-log.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";

/** An entry waits for its seal at most so long while a server runs; more is a finding. */
const lagMs = 10 * 60_000;

/** A signed head with the key that verifies it: what is kept elsewhere. */
export interface KeptHead extends SignedHead {
  /** SPKI, base64. */
  readonly publicKey: string;
}

/** Verifies the whole log against its seals, its signed heads, and a head that was kept elsewhere. */
export function verifyAudit(records: RecordsStore, kept?: KeptHead): Promise<LogVerification> {
  return records.read(async (db) => {
    const { keys, heads, ...log } = await storedLog(db);
    const keptKeys = kept === undefined ? [] : [[kept.keyId, kept.publicKey] as const];
    const verify = verifierOf(new Map([...keys, ...keptKeys]));
    const all = kept === undefined ? heads : [...heads, kept];
    return verifyLog({ ...log, heads: all }, { digest: sha256, verify, lagMs });
  });
}

/** The log's last signed head, with everything sealed that can be; `undefined` while the log is empty. */
export async function auditHead(records: RecordsStore, key: LogKey): Promise<KeptHead | undefined> {
  await sealLog(records, sha256, key);
  return records.read(async (db) => {
    const head = await lastHead(db);
    if (head === undefined) return undefined;
    const { keys } = await storedLog(db);
    return { ...head, publicKey: keys.get(head.keyId) ?? "" };
  });
}

/** Reads what `auditHead` gave and was kept. @throws SluiceError AUDIT_HEAD_UNREADABLE */
export function readKeptHead(path: string, bytes: Uint8Array): KeptHead {
  const head = parsed(bytes);
  if (isKeptHead(head)) return head;
  throw new SluiceError("AUDIT_HEAD_UNREADABLE", { path });
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    // What is no JSON is no head, which the caller says.
    return undefined;
  }
}

function isKeptHead(value: unknown): value is KeptHead {
  if (typeof value !== "object" || value === null) return false;
  const fields: Readonly<Record<keyof KeptHead, string>> = {
    seq: "number",
    chainHash: "string",
    atMs: "number",
    keyId: "string",
    signature: "string",
    publicKey: "string",
  };
  return Object.entries(fields).every(([name, type]) => typeof Reflect.get(value, name) === type);
}
