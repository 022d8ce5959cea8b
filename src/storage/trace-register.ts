import type { TraceSums } from "../tracing/trace-sums.ts";
import type { TraceIdentity } from "../tracing/trace-identity.ts";
import type { DoctrinePurpose } from "./doctrine-register.ts";

/** A trace that was run for a case, as it is kept beside the others (T14). */
export interface KeptTrace {
  /** Begins `answerSha256`. */
  readonly id: string;
  readonly caseName: string;
  /** Which of the case's doctrines it was run by; `beside` when by neither. */
  readonly purpose: DoctrinePurpose | "beside";
  readonly atMs: number;
  readonly by: string;
  /** Program, doctrine, options and the ledger's files: enough to run it again (T13). */
  readonly engine: TraceIdentity;
  /** Of the inputs and of every list that the engine answered. */
  readonly answerSha256: string;
  readonly sums: TraceSums;
}

/** The traces that were run for each case. None is ever taken out. */
export interface TraceRegister {
  /** The traces of a case, oldest first. */
  traces(caseName: string): Promise<readonly KeptTrace[]>;
  /** Keeps a trace unless one with the same answer is kept for the case; answers the one that is kept. */
  keep(trace: KeptTrace): Promise<KeptTrace>;
}
