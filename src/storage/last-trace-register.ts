import type { MinorUnits } from "../money/minor-units.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import type { FromNothing } from "../tracing/trace-changed.ts";
import type { TraceStandings } from "../tracing/standings.ts";

/** How a case was traced last, and where its money stood then. */
export interface LastTrace {
  readonly doctrine: Exclude<Doctrine, "poison">;
  readonly asOfMs: number | null;
  /** As they were asked for. */
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: MinorUnits | null;
  /** SHA-256 of every file of the ledger, ascending. */
  readonly files: readonly string[];
  readonly standings: TraceStandings;
  /** How much of it was traced again after a change; absent when somebody asked for the trace. */
  readonly again?: TracedAgain;
}

/** How much of a case was traced again when something had changed. */
export interface TracedAgain {
  readonly losses: number;
  /** Of them, those whose money the change could reach. */
  readonly retraced: number;
  /** Why all were traced from nothing; `null` when the former trace was used. */
  readonly fromNothing: WhyFromNothing | null;
}

/**
 * `no-former-answer`: the answer before is not kept, or not of the ledger before. `memory`: two states of the ledger take more than is
 * allowed. The others: no overlay makes the one ledger of the other.
 */
export type WhyFromNothing = FromNothing | "no-former-answer" | "memory";

/** The last trace of each case, and the one before it over another ledger: what a new statement has changed is told from them. */
export interface LastTraceRegister {
  /** The last trace of a case, and the one that it took the place of; `null` where there is none. */
  traces(caseName: string): Promise<{ readonly last: LastTrace | null; readonly before: LastTrace | null }>;
  /**
   * Keeps a trace as the case's last. The former one stays beside it when it was asked alike over other files, else it goes:
   * traces asked differently say nothing about a statement.
   */
  keep(caseName: string, trace: LastTrace): Promise<void>;
}
