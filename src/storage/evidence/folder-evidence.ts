import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { EvidenceStore } from "../evidence-store.ts";
import { readFailure, writeFailure } from "../storage-failure.ts";
import { writeDurably } from "../write-durably.ts";

/** Evidence in a folder: `ab/cd/abcd…` by SHA-256, so that no folder grows beyond what a file browser can show. */
export function openFolderEvidence(folder: string): EvidenceStore {
  return {
    async put(bytes) {
      const sha256 = digest(bytes);
      const path = pathOf(folder, sha256);
      if (await holdsIntact(path, sha256)) return sha256;
      await writeDurably(path, bytes).catch((cause: unknown) => {
        throw writeFailure(`evidence (${path})`, cause);
      });
      return sha256;
    },

    async has(sha256) {
      return holds(pathOf(folder, sha256));
    },

    async get(sha256) {
      const path = pathOf(folder, sha256);
      const bytes = await readFile(path).catch((cause: unknown) => {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT")
          throw new SluiceError("STORAGE_EVIDENCE_MISSING", { sha256 }, cause);
        throw readFailure(`evidence (${path})`, cause);
      });
      const seen = digest(bytes);
      if (seen !== sha256) throw new SluiceError("STORAGE_EVIDENCE_ALTERED", { sha256, seen });
      return bytes;
    },
  };
}

/** False for a damaged copy, so that importing the file again mends it. */
async function holdsIntact(path: string, sha256: string): Promise<boolean> {
  return (await holds(path)) && digest(await readFile(path)) === sha256;
}

async function holds(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** @throws SluiceError STORAGE_EVIDENCE_MISSING for what is no fingerprint, so that no path is made of it. */
function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new SluiceError("STORAGE_EVIDENCE_MISSING", { sha256 });
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
