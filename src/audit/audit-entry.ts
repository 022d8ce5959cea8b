import { type CanonicalValue, canonicalBytes, storableText } from "./canonical-bytes.ts";

/** A hash in lower-case hex. */
export type Hex = string;

/** The hash of bytes (SHA-256 wherever Sluice runs), in lower-case hex. */
export type Digest = (bytes: Uint8Array) => Hex;

/** One thing that was done, or was tried and refused. Empty text where a field does not apply. */
export interface AuditEntry {
  /** Its number in the table of entries: by it a seal names it. */
  readonly n: number;
  /** 122 random bits: once an entry is retired, its seal's hash tells nobody what stood there. */
  readonly id: string;
  /** When it was done, ms since 1970 UTC, by the server's clock. */
  readonly atMs: number;
  /** Empty for the program's own work. */
  readonly userId: string;
  readonly userName: string;
  readonly unitCode: string;
  /** What was done: `order.sign`, `person.open`. Retention goes by the verb (rule A9). */
  readonly action: string;
  /** To what it was done. */
  readonly subject: string;
  /** The number of the case or task for which it was done. */
  readonly purpose: string;
  /** What else is to be known: before and after, reasons, counts. Never a masked value in clear. */
  readonly details: CanonicalValue;
}

/** The entry with every text made storable (rule A2). Each entry passes here once, before it is written. */
export function toStorableEntry<Entry extends Omit<AuditEntry, "n">>(entry: Entry): Entry {
  return {
    ...entry,
    userName: storableText(entry.userName),
    action: storableText(entry.action),
    subject: storableText(entry.subject),
    purpose: storableText(entry.purpose),
    details: storableValue(entry.details),
  };
}

/** The bytes that are hashed (rules A1, A3): every field, by name. */
export function entryBytes(entry: AuditEntry): Uint8Array {
  const { n, id, atMs, userId, userName, unitCode, action, subject, purpose, details } = entry;
  const fields = { n, id, atMs, userId, userName, unitCode, action, subject, purpose, details };
  return canonicalBytes("sluice audit entry 1", fields);
}

function storableValue(value: CanonicalValue): CanonicalValue {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableValue(inner)]));
}
