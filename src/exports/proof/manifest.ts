import { SluiceError } from "../../errors/sluice-error.ts";
import { proofFormat } from "./given-tables.ts";

/** A file of the package as the manifest names it. */
export interface ManifestEntry {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The manifest's bytes, as text: files ascending by name. Its own SHA-256 is the package's fingerprint. */
export function manifestText(entries: readonly ManifestEntry[]): string {
  const files = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  return `${JSON.stringify({ format: proofFormat, files }, null, 2)}\n`;
}

/**
 * Reads a manifest strictly: what `manifestText` would not write is refused (rule P3).
 * @throws SluiceError PROOF_BAD_MANIFEST, PROOF_UNKNOWN_FORMAT.
 */
export function readManifest(text: string): readonly ManifestEntry[] {
  const { format, files } = fieldsOf(parse(text));
  if (format !== proofFormat) {
    throw new SluiceError("PROOF_UNKNOWN_FORMAT", { file: "manifest.json", seen: String(format), wanted: proofFormat });
  }
  const entries = Array.isArray(files) ? files.map(entryOf) : [];
  if (manifestText(entries) !== text)
    throw new SluiceError("PROOF_BAD_MANIFEST", { file: "manifest.json", seen: "files" });
  return entries;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SluiceError("PROOF_BAD_MANIFEST", { file: "manifest.json", seen: String(cause) }, cause);
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value));
  throw new SluiceError("PROOF_BAD_MANIFEST", { file: "manifest.json", seen: typeof value });
}

function entryOf(value: unknown): ManifestEntry {
  const { name, bytes, sha256 } = fieldsOf(value);
  if (typeof name === "string" && typeof bytes === "number" && typeof sha256 === "string")
    return { name, bytes, sha256 };
  throw new SluiceError("PROOF_BAD_MANIFEST", { file: "manifest.json", seen: "files[]" });
}
