import type { LedgerColumns } from "../../flows/ledger-columns.ts";
import type { BalanceAnswer } from "../../tracing/balance-answer.ts";
import type { Doctrine } from "../../tracing/doctrine.ts";
import type { Loss, TraceOptions } from "../../tracing/trace-input.ts";

/** All that the figures of a proof depend on (rule P1), and what a reader needs to find the originals. */
export interface ProofInput {
  readonly settings: ProofSettings;
  /** Every file of the ledger, ascending by SHA-256. */
  readonly sources: readonly ProofSource[];
  /** The extract; indices below count its accounts and transfers. */
  readonly ledger: LedgerColumns;
  readonly transferIds: readonly string[];
  /** Per account of the extract. */
  readonly accounts: readonly ProofAccount[];
  /** Ascending by transfer; of one transfer the first witness, the second, then rows that say the same again. */
  readonly witnesses: readonly ProofWitness[];
  readonly losses: readonly ProofLoss[];
  /** Marks of good faith (T20) in force, of accounts of the extract. */
  readonly marks: readonly ProofMark[];
  /** Balances that banks told (T17), of complete accounts, in the order told. */
  readonly answers: readonly BalanceAnswer[];
}

/** What was asked, and of which ledger. */
export interface ProofSettings {
  /** Version of the program that made the package. */
  readonly version: string;
  /** `null`: all cases in one pass. */
  readonly caseName: string | null;
  readonly doctrine: Doctrine;
  /** `null`: none was asked for, and the ledger's last instant counts as one. */
  readonly asOfMs: number | null;
  readonly ledgerEndMs: number;
  readonly coverage: TraceOptions["coverage"];
  readonly dustMinor: TraceOptions["dustMinor"];
  readonly hubCounterparties: number | null;
  /** Accounts asked for as stops, as they were named. */
  readonly stopsAsked: readonly string[];
  /** Most rows that the search over orders (T7), and the division of interest (T20), walk over. */
  readonly rowBudget: number;
  /** Of the whole ledger. */
  readonly ledgerTransfers: number;
  readonly ledgerAccounts: number;
}

/** A file that was imported. */
export interface ProofSource {
  readonly sha256: string;
  readonly path: string;
  readonly bytes: number;
}

/**
 * What an account is to the proof: `complete`: all its transfers are in the extract; `stop`: money that reaches it goes no
 * further; `outside`: the other side of a transfer, which no traced money reached.
 */
export const proofRoles = ["complete", "stop", "outside"] as const;

/** Why an account is a stop: what it is, because it was asked for, or for its number of counterparties; `none` elsewhere. */
export const stopReasons = ["none", "exit-kind", "asked", "hub-limit"] as const;

/** An account of the extract, besides what stands in its columns. */
export interface ProofAccount {
  readonly role: (typeof proofRoles)[number];
  readonly stopReason: (typeof stopReasons)[number];
  readonly holder: string;
  readonly bank: string;
}

/** What a row is to the transfer that it shows. */
export const witnessKinds = ["first", "second", "same-again"] as const;

/** A row of a bank's file that shows a transfer. */
export interface ProofWitness {
  readonly transfer: number;
  readonly kind: (typeof witnessKinds)[number];
  readonly sha256: string;
  /** From 0, as in the transfer's id. */
  readonly sheet: number;
  /** From 1, as a person counts lines. */
  readonly row: number;
}

/** A named officer's finding that the holder of an account acquired in good faith. */
export interface ProofMark {
  readonly account: number;
  /** `null`: for every case. */
  readonly caseName: string | null;
  readonly officer: string;
  readonly evidence: string;
  readonly markedMs: number;
}

/** A loss of the extract with its victim's name. */
export interface ProofLoss extends Loss {
  readonly victim: string;
}
