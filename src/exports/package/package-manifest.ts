import { SluiceError } from "../../errors/sluice-error.ts";

/** The form of package that this program writes. */
export const packageFormat = "sluice-package-1";

/** A file of the package as its manifest names it. */
export interface PackedEntry {
  /** Path in the package, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Whose package it is. */
export interface PackageFacts {
  readonly caseNumber: string;
  readonly caseName: string;
  /** China Standard Time, to the second. */
  readonly made: string;
  /** The watermark of the export: who took it out, and for what. */
  readonly mark: string;
  readonly version: string;
}

export interface PackageManifest extends PackageFacts {
  readonly files: readonly PackedEntry[];
}

/** The signature over a manifest, and the public half of the key (SPKI, base64). */
export interface PackageSignature {
  readonly keyId: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** The manifest's bytes, as text: files ascending by name. Its own SHA-256 is the package's fingerprint, and is signed. */
export function packageManifestText({ caseNumber, caseName, made, mark, version, files }: PackageManifest): string {
  const sorted = files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  const facts = { format: packageFormat, caseNumber, caseName, made, mark, version };
  return `${JSON.stringify({ ...facts, files: sorted }, null, 2)}\n`;
}

/** Whether a text is the manifest of an evidence package, of whatever version. */
export function isPackageManifest(text: string): boolean {
  return /^\{\s*"format": "sluice-package-/.test(text);
}

/**
 * Reads a manifest strictly: what `packageManifestText` would not write is refused.
 * @throws SluiceError PACKAGE_UNREADABLE
 */
export function readPackageManifest(text: string): PackageManifest {
  const fields = jsonFields("manifest.json", text);
  const of = (name: string): string => textIn("manifest.json", fields, name);
  const facts = { caseNumber: of("caseNumber"), caseName: of("caseName"), made: of("made"), mark: of("mark") };
  const listed = fields["files"];
  const files = Array.isArray(listed) ? listed.map(entryOf) : [];
  const manifest = { ...facts, version: of("version"), files };
  if (packageManifestText(manifest) !== text) throw unreadable("manifest.json", "≠");
  return manifest;
}

/** @throws SluiceError PACKAGE_UNREADABLE */
export function readPackageSignature(text: string): PackageSignature {
  const fields = jsonFields("signature.json", text);
  const of = (name: string): string => textIn("signature.json", fields, name);
  return { keyId: of("keyId"), publicKey: of("publicKey"), signature: of("signature") };
}

/** The members of a JSON object. @throws SluiceError PACKAGE_UNREADABLE */
export function jsonFields(file: string, text: string): Readonly<Record<string, unknown>> {
  const value = parsed(file, text);
  if (typeof value !== "object" || value === null) throw unreadable(file, typeof value);
  return Object.fromEntries(Object.entries(value));
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SluiceError("PACKAGE_UNREADABLE", { file, seen: String(cause).slice(0, 100) }, cause);
  }
}

function textIn(file: string, fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw unreadable(file, `${name}: ${typeof value}`);
  return value;
}

function entryOf(value: unknown): PackedEntry {
  const { name, bytes, sha256 } = Object.fromEntries(Object.entries(value ?? {})) as Record<string, unknown>;
  if (typeof name !== "string" || typeof bytes !== "number" || typeof sha256 !== "string")
    throw unreadable("manifest.json", "files[]");
  return { name, bytes, sha256 };
}

function unreadable(file: string, seen: string): SluiceError {
  return new SluiceError("PACKAGE_UNREADABLE", { file, seen });
}
