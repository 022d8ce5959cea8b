import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, mkdir, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import { type PackedFile, packZip } from "../exports/pack-zip.ts";
import { type PackageFacts, type PackedEntry, packageManifestText } from "../exports/package/package-manifest.ts";
import { makeFolder } from "../storage/make-folder.ts";
import type { LogKey } from "../storage/records/audit-log.ts";
import { sha256 } from "../storage/records/audit-key.ts";
import { packageBytes } from "./verify-package.ts";

/** A package that is to be written. */
export interface PackageContent {
  readonly facts: PackageFacts;
  readonly files: readonly PackedFile[];
}

/** A package as it was written. */
export interface WrittenPackage {
  /** SHA-256 of the manifest: what to write down. */
  readonly fingerprint: string;
  readonly keyId: string;
  readonly files: number;
  readonly bytes: number;
}

/** How a package is written. */
export interface PackageWriting {
  readonly key: LogKey;
  readonly signal: AbortSignal;
  /** Told of each file that is written. */
  readonly progress: (written: { readonly files: number; readonly of: number }) => void;
}

/**
 * Writes a package as a zip, where the path ends so, or as a folder: every file is hashed as it passes, the manifest and its
 * signature come last. A zip stands under its name only when it is whole.
 * @throws SluiceError PACKAGE_OUT_TAKEN
 */
export async function writePackage(
  content: PackageContent,
  path: string,
  how: PackageWriting,
): Promise<WrittenPackage> {
  const passing = hashed(content, how);
  if (/\.zip$/i.test(path)) await writeZip(passing.files, path, how.signal);
  else await writeFolder(passing.files, path, how.signal);
  return passing.result();
}

async function writeZip(files: readonly PackedFile[], path: string, signal: AbortSignal): Promise<void> {
  const isTaken = await access(path).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new SluiceError("PACKAGE_OUT_TAKEN", { path });
  await makeFolder(dirname(path));
  await pipeline(packZip(files), createWriteStream(`${path}.part`), { signal });
  await rename(`${path}.part`, path);
}

async function writeFolder(files: readonly PackedFile[], folder: string, signal: AbortSignal): Promise<void> {
  await makeFolder(folder);
  if ((await readdir(folder)).length > 0) throw new SluiceError("PACKAGE_OUT_TAKEN", { path: folder });
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.from(bytes()), createWriteStream(path), { signal });
  }
}

/** The files with their hashes taken as they pass; manifest and signature are made when their turn comes. */
function hashed(
  { facts, files }: PackageContent,
  { key, progress }: PackageWriting,
): { readonly files: readonly PackedFile[]; readonly result: () => WrittenPackage } {
  const entries: PackedEntry[] = [];
  let fingerprint = "";
  const passing = files.map(
    ({ name, bytes }): PackedFile => ({
      name,
      async *bytes() {
        const hash = createHash("sha256");
        let length = 0;
        for await (const piece of bytes()) {
          hash.update(piece);
          length += piece.length;
          yield piece;
        }
        entries.push({ name, bytes: length, sha256: hash.digest("hex") });
        progress({ files: entries.length, of: files.length });
      },
    }),
  );
  const manifest: PackedFile = {
    name: "manifest.json",
    *bytes() {
      const text = Buffer.from(packageManifestText({ ...facts, files: entries }), "utf8");
      fingerprint = sha256(text);
      yield text;
    },
  };
  return {
    files: [...passing, manifest, signatureOf(key, () => fingerprint)],
    result: () => ({
      fingerprint,
      keyId: key.signer.keyId,
      files: entries.length,
      bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    }),
  };
}

/** The signature over a fingerprint that is known when its turn comes. */
function signatureOf({ signer, publicKey }: LogKey, fingerprint: () => string): PackedFile {
  return {
    name: "signature.json",
    *bytes() {
      const signed = { keyId: signer.keyId, publicKey, signature: signer.sign(packageBytes(fingerprint())) };
      yield Buffer.from(`${JSON.stringify(signed, null, 2)}\n`, "utf8");
    },
  };
}
