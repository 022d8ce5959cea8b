import { createHmac } from "node:crypto";
import type { LogKey } from "./audit-log.ts";

/** Numbers of people are kept and compared as keyed hashes alone: whoever holds a copy of the records cannot try them out. */
export interface NumberHash {
  /** Which key it is: what was hashed under another cannot be compared. */
  readonly keyId: string;
  readonly hash: (text: string) => string;
}

/** The hash of an installation. Its key comes of the log's: a signature that only that key makes, and always alike. */
export function numberHashOf({ signer }: Pick<LogKey, "signer">): NumberHash {
  const secret = signer.sign(Buffer.from("sluice number hash 1\n", "utf8"));
  return {
    keyId: signer.keyId,
    hash: (text) => createHmac("sha256", secret).update(text).digest("hex"),
  };
}
