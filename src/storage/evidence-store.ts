/** Every imported file, unchanged, under its SHA-256 (lower-case hex). Writing the same content twice changes nothing. */
export interface EvidenceStore {
  /** Keeps the bytes and answers their SHA-256. Durable when it returns. */
  put(bytes: Uint8Array): Promise<string>;
  has(sha256: string): Promise<boolean>;
  /** @throws SluiceError STORAGE_EVIDENCE_MISSING, STORAGE_EVIDENCE_ALTERED when the bytes no longer match. */
  get(sha256: string): Promise<Uint8Array>;
}
