import type { LedgerColumns } from "./ledger-columns.ts";

/** What became of a statement row. The position in this list is the byte in `DerivedLedger.outcome`. Append only. */
export const rowOutcomes = [
  /** the first witness of a transfer */
  "transfer",
  /** the other side's witness of a transfer that another row shows too */
  "second-witness",
  /** says the same as an earlier row of the same account: `sameAs` names it */
  "duplicate",
  /** no direction stated and none proven by the balances */
  "rejected-direction",
  /** neither side is known */
  "rejected-no-account",
  /** a wallet's row of a transfer that its user's bank card paid or received (F26) */
  "wallet-witness",
] as const;

/** What became of a statement row. */
export type RowOutcome = (typeof rowOutcomes)[number];

/** Holder facts about an account, for display and requests. Empty strings where unknown. */
export interface AccountFacts {
  readonly holderName: string;
  readonly idNo: string;
  readonly bank: string;
  /** All numbers (cards, accounts) that are this account, ascending. */
  readonly numbers: readonly string[];
  /** True when the name or number came from 账户信息 rather than from the rows. */
  readonly filledFromInformation: boolean;
}

/** Two neighbouring rows of one account whose balances do not follow from each other: a page may be missing. */
export interface BalanceBreak {
  readonly account: number;
  /** Indices into the witness columns. */
  readonly beforeRow: number;
  readonly afterRow: number;
  readonly expectedMinor: number;
  readonly statedMinor: number;
}

/** A transfer that a counterparty shows and this covered account's own statement lacks (T10). */
export interface Contradiction {
  readonly transfer: number;
  readonly account: number;
}

/** A transfer that a bank card made for a wallet's user, as the wallet's row shows it (F26). */
export interface WalletWitnessed {
  readonly transfer: number;
  /** Index into the witness columns. */
  readonly row: number;
  /** The wallet's account. */
  readonly account: number;
}

/** Rows that share an order number or a clearing serial across a payment reserve, and why they were not joined. */
export interface UnjoinedReference {
  readonly reason: "ambiguous" | "amounts-differ" | "times-apart";
  /** Indices into the witness columns, ascending; one of them is a bank's row that names the reserve. */
  readonly rows: readonly number[];
}

/** Everything that is derived from the witnesses: a pure function of them and the holder records. */
export interface DerivedLedger {
  readonly columns: LedgerColumns;
  /** Per account index. */
  readonly facts: readonly AccountFacts[];
  /** Per transfer: index of its first witness in the witness columns, and of the second or NONE. */
  readonly firstWitness: Uint32Array;
  readonly secondWitness: Uint32Array;
  /** Per witness: position in `rowOutcomes`. */
  readonly outcome: Uint8Array;
  /** Per witness: the row it duplicates, or NONE. */
  readonly sameAs: Uint32Array;
  /** Per witness: the transfer it witnesses (duplicates: that of the row they duplicate), or NONE. */
  readonly transferOf: Uint32Array;
  readonly balanceBreaks: readonly BalanceBreak[];
  readonly contradictions: readonly Contradiction[];
  /** Ascending by transfer. */
  readonly walletWitnesses: readonly WalletWitnessed[];
  /** Rows that share a reference across a payment reserve and were not joined (F26). */
  readonly unjoined: readonly UnjoinedReference[];
  /** Accounts at which banks' clocks contradict each other in a circle, so that T6 put the earliest row first. */
  readonly cycleAccounts: readonly number[];
}

/** The same derivation with other columns. What it makes only at its first use (a snapshot's) stays unmade. */
export function withColumns(derived: DerivedLedger, columns: LedgerColumns): DerivedLedger {
  const fields = { ...Object.getOwnPropertyDescriptors(derived), columns: { value: columns, enumerable: true } };
  return Object.defineProperties({}, fields) as DerivedLedger;
}
