import { createHash } from "node:crypto";

/**
 * The key of one reading of one file in the engine: 64 bits of a hash of the file's SHA-256 and the fingerprint of how it
 * was read, as decimal text. It follows from its content alone, so that an interrupted import finds its own rows again.
 */
export function readingKey(sha256: string, fingerprint: string): string {
  return createHash("sha256").update(`${sha256}\n${fingerprint}`).digest().readBigUInt64BE(0).toString();
}
