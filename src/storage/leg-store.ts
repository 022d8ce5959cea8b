import type { AccountFacts, WalletWitnessed } from "../flows/derived-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { LegAccount, LegColumns } from "../flows/leg-columns.ts";
import type { WitnessPlaces } from "../flows/witness-columns.ts";
import type { LegPart, PartDirectory, PartPlace } from "../tracing/leg-part.ts";
import type { KeptWhole } from "../tracing/part-source.ts";
import type { UnexplainedColumns } from "../tracing/unexplained-buffer.ts";

/** What a derived ledger is kept from, so that a case can be traced without it in memory. */
export interface LegSource {
  readonly columns: LedgerColumns;
  /** Per account; empty where nothing is known of the holders. */
  readonly facts: readonly AccountFacts[];
  /** Per transfer: its witnesses, NONE for none. */
  readonly firstWitness: Uint32Array;
  readonly secondWitness: Uint32Array;
  readonly walletWitnesses: readonly WalletWitnessed[];
  /** Per witness: the transfer it witnesses, or NONE. */
  readonly transferOf: Uint32Array;
  readonly witnesses: WitnessPlaces;
}

/** An account as the store keeps it. */
export interface KeptAccount extends LegAccount {
  readonly facts: AccountFacts;
  /** Of a wallet: what bank cards paid for its user (F26). */
  readonly walletPaid: readonly PaidTransfer[];
}

/**
 * Accounts, ascending, the `exitKindCode` of each, 0 for one that only has too many counterparties, and how many it has.
 */
export interface KeptStops {
  readonly account: Uint32Array;
  readonly exitKind: Uint8Array;
  readonly counterparties: Uint32Array;
}

/** What one question answers about a hop. */
export interface KeptHop {
  /** In ascending order. */
  readonly accounts: readonly KeptAccount[];
  /** All legs of the accounts. */
  readonly legs: LegColumns;
}

/** What one question answers about parts: those that have legs, and the accounts whose row 0 was asked for; in no order. */
export interface KeptParts {
  readonly parts: readonly { readonly row: number; readonly part: LegPart }[];
  readonly accounts: readonly KeptAccount[];
}

/** A row that witnesses a transfer. */
export interface KeptWitness {
  /** Where it belongs: the transfer's first witness, its second, or a wallet's (F26). */
  readonly role: 0 | 1 | 2;
  /** The wallet's account; NONE for the other roles. */
  readonly wallet: number;
  /** Position in the ledger's files. */
  readonly file: number;
  readonly sheet: number;
  readonly row: number;
  readonly atMs: number;
  readonly precision: number;
}

/** The witnesses of one transfer, at most one of each role. */
export interface TransferWitnesses {
  readonly transfer: number;
  readonly witnesses: readonly KeptWitness[];
}

/** Where a row stands; `file` is its position among the ledger's files. */
export type RowPlace = Pick<KeptWitness, "file" | "sheet" | "row">;

/** A transfer and who paid it. */
export interface PaidTransfer {
  readonly payer: number;
  readonly transfer: number;
}

/**
 * Derived ledgers by account, for tracing without their columns in memory. Each is kept under a name that says of which
 * files and by which derivation it was made; it counts once it is complete, and the one written last drops the others.
 */
export interface LegStore {
  /** The size of the ledger kept under the name; `undefined` while it is not complete. */
  kept(name: string): Promise<KeptWhole | undefined>;
  /** Keeps a ledger; what an interrupted attempt left of it is not written again. */
  write(name: string, source: LegSource, signal: AbortSignal): Promise<void>;
  /** Accounts that have an exit kind, or more distinct counterparties than the limit (T11). */
  stops(name: string, hubCounterparties: number | null): Promise<KeptStops>;
  /** Accounts by each key or number given; a name that no account has is left out. */
  named(name: string, numbers: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /** Accounts with all their legs; `undefined` when there are more than `most` legs, of which no more are then read. */
  hop(name: string, accounts: ArrayLike<number>, most: number): Promise<KeptHop | undefined>;
  /** Where the parts of the ledger's accounts begin, of those with more than one: 4 bytes for 256 legs. */
  directory(name: string): Promise<PartDirectory>;
  /** Parts of accounts, in one question for thousands. */
  parts(name: string, places: readonly PartPlace[]): Promise<KeptParts>;
  /** What is unexplained of the accounts (T4, T17). */
  unexplained(name: string, accounts: ArrayLike<number>): Promise<UnexplainedColumns>;
  /** In ascending order. */
  accounts(name: string, accounts: ArrayLike<number>): Promise<readonly KeptAccount[]>;
  /** All legs of the accounts. */
  legs(name: string, accounts: ArrayLike<number>): Promise<LegColumns>;
  /** The payers' legs of the transfers. */
  paid(name: string, transfers: readonly PaidTransfer[]): Promise<LegColumns>;
  /** Ascending by transfer. */
  witnesses(name: string, transfers: readonly PaidTransfer[]): Promise<readonly TransferWitnesses[]>;
  /** The transfers that the rows witness, in the order asked; `undefined` for a row that witnesses none. */
  transfersAt(name: string, rows: readonly RowPlace[]): Promise<readonly (PaidTransfer | undefined)[]>;
}
