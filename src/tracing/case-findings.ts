import type { ExitKind } from "../flows/exit-kind.ts";

/** What is found of a case beside its figures; each `null` where it was not looked for. */
export interface CaseFindings {
  readonly stops: CaseStops | null;
  readonly contradictions: readonly CaseContradiction[] | null;
}

/** Where a trace ended besides accounts that still hold money: nothing is dropped in silence (T11, T12, T17). */
export interface CaseStops {
  /** Stops that took traced money, and those asked for or made by the limit even where they took none. */
  readonly stops: readonly StopLine[];
  /** Dust (T12), and when the first of it was written off. */
  readonly writtenOff: readonly (LossLine & { readonly sinceMs: number })[];
  readonly lostSight: readonly (LossLine & { readonly sinceMs: number; readonly why: LostSightReason })[];
}

export interface StopLine {
  readonly account: string;
  readonly holder: string;
  readonly currency: string;
  /** What made it a stop: its own kind, the list of stops, or the limit on counterparties. */
  readonly why: "exit" | "listed" | "hub-limit";
  readonly kind: ExitKind;
  /** With how many accounts it dealt, over all transfers that did not fail; null unless the limit made it a stop. */
  readonly counterparties: number | null;
  readonly amountMinor: number;
  readonly losses: readonly { readonly loss: string; readonly amountMinor: number }[];
}

export interface LossLine {
  readonly account: string;
  readonly holder: string;
  readonly currency: string;
  readonly loss: string;
  readonly amountMinor: number;
}

/** `stated-balance`: a balance that the account's bank states drove it out; else its statement does not cover the arrival. */
export type LostSightReason = "no-statement" | "stated-balance";

/** Where statements contradict each other, or themselves, at an account that traced money reached (T10). */
export interface CaseContradiction {
  readonly kind: ContradictionKind;
  /** The key of the account whose statement is contradicted. */
  readonly account: string;
  readonly holder: string;
  /** Of the transfer in question; empty where it is about two rows of one statement. */
  readonly transfer: string;
  /** What each side states, minor units: as many as `rows`, null where a row is beside the point. */
  readonly rows: readonly ContradictingRow[];
}

export type ContradictionKind =
  /** a counterparty shows a transfer that the account's own covered statement lacks */
  | "row-missing"
  /** both banks show a transfer at that time between the two, of different amounts */
  | "amounts-differ"
  /** one bank states the other account's balance otherwise than that account's own bank */
  | "balances-differ"
  /** the account's own balances do not follow from each other */
  | "balance-break"
  /** rows share an order number or a clearing serial across a payment reserve and were not joined */
  | "reference-ambiguous"
  | "reference-amounts-differ"
  | "reference-times-apart";

/** A row of a bank's file and what it states. */
export interface ContradictingRow {
  /** `shows`: it shows what the others deny; `before`, `after`: the neighbours, in the statement that lacks it. */
  readonly role: "shows" | "before" | "after";
  readonly file: string;
  readonly sha256: string;
  /** Both as a person counts them, from 1. */
  readonly sheet: number;
  readonly row: number;
  readonly statedMinor: number | null;
}
