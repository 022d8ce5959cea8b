import type { ExitKind } from "../flows/exit-kind.ts";
import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { isCovered } from "../tracing/coverage.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { OpenedLedger } from "./open-ledger.ts";

/** Where a trace ended besides accounts that still hold money: nothing is dropped in silence (T11, T12, T17). */
export interface CaseStops {
  /** Stops that took traced money, and those asked for or made by the limit even where they took none. */
  readonly stops: readonly StopLine[];
  readonly writtenOff: readonly LossLine[];
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

/** Lists the stops, the dust and the money lost sight of in a trace of the ledger. */
export function caseStops({ derived }: OpenedLedger, view: TraceView): CaseStops {
  const { engine, exits, stops, writtenOff, lostSight } = view;
  const asked = new Set(engine.stops);
  const isListed = ({ key, numbers }: (typeof stops)[number]): boolean =>
    asked.has(key) || numbers.some((number) => asked.has(number));
  const lines = stops.flatMap((account): StopLine[] => {
    const taken = exits.filter((exit) => exit.account.index === account.index);
    const why = account.exitKind !== "none" ? "exit" : isListed(account) ? "listed" : "hub-limit";
    if (taken.length === 0 && why === "exit") return [];
    const { key, holder, currency } = account;
    return [
      {
        account: key,
        holder,
        currency,
        why,
        kind: taken[0]?.kind ?? (account.exitKind === "none" ? "hub" : account.exitKind),
        counterparties: why === "hub-limit" ? counterpartiesOf(derived.columns.transfers, account.index) : null,
        amountMinor: taken.reduce((sum, one) => sum + one.amountMinor, 0),
        losses: taken.map(({ loss, amountMinor }) => ({ loss: loss.id, amountMinor })),
      },
    ];
  });
  return {
    stops: lines.sort((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1)),
    writtenOff: writtenOff.map(lossLine),
    lostSight: lostSight.map((lost) => ({
      ...lossLine(lost),
      sinceMs: lost.sinceMs,
      why: isCovered(derived.columns.accounts, lost.account.index, lost.sinceMs) ? "stated-balance" : "no-statement",
    })),
  };
}

function lossLine({ account, loss, amountMinor }: TraceView["writtenOff"][number]): LossLine {
  const { key, holder, currency } = account;
  return { account: key, holder, currency, loss: loss.id, amountMinor };
}

function counterpartiesOf(
  { length, payer, payee, flags }: OpenedLedger["derived"]["columns"]["transfers"],
  account: number,
): number {
  const met = new Set<number | undefined>();
  for (let transfer = 0; transfer < length; transfer++) {
    if (((flags[transfer] ?? 0) & TRANSFER_FAILED) !== 0 || payer[transfer] === payee[transfer]) continue;
    if (payer[transfer] === account) met.add(payee[transfer]);
    if (payee[transfer] === account) met.add(payer[transfer]);
  }
  return met.size;
}
