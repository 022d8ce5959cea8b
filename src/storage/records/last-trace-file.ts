import type { LastTrace, LastTraceRegister } from "../last-trace-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface LastTraceFile {
  readonly format: "sluice-last-traces-1";
  readonly cases: readonly CaseTraces[];
}

interface CaseTraces {
  readonly name: string;
  readonly last: LastTrace;
  readonly before: LastTrace | null;
}

const empty: LastTraceFile = { format: "sluice-last-traces-1", cases: [] };

/** The register of last traces as one JSON file. */
export function openLastTraceFile(path: string): LastTraceRegister {
  const register = openJsonRegister(path, empty, isLastTraceFile);
  return {
    async traces(caseName) {
      const known = (await register.read()).cases.find(({ name }) => name === caseName);
      return { last: known?.last ?? null, before: known?.before ?? null };
    },

    async keep(caseName, trace) {
      await register.update((file) => {
        const known = file.cases.find(({ name }) => name === caseName);
        const kept = { name: caseName, last: trace, before: beforeOf(known, trace) };
        return { ...file, cases: [...file.cases.filter(({ name }) => name !== caseName), kept] };
      });
    },
  };
}

function beforeOf(known: CaseTraces | undefined, trace: LastTrace): LastTrace | null {
  if (known === undefined || askedOf(known.last) !== askedOf(trace)) return null;
  return known.last.files.join() === trace.files.join() ? known.before : known.last;
}

function askedOf({ doctrine, asOfMs, stops, hubCounterparties, dustMinor }: LastTrace): string {
  return JSON.stringify([doctrine, asOfMs, stops, hubCounterparties, dustMinor]);
}

function isLastTraceFile(value: unknown): value is LastTraceFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "cases" in value && Array.isArray(value.cases);
}
