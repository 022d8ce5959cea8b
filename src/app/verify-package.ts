import { lstat, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalBytes } from "../audit/canonical-bytes.ts";
import type { Verify } from "../audit/signed-head.ts";
import { verifyExtract } from "../audit/verify-extract.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import {
  isPackageManifest,
  type PackageManifest,
  readPackageManifest,
  readPackageSignature,
} from "../exports/package/package-manifest.ts";
import { sha256, verifierOf } from "../storage/records/audit-key.ts";
import { inspectPackage, type InspectedPackage } from "./inspect-package.ts";
import { extractFiles, readExtract } from "./package-extract.ts";
import { aboutFile, type ProofFinding } from "./proof-finding.ts";
import { type VerifyRequest, verifyProof } from "./verify-proof.ts";

/** What verifying an evidence package found. It is as it was made when `findings` is empty. */
export interface PackageVerdict {
  /** SHA-256 of the manifest. */
  readonly fingerprint: string;
  readonly manifest: PackageManifest | null;
  /** The key that signed, by its fingerprint; empty when there is no signature to read. */
  readonly keyId: string;
  readonly files: number;
  /** Entries of the log that are in it. */
  readonly entries: number;
  /** Fingerprint of the proof package in it; empty: there is none. */
  readonly proof: string;
  readonly findings: readonly ProofFinding[];
}

/** The bytes under a package's signature. */
export function packageBytes(fingerprint: string): Uint8Array {
  return canonicalBytes("sluice package 1", { manifest: fingerprint });
}

/** The files that stand beside the manifest and are not in it. */
const outside = new Set(["manifest.json", "signature.json"]);
const readWhole = new Set([...outside, ...Object.values(extractFiles)]);

/**
 * Whether a path is to be verified as an evidence package: a zip, or a folder whose manifest says so.
 * @throws what the system says of the path
 */
export async function isPackage(path: string): Promise<boolean> {
  if (!(await lstat(path)).isDirectory()) return true;
  const manifest = await open(join(path, "manifest.json")).catch(() => undefined);
  // What is no package is for the verification of proofs to say.
  if (manifest === undefined) return false;
  try {
    const { buffer, bytesRead } = await manifest.read(Buffer.alloc(200), 0, 200, 0);
    return isPackageManifest(buffer.subarray(0, bytesRead).toString("utf8"));
  } finally {
    await manifest.close();
  }
}

/**
 * Checks every byte of a package against its manifest, the manifest's signature, the extract of the log and the proof in it;
 * names what was changed, is missing or was added. It needs neither records nor data folder.
 * @throws SluiceError PROOF_NOT_A_PACKAGE, INTAKE_ZIP_DAMAGED; what the system says of the path
 */
export async function verifyPackage(path: string, request: VerifyRequest): Promise<PackageVerdict> {
  const scratch = await mkdtemp(join(tmpdir(), "sluice-verify-"));
  try {
    const isRead = (name: string): boolean => readWhole.has(name);
    const found = await inspectPackage(path, { isRead, scratch, signal: request.signal });
    if (!found.files.has("manifest.json")) throw new SluiceError("PROOF_NOT_A_PACKAGE", { path });
    return await judge(found, request);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function judge(found: InspectedPackage, request: VerifyRequest): Promise<PackageVerdict> {
  const fingerprint = sha256(found.texts.get("manifest.json") ?? new Uint8Array());
  const manifest = attempt(() => readPackageManifest(textOf(found, "manifest.json")));
  const signed = checkSignature(found, fingerprint);
  const log = checkLog(found, signed.keyId);
  const proof = await checkProof(found, request);
  const asked =
    request.expected === null || request.expected === fingerprint
      ? []
      : [aboutFile("fingerprint", "manifest.json", { expected: request.expected, found: fingerprint })];
  const frame = found.isFrameChanged ? [aboutFile("form", "zip")] : [];
  const bytes = "value" in manifest ? checkFiles(found, manifest.value) : [manifest.finding];
  return {
    fingerprint,
    manifest: "value" in manifest ? manifest.value : null,
    keyId: signed.keyId,
    files: found.files.size,
    entries: log.entries,
    proof: proof.fingerprint,
    findings: [...bytes, ...frame, ...signed.findings, ...asked, ...log.findings, ...proof.findings],
  };
}

/** Every file against the manifest: changed, missing, too many. */
function checkFiles({ files }: InspectedPackage, { files: listed }: PackageManifest): readonly ProofFinding[] {
  const named = new Set(listed.map(({ name }) => name));
  const wrong = listed.flatMap(({ name, bytes, sha256: expected }) => {
    const file = files.get(name);
    if (file === undefined) return [aboutFile("missing", name, { expected, found: "" })];
    if (file === "irregular") return [aboutFile("added", name, { expected, found: "" })];
    const isSame = file.sha256 === expected && file.bytes === bytes;
    return isSame ? [] : [aboutFile("hash", name, { expected, found: file.sha256 })];
  });
  const added = [...files.keys()].filter((name) => !named.has(name) && !outside.has(name));
  return [...wrong, ...added.map((name) => aboutFile("added", name))];
}

function checkSignature(
  found: InspectedPackage,
  fingerprint: string,
): { readonly keyId: string; readonly findings: readonly ProofFinding[] } {
  if (!found.texts.has("signature.json")) return { keyId: "", findings: [aboutFile("missing", "signature.json")] };
  const read = attempt(() => readPackageSignature(textOf(found, "signature.json")));
  if ("finding" in read) return { keyId: "", findings: [read.finding] };
  const { keyId, publicKey, signature } = read.value;
  const verdict = attempt(() =>
    verifierOfGiven(new Map([[keyId, publicKey]]))(keyId, packageBytes(fingerprint), signature),
  );
  const isValid = "value" in verdict && verdict.value === "valid";
  const values = { expected: fingerprint, found: keyId };
  return { keyId, findings: isValid ? [] : [aboutFile("signature", "signature.json", values)] };
}

/** The log's extract, by itself; the key that signed its end is the package's own, or one before it. */
function checkLog(
  found: InspectedPackage,
  keyId: string,
): { readonly entries: number; readonly findings: readonly ProofFinding[] } {
  const missing = Object.values(extractFiles).filter((name) => !found.texts.has(name));
  if (missing.length > 0) return { entries: 0, findings: missing.map((name) => aboutFile("missing", name)) };
  const read = attempt(() => {
    const extract = readExtract((name) => textOf(found, name));
    return { extract, wrong: verifyExtract(extract, { digest: sha256, verify: verifierOfGiven(extract.keys) }) };
  });
  if ("finding" in read) return { entries: 0, findings: [read.finding] };
  const { extract, wrong } = read.value;
  const findings = wrong.map(({ kind, seq }) =>
    aboutFile("log", extractFiles.entries, { expected: kind, found: String(seq) }),
  );
  const foreign = keyId !== "" && extract.head.keyId !== keyId;
  const other = foreign ? [aboutFile("log", extractFiles.chain, { expected: keyId, found: extract.head.keyId })] : [];
  return { entries: extract.entries.length, findings: [...findings, ...other] };
}

/** The proof package in it is recomputed, as `verifyProof` does. */
async function checkProof(
  found: InspectedPackage,
  request: VerifyRequest,
): Promise<{ readonly fingerprint: string; readonly findings: readonly ProofFinding[] }> {
  const has = [...found.files.keys()].some((name) => name.startsWith("proof/"));
  if (!has) return { fingerprint: "", findings: [] };
  const read = await attemptLater(() => verifyProof(found.proofFolder, { ...request, expected: null }));
  if ("finding" in read) return { fingerprint: "", findings: [read.finding] };
  const findings = read.value.findings.map((finding) => ({ ...finding, file: `proof/${finding.file}` }));
  return { fingerprint: read.value.fingerprint, findings };
}

/** A verifier by keys that a hostile hand may have written: what is no key verifies nothing. */
function verifierOfGiven(keys: ReadonlyMap<string, string>): Verify {
  const verify = verifierOf(keys);
  return (keyId, bytes, signature) => {
    try {
      return verify(keyId, bytes, signature);
    } catch {
      return "invalid";
    }
  };
}

function textOf({ texts }: InspectedPackage, name: string): string {
  return Buffer.from(texts.get(name) ?? new Uint8Array()).toString("utf8");
}

type Attempt<T> = { readonly value: T } | { readonly finding: ProofFinding };

/** What a reading gives, or the finding that it cannot be done. What is no fault of the package is thrown on. */
function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (thrown) {
    return { finding: unreadable(thrown) };
  }
}

async function attemptLater<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (thrown) {
    return { finding: unreadable(thrown) };
  }
}

function unreadable(thrown: unknown): ProofFinding {
  if (!(thrown instanceof SluiceError)) throw thrown;
  const { file = "", seen = "" } = thrown.details;
  return { ...aboutFile("unreadable", String(file)), found: String(seen), problem: thrown };
}
