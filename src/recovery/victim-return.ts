import type { MinorUnits } from "../money/minor-units.ts";
import type { ReturnMethod } from "../tracing/attribution.ts";
import type { Act, Signature } from "./order.ts";

/** How much of a share is for which loss. */
export interface LossShare {
  readonly lossId: string;
  readonly amountMinor: MinorUnits;
}

/** What one victim is to get out of a frozen account. */
export interface ReturnShare {
  readonly victim: string;
  readonly amountMinor: MinorUnits;
  readonly losses: readonly LossShare[];
  /** `null`: the victim has not applied yet (返还申请表). */
  readonly claim: VictimClaim | null;
  readonly checks: readonly Check[];
}

/** A victim's application, with the account that is to receive. */
export interface VictimClaim {
  readonly filed: Act;
  readonly accountKey: string;
  /** Whether it is the account that the loss was paid from (原路返还). */
  readonly isOriginal: boolean;
  /** Why another account receives (Article 7), by the officer who decided so; `null`: no exception. */
  readonly exception: (Act & { readonly words: string }) | null;
}

/** What is looked at before a victim is paid: who it is, the case's file, the account that the money came from. */
export type CheckKind = "identity" | "case-file" | "original-account";

export interface Check extends Act {
  readonly kind: CheckKind;
}

/** Kept back for victims not known yet (可能还有被害人). */
export interface Reserve extends Act {
  readonly amountMinor: MinorUnits;
  readonly words: string;
}

/** An objection to the shares of some victims, or (`null`) to all of them. */
export interface Objection {
  readonly id: string;
  readonly by: string;
  readonly words: string;
  readonly filed: Act;
  readonly victims: readonly string[] | null;
  readonly answer: (Act & { readonly upheld: boolean; readonly words: string }) | null;
}

/** A holder's claim to have acquired in good faith (善意取得): the order, its delivery, the price paid. */
export interface GoodFaithClaim {
  readonly id: string;
  readonly accountKey: string;
  readonly holder: string;
  readonly amountMinor: MinorUnits;
  readonly evidence: { readonly order: string; readonly delivery: string; readonly price: string };
  readonly filed: Act;
  readonly examined: (Act & { readonly upheld: boolean; readonly words: string }) | null;
}

/** What the accepting unit sends to the freezing unit (Article 6), and what goes back. */
export type PaperKind = "filing" | "interview" | "account-proof" | "identity" | "application" | "decision" | "receipt";

/** A paper on its way between units. `received`: `null` while it is under way. */
export interface Paper {
  readonly kind: PaperKind;
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly sent: Act;
  readonly received: Act | null;
}

/** A payment that two officers ordered of the bank. */
export interface ReturnPayment {
  readonly id: string;
  readonly victim: string;
  readonly amountMinor: MinorUnits;
  readonly losses: readonly LossShare[];
  readonly accountKey: string;
  readonly isOriginal: boolean;
  readonly ordered: Act & { readonly officers: readonly [string, string] };
  readonly receipt: (Act & { readonly paid: boolean; readonly serial: string; readonly words: string }) | null;
}

/** A return of frozen money to victims, from plan to the bank's receipts. Amounts are minor units of CNY. */
export interface VictimReturn {
  readonly id: string;
  readonly freezeId: string;
  readonly accountKey: string;
  readonly method: Exclude<ReturnMethod, "NONE">;
  /** Held by the freeze when this was planned. */
  readonly frozenMinor: MinorUnits;
  readonly reserve: Reserve | null;
  readonly shares: readonly ReturnShare[];
  /** Who took the victims' applications, and who froze. */
  readonly acceptingUnit: string;
  readonly freezingUnit: string;
  readonly planned: Act;
  readonly papers: readonly Paper[];
  readonly notice: (Act & { readonly place: string }) | null;
  readonly objections: readonly Objection[];
  readonly signatures: readonly Signature[];
  readonly decision: (Act & { readonly number: string }) | null;
  readonly payments: readonly ReturnPayment[];
  readonly withdrawn: (Act & { readonly words: string }) | null;
}

export type ReturnStanding =
  | "planned"
  | "on-notice"
  | "awaiting-approval"
  | "approved"
  | "decided"
  | "with-bank"
  | "part-paid"
  | "paid"
  | "withdrawn";

/** How a return stands, told from what was recorded (rule R20). */
export function returnStanding({
  withdrawn,
  payments,
  shares,
  decision,
  signatures,
  notice,
}: VictimReturn): ReturnStanding {
  if (withdrawn !== null) return "withdrawn";
  const paid = new Set(payments.filter(({ receipt }) => receipt?.paid === true).map(({ victim }) => victim));
  if (shares.every(({ victim }) => paid.has(victim))) return "paid";
  if (payments.some(({ receipt }) => receipt === null)) return "with-bank";
  if (paid.size > 0) return "part-paid";
  if (decision !== null) return "decided";
  if (signatures.length >= 2) return "approved";
  if (signatures.length === 1) return "awaiting-approval";
  return notice === null ? "planned" : "on-notice";
}
