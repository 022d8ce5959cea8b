import type { KeptTrace, TraceRegister } from "../trace-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface TraceFile {
  readonly format: "sluice-traces-1";
  readonly traces: readonly KeptTrace[];
}

const empty: TraceFile = { format: "sluice-traces-1", traces: [] };

/** The trace register as one JSON file. */
export function openTraceFile(path: string): TraceRegister {
  const register = openJsonRegister(path, empty, isTraceFile);
  return {
    async traces(caseName) {
      return (await register.read()).traces.filter((trace) => trace.caseName === caseName);
    },

    async keep(trace) {
      const same = ({ caseName, purpose, answerSha256 }: KeptTrace): boolean =>
        caseName === trace.caseName && purpose === trace.purpose && answerSha256 === trace.answerSha256;
      const known = (await register.read()).traces.find(same);
      if (known !== undefined) return known;
      let kept = trace;
      await register.update((file) => {
        const earlier = file.traces.find(same);
        kept = earlier ?? trace;
        return earlier === undefined ? { ...file, traces: [...file.traces, trace] } : file;
      });
      return kept;
    },
  };
}

function isTraceFile(value: unknown): value is TraceFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "traces" in value && Array.isArray(value.traces);
}
