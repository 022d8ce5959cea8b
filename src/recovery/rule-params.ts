import type { ApprovalLevel } from "./approval-level.ts";

/** What each rule of law says in figures. Every number is a positive whole number, every list falls. */
export interface RuleParams {
  readonly "stop-payment": { readonly hours: number; readonly timesPerAccount: number };
  /** A stop-payment is looked at by a second person; one refused must be released. */
  readonly "stop-payment-review": { readonly withinHours: number; readonly releaseWithinHours: number };
  /** Of a victim's own card. */
  readonly "protective-hold": { readonly longestHours: number; readonly liftWithinHours: number };
  /** How long a freeze and each renewal of it last, in calendar months. */
  readonly freeze: FreezeMonths;
  /** From finding out that a measure does not concern the case. */
  readonly release: { readonly days: number };
  /** Public notice of a proportional return. */
  readonly "return-notice": { readonly days: number };
  /** What a bank may take to carry out a return. */
  readonly "bank-return": { readonly workingDays: number };
  readonly grievance: { readonly days: number };
  /** When a victim is to be told that money was frozen for them. */
  readonly "victim-contact": { readonly days: number };
  /** When a bank that has not answered is asked again. */
  readonly "bank-answer": { readonly urgentMinutes: number; readonly ordinaryHours: number };
  /** Warnings before short clocks (stop-payment, hold, review) and long ones (freeze, release, notice). */
  readonly alarms: { readonly hoursBefore: readonly number[]; readonly daysBefore: readonly number[] };
  readonly "approval-levels": {
    readonly freeze: ApprovalLevel;
    /** Above the traced amount, a whole or corporate account, outside the province, or for longer than usual. */
    readonly higherFreeze: ApprovalLevel;
    readonly return: ApprovalLevel;
    readonly merge: ApprovalLevel;
    readonly sanction: ApprovalLevel;
    /** A sanction below the numbers of its rule, with large effect. */
    readonly higherSanction: ApprovalLevel;
  };
  readonly sanction: SanctionTerms;
  /** When the notice of a sanction has to be served, and a complaint against it answered. */
  readonly "sanction-complaint": { readonly serveWithinDays: number; readonly answerWithinDays: number };
  /** How long a code of a caller is valid, and after how many wrong ones it is worth nothing. */
  readonly "caller-code": { readonly minutes: number; readonly tries: number };
  /** How long the log keeps what was looked at and who signed in; what was decided stays. */
  readonly "log-retention": {
    readonly openDays: number;
    readonly searchDays: number;
    readonly exportDays: number;
    readonly signInDays: number;
  };
  /** From the closing of the last case that needs them: people of the ledger whom no trace touches. */
  readonly "person-deletion": { readonly days: number };
  /** When a looking-up that was drawn has to be reviewed. */
  readonly "lookup-review": { readonly days: number };
}

export type RuleCode = keyof RuleParams;

export interface FreezeMonths {
  readonly ordinary: number;
  /** Major or complex cases. */
  readonly major: number;
  /** Bonds, shares and fund units. */
  readonly securities: number;
}

/** What a sanction lasts and covers. */
export interface SanctionTerms {
  /** No non-counter and no payment-account business; years. `null`: not by this ground. */
  readonly convictedYears: number | null;
  readonly administrativeYears: number;
  /** No new accounts; years. */
  readonly newAccountYears: number;
  /** Repeated listing runs on, to this many years; `null`: no such limit. */
  readonly longestYears: number | null;
  /** Accounts, times or persons from which on a city lists somebody; `null`: the row names no number. */
  readonly listedFrom: number | null;
  readonly covers: readonly SanctionField[];
}

export type SanctionField = "financial" | "telecom" | "internet" | "credit";
