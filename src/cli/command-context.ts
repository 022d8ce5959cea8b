import type { Language } from "../errors/sluice-error.ts";
import type { Workplace } from "../app/workplace.ts";

/** The terminal as a command sees it, so that the same command also runs inside the server. */
export interface Terminal {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** True when a person watches standard error: progress redraws one line instead of adding lines. */
  readonly interactive: boolean;
  /** True when a person watches standard output. */
  readonly outInteractive: boolean;
}

/** Everything a command may use besides its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly language: Language;
  /** How errors and warnings are told: in words, or for a script as one JSON object a line. */
  readonly format: "text" | "json";
  /** A path as the user gave it → one that this process can open. */
  readonly pathOf: (path: string) => string;
  /** The data folder when `--data` is not given. */
  readonly defaultDataFolder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly workplace: Workplace;
  /** Milliseconds since some fixed instant; for durations only. */
  readonly clockMs: () => number;
  /** The wall clock, ms since 1970 UTC: when a person decided something. */
  readonly nowMs: () => number;
}
