import type { MinorUnits } from "../money/minor-units.ts";
import type { AttributionQuestion } from "./attribution-question.ts";
import type { FrozenEvidence, Receipt } from "./frozen-evidence.ts";

/** Why a frozen sum cannot be returned as the one deposit of one victim. Transfers are indices; amounts minor units. */
export type DirectFailure =
  | { readonly why: "no-deposit" }
  | { readonly why: "several-deposits"; readonly transfers: readonly number[] }
  | {
      readonly why: "not-one-victims";
      readonly transfer: number;
      readonly amountMinor: number;
      readonly victimMinor: number;
    }
  | {
      readonly why: "balance-before";
      readonly transfer: number;
      readonly balanceMinor: number;
      readonly epsilonMinor: MinorUnits;
    }
  | { readonly why: "later-receipt"; readonly transfer: number; readonly amountMinor: number }
  | { readonly why: "unexplained-money"; readonly transfer: number; readonly amountMinor: number }
  | {
      readonly why: "more-than-known";
      readonly frozenMinor: MinorUnits;
      readonly balanceMinor: number;
      readonly epsilonMinor: MinorUnits;
    };

/**
 * `DIRECT` (Art. 8 (1)): one deposit of traced money, the whole of it one victim's under every doctrine; before it a
 * balance of at most ε; until the freeze no receipt after it, nor money that only a stated balance shows; and not more frozen than the ledger knows of, beyond ε. It
 * must hold in every order tried; the failures of the first order in which it does not are told.
 */
export function directFailures(evidence: FrozenEvidence, question: AttributionQuestion): readonly DirectFailure[] {
  for (const receipts of evidence.receipts) {
    const failures = failuresIn(receipts, question.epsilonMinor);
    if (failures.length > 0) return failures;
  }
  const { frozenMinor, epsilonMinor } = question;
  const { balanceMinor } = evidence;
  if (frozenMinor <= balanceMinor + epsilonMinor) return [];
  return [{ why: "more-than-known", frozenMinor, balanceMinor, epsilonMinor }];
}

function failuresIn(receipts: readonly Receipt[], epsilonMinor: MinorUnits): readonly DirectFailure[] {
  const traced = receipts.filter(({ parts }) => parts.some(({ mostMinor }) => mostMinor > 0));
  const [deposit, ...others] = traced;
  if (deposit === undefined) return [{ why: "no-deposit" }];
  const failures: DirectFailure[] = [];
  if (others.length > 0) failures.push({ why: "several-deposits", transfers: traced.map(({ transfer }) => transfer) });
  const victimMinor = Math.max(...deposit.parts.map(({ leastMinor }) => leastMinor));
  const { transfer, amountMinor, beforeMinor } = deposit;
  if (victimMinor < amountMinor) failures.push({ why: "not-one-victims", transfer, amountMinor, victimMinor });
  if (beforeMinor > epsilonMinor) {
    failures.push({ why: "balance-before", transfer, balanceMinor: beforeMinor, epsilonMinor });
  }
  const later = receipts.slice(receipts.indexOf(deposit) + 1).find((receipt) => !traced.includes(receipt));
  if (later !== undefined) {
    const why = later.by === "payment" ? "later-receipt" : "unexplained-money";
    failures.push({ why, transfer: later.transfer, amountMinor: later.amountMinor });
  }
  return failures;
}
