import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import { type ManifestEntry, manifestText } from "../exports/proof/manifest.ts";
import type { Proof } from "../exports/proof/proof-files.ts";
import { FolderWriter } from "./write-files.ts";

/** Largest file of a package, bytes: what fits a text in memory, with room. */
export const proofFileLimit: number = 256 * 1024 * 1024;

/** A package as it was written. */
export interface WrittenProof {
  readonly written: readonly string[];
  /** SHA-256 of the manifest: what to write down. */
  readonly fingerprint: string;
}

/**
 * Writes a proof into a new or empty folder, the manifest last.
 * @throws SluiceError PROOF_FOLDER_NOT_EMPTY, PROOF_TOO_LARGE.
 */
export async function writeProof(proof: Proof, folder: string, signal: AbortSignal): Promise<WrittenProof> {
  const [held] = await namesIn(folder);
  if (held !== undefined) throw new SluiceError("PROOF_FOLDER_NOT_EMPTY", { path: folder, seen: held });
  const files = new FolderWriter(folder, signal);
  for (const [name, text] of textsOf(proof)) {
    const bytes = Buffer.byteLength(text);
    if (bytes > proofFileLimit) throw new SluiceError("PROOF_TOO_LARGE", { file: name, bytes, limit: proofFileLimit });
  }
  for (const [name, text] of textsOf(proof)) await files.text(name, [text]);
  const manifest = manifestOf(proof);
  await files.text("manifest.json", [manifest]);
  return { written: files.written, fingerprint: sha256Of(manifest) };
}

/** The manifest of a proof's files, as text. */
export function manifestOf(proof: Proof): string {
  return manifestText(
    textsOf(proof).map(([name, text]): ManifestEntry => {
      return { name, bytes: Buffer.byteLength(text), sha256: sha256Of(text) };
    }),
  );
}

/** The files of a proof beside its manifest, in order. */
export function textsOf({ given, answers, words }: Proof): readonly (readonly [name: string, text: string])[] {
  return [...given, ...answers, ...words];
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    throw thrown;
  }
}
