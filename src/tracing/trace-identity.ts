import type { BalanceAnswer } from "./balance-answer.ts";
import type { Doctrine } from "./doctrine.ts";

/** What is needed to run the trace again and get the same bytes (T13). */
export interface TraceIdentity {
  readonly version: string;
  /** `null`: all cases. */
  readonly caseName: string | null;
  readonly doctrine: Doctrine;
  readonly asOfMs: number | null;
  /** Keys of the accounts asked for as stops; the hubs found besides stand in `TraceView.stops`. */
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: number | null;
  /** Balances that banks told, by the account's key: they bind as stated ones do (T17). */
  readonly answers: readonly (Omit<BalanceAnswer, "account"> & { readonly account: string })[];
  /** The accounts at which it stopped since their holders acquired in good faith (T20). */
  readonly goodFaith: readonly RecordedMark[];
  /** SHA-256 of every file of the ledger, ascending. */
  readonly files: readonly string[];
  readonly transfers: number;
  readonly accounts: number;
}

/** A mark of good faith among the inputs of a trace; `account`: its key. The officer's words by their SHA-256. */
export interface RecordedMark {
  readonly account: string;
  readonly officer: string;
  readonly evidenceSha256: string;
}
