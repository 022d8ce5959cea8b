import type { AuditEntry } from "../audit/audit-entry.ts";
import type { CanonicalValue } from "../audit/canonical-bytes.ts";
import type { Seal } from "../audit/seal-entries.ts";
import type { ExtractedEntry, LogExtract } from "../audit/verify-extract.ts";
import { jsonFields } from "../exports/package/package-manifest.ts";

/** The files of the log's extract in a package. */
export const extractFiles = {
  entries: "audit/entries.ndjson",
  seals: "audit/seals.ndjson",
  chain: "audit/chain.json",
} as const;

/** An extract with the public keys that verify it (SPKI, base64, by id). */
export interface KeyedExtract extends LogExtract {
  readonly keys: ReadonlyMap<string, string>;
}

/** The extract's files, as text. */
export function extractTexts({ since, entries, seals, head, keys }: KeyedExtract): Readonly<Record<string, string>> {
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  return {
    [extractFiles.entries]: lines(entries),
    [extractFiles.seals]: lines(seals),
    [extractFiles.chain]: `${JSON.stringify({ since, head, keys: Object.fromEntries(keys) }, null, 2)}\n`,
  };
}

/** Reads an extract back. Rows are given to the verification as they are: what is no row there fails there. @throws SluiceError PACKAGE_UNREADABLE */
export function readExtract(text: (name: string) => string): KeyedExtract {
  const rows = (name: string): readonly Readonly<Record<string, unknown>>[] =>
    text(name)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => jsonFields(name, line));
  const chain = jsonFields(extractFiles.chain, text(extractFiles.chain));
  const of = (name: string): Readonly<Record<string, unknown>> =>
    jsonFields(extractFiles.chain, JSON.stringify(chain[name] ?? null));
  const { since, head } = { since: of("since"), head: of("head") };
  return {
    since: { seq: Number(since["seq"]), chainHash: String(since["chainHash"]) },
    head: {
      seq: wholeNumber(head["seq"]),
      chainHash: String(head["chainHash"]),
      atMs: wholeNumber(head["atMs"]),
      keyId: String(head["keyId"]),
      signature: String(head["signature"]),
    },
    keys: new Map(Object.entries(of("keys")).map(([id, key]) => [id, String(key)])),
    entries: rows(extractFiles.entries).map((row) => entryOf(row)),
    seals: rows(extractFiles.seals).map((row): Seal => {
      const { seq, entryN, entryHash, chainHash } = row;
      return {
        seq: wholeNumber(seq),
        entryN: wholeNumber(entryN),
        entryHash: String(entryHash),
        chainHash: String(chainHash),
      };
    }),
  };
}

function entryOf({ seq, entry }: Readonly<Record<string, unknown>>): ExtractedEntry {
  const fields = jsonFields(extractFiles.entries, JSON.stringify(entry ?? null));
  const text = (name: string): string => String(fields[name]);
  const read: AuditEntry = {
    n: wholeNumber(fields["n"]),
    id: text("id"),
    atMs: wholeNumber(fields["atMs"]),
    userId: text("userId"),
    userName: text("userName"),
    unitCode: text("unitCode"),
    action: text("action"),
    subject: text("subject"),
    purpose: text("purpose"),
    // Parsed JSON is nothing else.
    details: fields["details"] as CanonicalValue,
  };
  return { seq: wholeNumber(seq), entry: read };
}

/** What is no whole number has no canonical form and would stop the verification; −1 is no seal's. */
function wholeNumber(value: unknown): number {
  return Number.isSafeInteger(value) ? Number(value) : -1;
}
