import { cpus, totalmem } from "node:os";
import type { BenchmarkReport } from "../src/app/workplace.ts";

/** What every benchmark of this folder answers. `ratio` = `seconds` / `bareSeconds`, both of one run. */
export interface BenchReport extends BenchmarkReport {
  /** What the product took. */
  readonly seconds: number;
  /** What the yardstick took. */
  readonly bareSeconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly machine: Machine;
}

/** The machine that a figure was measured on. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryBytes: number;
  readonly node: string;
}

export function thisMachine(): Machine {
  const cores = cpus();
  return {
    cores: cores.length,
    cpu: cores[0]?.model ?? "",
    memoryBytes: totalmem(),
    node: process.version,
  };
}
