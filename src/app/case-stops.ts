import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { isCovered } from "../tracing/coverage.ts";
import type { CaseStops, LossLine, StopLine } from "../tracing/case-findings.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import type { TracedLedger } from "./run-trace.ts";

export type { CaseStops } from "../tracing/case-findings.ts";

/** Lists the stops, the dust and the money lost sight of in a trace of the ledger. */
export function caseStops({ derived, part }: OpenedLedger & TracedLedger, view: TraceView): CaseStops {
  const { engine, exits, stops, writtenOff, lostSight } = view;
  const asked = new Set(engine.stops);
  const isListed = ({ key, numbers }: (typeof stops)[number]): boolean =>
    asked.has(key) || numbers.some((number) => asked.has(number));
  const counterparties = (index: number): number =>
    part === undefined ? counterpartiesOf(derived.columns.transfers, index) : (part.counterparties.get(index) ?? 0);
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
        counterparties: why === "hub-limit" ? counterparties(account.index) : null,
        amountMinor: taken.reduce((sum, one) => sum + one.amountMinor, 0),
        losses: taken.map(({ loss, amountMinor }) => ({ loss: loss.id, amountMinor })),
      },
    ];
  });
  return {
    stops: lines.sort((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1)),
    writtenOff: writtenOff.map((lot) => ({ ...lossLine(lot), sinceMs: lot.sinceMs })),
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
