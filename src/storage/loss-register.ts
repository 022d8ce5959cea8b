import type { TimePrecision } from "../flows/china-time.ts";
import type { MinorUnits } from "../money/minor-units.ts";

/** A victim's loss as it was claimed; it is bound to a transfer of the ledger each time a trace runs. */
export interface LossClaim {
  /** Unique within its case. */
  readonly id: string;
  readonly victim: string;
  /** The victim's paying account as stated; empty when the claim names a transfer. */
  readonly payer: string;
  /** The receiving account when stated. */
  readonly payee: string;
  readonly atMs: number | null;
  readonly precision: TimePrecision | null;
  /** How far the stated time may be off, ms. */
  readonly toleranceMs: number;
  readonly amountMinor: MinorUnits | null;
  /** How far the stated amount may be off, minor units. */
  readonly amountToleranceMinor: MinorUnits;
  /** A transfer named outright (its canonical id); empty when it is to be found. */
  readonly transferId: string;
}

/** The cases and their loss claims. */
export interface LossRegister {
  /** Case names in the order in which they were first written. */
  cases(): Promise<readonly string[]>;
  /** Claims of a case in input order; empty for an unknown case. */
  claims(caseName: string): Promise<readonly LossClaim[]>;
  /** Adds or replaces claims by id, in one atomic step. */
  record(caseName: string, claims: readonly LossClaim[]): Promise<void>;
  /** The claims that the records bound, by case. They are among `claims`, after those recorded otherwise. */
  bound(): Promise<ReadonlyMap<string, readonly LossClaim[]>>;
  /** Replaces the bound claims of these cases by what the records say, in one atomic step. */
  replaceBound(byCase: ReadonlyMap<string, readonly LossClaim[]>): Promise<void>;
}
