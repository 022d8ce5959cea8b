import { precisionMs, type TimePrecision } from "../flows/china-time.ts";
import type { DerivedLedger } from "../flows/derived-ledger.ts";
import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { NONE, precisionCodes, type WitnessPlaces } from "../flows/witness-columns.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import type { UnboundReason } from "../tracing/trace-view.ts";

/** The ledger as claims are looked up in it. */
export interface SearchedLedger {
  readonly derived: DerivedLedger;
  readonly witnesses: WitnessPlaces;
  /** The transfer of a canonical id; `undefined` when there is none. */
  readonly transferIndex: (id: string) => number | undefined;
}

/** What a claim was found to be: `bound` to the one transfer that fits, else why not. */
export interface ClaimBinding {
  readonly claim: LossClaim;
  readonly outcome: "bound" | UnboundReason;
  /** Transfers that fit, in the ledger's order; exactly one when bound. */
  readonly candidates: readonly number[];
}

/**
 * Finds the transfers that fit each claim: paid from any number of the payer's account (to any of the payee's when one is
 * stated), the amount within its tolerance, and the stated times overlapping as intervals widened by the tolerance.
 * Failed transfers moved nothing and fit no claim. Two transfers that fit are two candidates, never a choice.
 */
export function bindClaims(ledger: SearchedLedger, claims: readonly LossClaim[]): readonly ClaimBinding[] {
  const accountsOf = accountsByNumber(ledger.derived, claims);
  const paidFrom = transfersByPayer(ledger.derived, new Set([...accountsOf.values()].flat()));
  return claims.map((claim) => {
    if (claim.transferId !== "") return bindNamed(ledger, claim);
    const payers = accountsOf.get(claim.payer) ?? [];
    if (payers.length === 0) return { claim, outcome: "account-not-in-ledger", candidates: [] };
    const payees = claim.payee === "" ? null : new Set(accountsOf.get(claim.payee) ?? []);
    const candidates = payers
      .flatMap((payer) => paidFrom.get(payer) ?? [])
      .filter((transfer) => fits(ledger, claim, transfer))
      .filter((transfer) => payees === null || payees.has(ledger.derived.columns.transfers.payee[transfer] ?? NONE));
    return { claim, outcome: outcomeOf(candidates.length), candidates: candidates.toSorted((a, b) => a - b) };
  });
}

/** T16: claims on one transfer may not exceed it. In input order; those for which nothing is left are not traced. */
export function shareTransfers(
  ledger: Pick<SearchedLedger, "derived">,
  bindings: readonly ClaimBinding[],
): readonly ClaimBinding[] {
  const { amountMinor } = ledger.derived.columns.transfers;
  const left = new Map<number, number>();
  return bindings.map((binding) => {
    const transfer = binding.candidates[0];
    if (binding.outcome !== "bound" || transfer === undefined) return binding;
    const rest = left.get(transfer) ?? amountMinor[transfer] ?? 0;
    const asked = binding.claim.transferId === "" ? null : binding.claim.amountMinor;
    if (rest === 0 || (asked !== null && asked > rest)) return { ...binding, outcome: "transfer-claimed-already" };
    left.set(transfer, rest - (asked ?? rest));
    return binding;
  });
}

/** The finest precision at which a transfer's time is known: that of its payer's witness, else of the other. */
export function transferPrecision(
  { derived, witnesses }: Omit<SearchedLedger, "transferIndex">,
  transfer: number,
): TimePrecision {
  const codes = [derived.firstWitness[transfer] ?? NONE, derived.secondWitness[transfer] ?? NONE]
    .filter((witness) => witness !== NONE)
    .map((witness) => witnesses.precision[witness] ?? 0);
  return precisionCodes[codes.length === 0 ? 0 : Math.min(...codes)] ?? "second";
}

function bindNamed(ledger: SearchedLedger, claim: LossClaim): ClaimBinding {
  const transfer = ledger.transferIndex(claim.transferId);
  if (transfer === undefined) return { claim, outcome: "transfer-not-in-ledger", candidates: [] };
  return {
    claim,
    outcome: movesNothing(ledger.derived, transfer) ? "transfer-moved-nothing" : "bound",
    candidates: [transfer],
  };
}

function outcomeOf(candidates: number): ClaimBinding["outcome"] {
  if (candidates === 1) return "bound";
  return candidates === 0 ? "no-transfer-fits" : "several-transfers-fit";
}

/** Accounts by each number that a claim names; several when one number holds several currencies. */
function accountsByNumber(
  derived: DerivedLedger,
  claims: readonly LossClaim[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const claim of claims) {
    for (const number of [claim.payer, claim.payee]) if (number !== "") found.set(number, []);
  }
  derived.facts.forEach((facts, account) => {
    const key = (derived.columns.accounts.keys[account] ?? "").split("#")[0] ?? "";
    for (const number of new Set([key, ...facts.numbers])) found.get(number)?.push(account);
  });
  return found;
}

function transfersByPayer(derived: DerivedLedger, payers: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const payer of payers) found.set(payer, []);
  const { length, payer } = derived.columns.transfers;
  for (let transfer = 0; transfer < length; transfer += 1) {
    const paid = found.get(payer[transfer] ?? NONE);
    if (paid !== undefined && !movesNothing(derived, transfer)) paid.push(transfer);
  }
  // A victim who paid from a wallet by a bank card knows the wallet as the payer.
  for (const { transfer, account } of derived.walletWitnesses) {
    const paid = found.get(account);
    if (paid !== undefined && !movesNothing(derived, transfer)) paid.push(transfer);
  }
  return found;
}

function movesNothing(derived: DerivedLedger, transfer: number): boolean {
  const { payer, payee, flags } = derived.columns.transfers;
  return ((flags[transfer] ?? 0) & TRANSFER_FAILED) !== 0 || payer[transfer] === payee[transfer];
}

function fits(ledger: SearchedLedger, claim: LossClaim, transfer: number): boolean {
  const { amountMinor } = ledger.derived.columns.transfers;
  const difference = Math.abs((amountMinor[transfer] ?? 0) - (claim.amountMinor ?? 0));
  if (claim.amountMinor !== null && difference > claim.amountToleranceMinor) return false;
  if (claim.atMs === null || claim.precision === null) return true;
  return [ledger.derived.firstWitness[transfer], ledger.derived.secondWitness[transfer]].some((witness) => {
    if (witness === undefined || witness === NONE) return false;
    return overlaps(claim, {
      startMs: ledger.witnesses.atMs[witness] ?? 0,
      code: ledger.witnesses.precision[witness] ?? 0,
    });
  });
}

function overlaps(claim: LossClaim, seen: { readonly startMs: number; readonly code: number }): boolean {
  const claimStart = (claim.atMs ?? 0) - claim.toleranceMs;
  const claimEnd = (claim.atMs ?? 0) + precisionMs[claim.precision ?? "second"] + claim.toleranceMs;
  const seenEnd = seen.startMs + precisionMs[precisionCodes[seen.code] ?? "second"];
  return seen.startMs < claimEnd && claimStart < seenEnd;
}
