import type { MinorUnits } from "../money/minor-units.ts";
import type { RefusalReason } from "../tracing/refusal-reason.ts";
import type { OrderedStatement } from "./ordered-statement.ts";
import type { ApprovalLevel } from "./approval-level.ts";

export type OrderKind = "query" | "stop-payment" | "protective-hold" | "freeze" | "renewal" | "release" | "return";

/** How long a freeze lasts: by what is frozen and how grave the case is. */
export type FreezeTerm = "ordinary" | "major" | "securities";

/** Who did something, and when (ms since 1970 UTC). */
export interface Act {
  readonly by: string;
  readonly atMs: number;
}

export interface Signature extends Act {
  readonly level: ApprovalLevel;
}

export interface OrderedAccount {
  /** The account's one key, as the ledger has it. */
  readonly key: string;
  readonly bank: string;
  readonly holder: string;
  readonly isCorporate: boolean;
  /** First two digits of the division (GB/T 2260) where the account is kept; empty when it is not known. */
  readonly province: string;
}

/** The receipt that justifies an order: a bank refuses one in which a field differs. */
export interface Receipt {
  readonly payer: string;
  readonly amountMinor: MinorUnits;
  readonly atMs: number;
  /** Empty as long as only the victim's word is known. */
  readonly serial: string;
}

/** What an order rests on. */
export interface OrderBasis {
  /** `null`: no payment justifies it, as for a query or a victim's own card. */
  readonly receipt: Receipt | null;
  /** Ids of the source rows and reports that anybody can open. */
  readonly sources: readonly string[];
  /** A score that led here, in the words of its model; `null`: none. */
  readonly score: string | null;
  /** Why the holder may know nothing of it, in both languages: for the second look of a person. Absent: nothing says so. */
  readonly looksInnocent?: { readonly zh: string; readonly en: string };
}

/** Terms of a protective hold (保护性止付). */
export interface HoldTerms {
  readonly reason: string;
  readonly endMs: number;
  /** What stays free for the victim's living. */
  readonly livingMinor: MinorUnits;
}

/** An order as it is asked for. Amounts are minor units of CNY. */
export interface OrderRequest {
  readonly id: string;
  readonly kind: OrderKind;
  readonly caseId: string;
  readonly unitCode: string;
  readonly account: OrderedAccount;
  /** `null`: the whole account. Queries, renewals and releases of all have none either. */
  readonly amountMinor: MinorUnits | null;
  /** What the trace found at rest there: a freeze above it needs a higher approval. */
  readonly tracedMinor: MinorUnits;
  readonly basis: OrderBasis;
  readonly term: FreezeTerm;
  /** Of a protective hold, else `null`. */
  readonly hold: HoldTerms | null;
  /** Of a query that the engine asked for: which statement, and what it is to show. */
  readonly statement?: OrderedStatement;
  /** The measure that is renewed or released; of a return, the return's id; else `null`. */
  readonly targetId: string | null;
}

/** A balance that a bank stated; a witness for the engine (tracing rule T17). */
export interface StatedBalance {
  readonly accountKey: string;
  readonly atMs: number;
  readonly balanceMinor: MinorUnits;
}

interface AnswerRecord {
  readonly recorded: Act;
  readonly stated: Omit<StatedBalance, "accountKey"> | null;
}

/** What the bank answered. */
export type OrderAnswer = AnswerRecord &
  (
    | {
        readonly outcome: "full" | "partial";
        /** The moment that the bank states; a measure begins with it. */
        readonly effectiveMs: number;
        /** What is held (of a release: let go, of a return: paid). 0 for a query. */
        readonly amountMinor: MinorUnits;
      }
    | { readonly outcome: "too-late" }
    | { readonly outcome: "refused"; readonly reason: RefusalReason; readonly words: string }
    /** Another unit froze first (轮候冻结): `behindEndsMs` when the bank told its end. */
    | { readonly outcome: "queued"; readonly behindUnit: string; readonly behindEndsMs: number | null }
  );

/** A span of a measure, from an order of its own: `toMs` is the first instant without it. */
export interface MeasurePeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly orderId: string;
}

/** A measure that took effect. Each period begins where the one before ends. */
export interface Measure {
  readonly periods: readonly [MeasurePeriod, ...MeasurePeriod[]];
  /** Held now: less what was released or returned out of it. */
  readonly heldMinor: MinorUnits;
  readonly releasedMs: number | null;
}

export type ReleaseReason = "review-refused" | "holder-asked" | "unconnected" | "grievance-upheld" | "case-closed";

/** That a measure has to be let go of, and by when. */
export interface ReleaseDue extends Act {
  readonly reason: ReleaseReason;
  readonly dueMs: number;
  /** What may stay held: the disputed amount. 0: nothing. */
  readonly keepMinor: MinorUnits;
  /** When the bank had let go of the rest; `null`: not yet. */
  readonly doneMs: number | null;
}

export interface Review extends Act {
  readonly verdict: "upheld" | "refused";
  readonly words: string;
}

/** An order with all that happened to it. How it stands at a moment: `standingOf`. */
export interface Order extends OrderRequest {
  readonly drafted: Act;
  readonly signatures: readonly Signature[];
  /** The second person's look at what went out on one signature. */
  readonly review: Review | null;
  /** With the number that the bank or the national platform gave it, empty until it is known. */
  readonly sent: (Act & { readonly taskNumber: string }) | null;
  readonly answer: OrderAnswer | null;
  readonly measure: Measure | null;
  readonly releaseDue: ReleaseDue | null;
  readonly withdrawn: (Act & { readonly words: string }) | null;
}
