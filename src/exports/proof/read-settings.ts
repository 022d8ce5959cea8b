import { SluiceError } from "../../errors/sluice-error.ts";
import { lastInstantOf } from "../../flows/last-instant.ts";
import { toMinorUnits } from "../../money/minor-units.ts";
import { doctrines, toDoctrine } from "../../tracing/doctrine.ts";
import { proofFormat } from "./given-tables.ts";
import type { ProofSettings } from "./proof-input.ts";

/**
 * Reads `trace.json`.
 * @throws SluiceError PROOF_BAD_VALUE naming the field, PROOF_UNKNOWN_FORMAT.
 */
export function readSettings(text: string): ProofSettings {
  const fields = parse(text);
  const seen = (name: string): unknown => fields.get(name);
  if (seen("format") !== proofFormat) {
    throw new SluiceError("PROOF_UNKNOWN_FORMAT", {
      file: "trace.json",
      seen: show(seen("format")),
      wanted: proofFormat,
    });
  }
  const textOf = (name: string): string => check(name, seen(name), { is: isText, wanted: "“…”" });
  const count = (name: string): number => check(name, seen(name), { is: isCount, wanted: "0 …" });
  const orNull = <T>(name: string, read: (name: string) => T): T | null => (seen(name) === null ? null : read(name));
  const time = (name: string): number =>
    lastInstantOf(textOf(name)) ?? refuse(name, seen(name), "YYYY-MM-DD HH:MM:SS.fff");
  const amount = orNull("dustMinor", count);
  return {
    version: textOf("engine"),
    caseName: orNull("case", textOf),
    doctrine: toDoctrine(textOf("doctrine")) ?? refuse("doctrine", seen("doctrine"), doctrines.join(" | ")),
    asOfMs: orNull("asOf", time),
    ledgerEndMs: time("ledgerEnd"),
    coverage: check("coverage", seen("coverage"), { is: isCoverage, wanted: "as-recorded | every-account" }),
    dustMinor: amount === null ? null : toMinorUnits(amount),
    hubCounterparties: orNull("hubCounterparties", count),
    stopsAsked: check("stopsAsked", seen("stopsAsked"), { is: isTexts, wanted: "[“…”]" }),
    rowBudget: count("rowBudget"),
    ledgerTransfers: count("ledgerTransfers"),
    ledgerAccounts: count("ledgerAccounts"),
  };
}

function parse(text: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  } catch (cause) {
    throw new SluiceError(
      "PROOF_BAD_TABLE",
      { file: "trace.json", line: 1, seen: String(cause), wanted: "JSON" },
      cause,
    );
  }
}

function check<T>(
  name: string,
  value: unknown,
  { is, wanted }: { readonly is: (value: unknown) => value is T; readonly wanted: string },
): T {
  return is(value) ? value : refuse(name, value, wanted);
}

function refuse(column: string, value: unknown, wanted: string): never {
  throw new SluiceError("PROOF_BAD_VALUE", { file: "trace.json", line: 1, column, seen: show(value), wanted });
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "–";
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isCoverage(value: unknown): value is ProofSettings["coverage"] {
  return value === "as-recorded" || value === "every-account";
}
