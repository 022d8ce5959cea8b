import { SluiceError } from "../errors/sluice-error.ts";
import { doctrines } from "./doctrine.ts";
import type { TraceOptions } from "./trace-input.ts";

/**
 * Refuses options that no type keeps out: a program in JavaScript may hand over anything, and an answer to a misread
 * question is worse than none.
 * @throws SluiceError TRACE_BAD_OPTION, naming the option and what was given.
 */
export function checkOptions({ doctrine, asOfMs, hubCounterparties, dustMinor, coverage }: TraceOptions): void {
  refuseUnless(doctrines.includes(doctrine), { option: "doctrine", seen: doctrine, wanted: doctrines.join(" | ") });
  // An empty ledger ends at -Infinity, which is a time like others here.
  const isTime = asOfMs === null || (typeof asOfMs === "number" && !Number.isNaN(asOfMs));
  refuseUnless(isTime, { option: "asOfMs", seen: asOfMs, wanted: "null | ms" });
  refuseUnless(isCount(hubCounterparties), {
    option: "hubCounterparties",
    seen: hubCounterparties,
    wanted: "null | 0, 1, …",
  });
  refuseUnless(isCount(dustMinor), { option: "dustMinor", seen: dustMinor, wanted: "null | 0, 1, …" });
  const coverages = ["as-recorded", "every-account"];
  refuseUnless(coverages.includes(coverage), { option: "coverage", seen: coverage, wanted: coverages.join(" | ") });
}

function isCount(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 0);
}

function refuseUnless(isGood: boolean, at: { option: string; seen: unknown; wanted: string }): void {
  if (!isGood) throw new SluiceError("TRACE_BAD_OPTION", { ...at, seen: String(at.seen) });
}
