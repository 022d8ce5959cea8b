import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Digest } from "../../audit/audit-entry.ts";
import type { Verify } from "../../audit/signed-head.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import { reasonOf } from "../storage-failure.ts";
import { writeDurably } from "../write-durably.ts";
import type { LogKey } from "./audit-log.ts";

/** SHA-256 in lower-case hex: the log's hash. */
export const sha256: Digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * The Ed25519 key that signs the log, in a file which only the program's user may read; made when there is none.
 * @throws SluiceError STORAGE_REGISTER_UNREADABLE when the file holds no such key
 */
export async function openLogKey(path: string): Promise<LogKey> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw new SluiceError("STORAGE_REGISTER_UNREADABLE", { path, reason: reasonOf(cause) }, cause);
  });
  if (text !== undefined) return logKeyOf(readPrivateKey(path, text));
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeDurably(path, String(privateKey.export({ type: "pkcs8", format: "pem" })), { mode: 0o600 });
  return logKeyOf(privateKey);
}

/** Verifies signatures by the public keys known under these ids (SPKI, base64). */
export function verifierOf(keys: ReadonlyMap<string, string>): Verify {
  return (keyId, bytes, signature) => {
    const known = keys.get(keyId);
    // An id is its key's own hash: another key under it is no known key.
    if (known === undefined || keyIdOf(known) !== keyId) return "unknown-key";
    const key = createPublicKey({ key: Buffer.from(known, "base64"), format: "der", type: "spki" });
    return verify(null, bytes, key, Buffer.from(signature, "base64")) ? "valid" : "invalid";
  };
}

/** What the log needs of a private Ed25519 key. */
export function logKeyOf(privateKey: KeyObject): LogKey {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
  const signer = {
    keyId: keyIdOf(publicKey),
    sign: (bytes: Uint8Array): string => sign(null, bytes, privateKey).toString("base64"),
  };
  return { signer, publicKey };
}

function keyIdOf(publicKey: string): string {
  return createHash("sha256").update(publicKey).digest("hex").slice(0, 32);
}

function readPrivateKey(path: string, text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (cause) {
    throw new SluiceError("STORAGE_REGISTER_UNREADABLE", { path, reason: reasonOf(cause) }, cause);
  }
  throw new SluiceError("STORAGE_REGISTER_UNREADABLE", { path, reason: "not Ed25519" });
}
