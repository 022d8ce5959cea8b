import type { BalanceAnswer } from "../tracing/balance-answer.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { Loss } from "../tracing/trace-input.ts";

/** What the engine answered to a case, by the indices of the ledger that it was asked of. */
export interface FormerAnswer {
  /** Their victims' accounts are the payers. */
  readonly losses: readonly Pick<Loss, "id" | "transfer" | "amountMinor">[];
  /** Accounts of the options, and those marked as acquired in good faith. */
  readonly stops: readonly number[];
  readonly goodFaith: readonly number[];
  /** Balances that banks had told. */
  readonly balances: readonly BalanceAnswer[];
  readonly trace: AllocatedTrace;
}

/**
 * The engine's last answer to each case, so that after a change only what this can reach is traced again. Only a help: whatever
 * is wrong with it is a warning, and the case is traced from nothing.
 */
export interface FormerAnswers {
  /** What was answered to a case when it was asked so; `key` names the state of the ledger and the options. */
  open(caseName: string, key: string): Promise<FormerAnswer | undefined>;
  /** Keeps an answer in place of the case's former one. When it cannot (a full disk), it warns. */
  keep(caseName: string, key: string, answer: FormerAnswer): Promise<void>;
}
