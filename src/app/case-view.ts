import type { TriedRange } from "../contract/account-cells.ts";
import type { CaseView, ExitRow, LossLine, SheetRanges, UnboundLoss } from "../contract/case-view.ts";
import type { FigureList } from "../tracing/trace-figures.ts";
import type { TraceView, UnboundClaim } from "../tracing/trace-view.ts";
import { type Folding, foldAccounts } from "./fold-accounts.ts";
import { edgesOfVictim, moneyMap, type TransferMarks, transferTime } from "./money-map-view.ts";
import { freezeRow, requestRow } from "./order-rows.ts";
import type { TracedCase } from "./traced-accounts.ts";
import { accountCells, listed, secondText } from "./view-cells.ts";

/** One traced case as it lies in memory. */
export interface ShownCase {
  readonly name: string;
  readonly trace: TraceView;
  /** `sumByAccount(trace)`. */
  readonly traced: TracedCase;
  readonly marks: TransferMarks;
  /** First and last transfer of the ledger, ms; null when it is empty. */
  readonly ledgerSpan: { readonly fromMs: number; readonly toMs: number } | null;
}

/** Everything the page of one case shows. `victim`: whose money to point out, or empty. Pure. */
export function caseView(shown: ShownCase, folding: Folding, victim: string): CaseView {
  const { trace, traced, ledgerSpan } = shown;
  const nodeOf = foldAccounts(traced, folding);
  return {
    case: shown.name,
    doctrine: trace.engine.doctrine,
    asOf: trace.engine.asOfMs === null ? null : secondText(trace.engine.asOfMs),
    ledgerFrom: ledgerSpan === null ? null : secondText(ledgerSpan.fromMs),
    ledgerTo: ledgerSpan === null ? null : secondText(ledgerSpan.toMs),
    ledgerTransfers: trace.engine.transfers,
    kind: trace.kind,
    totals: trace.totals,
    losses: listed(lossLines(trace), (line) => line),
    unbound: trace.unbound.map(unboundLoss),
    map: moneyMap(traced, nodeOf, shown.marks),
    lit: victim === "" ? null : edgesOfVictim(traced, nodeOf, victim),
    ordersSent: trace.ordersSentMs === null ? null : secondText(trace.ordersSentMs),
    freezeList: listed(trace.freezeList, (order) => freezeRow(order, trace.ordersSentMs ?? 0)),
    requests: listed(trace.requests, requestRow),
    exits: listed(exitRows(trace), (row) => row),
    guesses: trace.orders.sensitive.length + trace.orders.notTried.length,
    unexplained: trace.unexplained.length,
  };
}

function lossLines(trace: TraceView): LossLine[] {
  const interest = new Map<string, number>();
  for (const { loss, amountMinor } of trace.interest) interest.set(loss.id, (interest.get(loss.id) ?? 0) + amountMinor);
  const rangesOf = sheetRanges(trace);
  return trace.balanceSheet.map(({ loss, ...amounts }) => ({
    loss: loss.id,
    victim: loss.victim,
    transfer: loss.transfer.id,
    at: transferTime(loss.transfer),
    interestMinor: interest.get(loss.id) ?? 0,
    ranges: rangesOf(loss.id),
    ...amounts,
  }));
}

/** Of each loss over all accounts: the ranges of the figures that other orders of tied rows change (T7). */
function sheetRanges({ orders }: TraceView): (loss: string) => SheetRanges {
  const known = new Map<string, TriedRange>(
    orders.ranges.flatMap(({ list, account, transfer, loss, lowMinor, highMinor }) =>
      account === null && transfer === null && loss !== null
        ? [[`${list} ${loss.id}`, { lowMinor, highMinor }] as const]
        : [],
    ),
  );
  return (loss) => {
    const range = (list: FigureList): TriedRange | null => known.get(`${list} ${loss}`) ?? null;
    return {
      atRestMinor: range("at-rest"),
      exitedMinor: range("exited"),
      lostSightMinor: range("lost-sight"),
      returnedMinor: range("returned"),
      writtenOffMinor: range("written-off"),
    };
  };
}

function unboundLoss({ id, victim, why, candidateCount, candidates }: UnboundClaim): UnboundLoss {
  return { loss: id, victim, why, candidateCount, candidates: candidates.map((transfer) => transfer.id) };
}

/** Exits of all losses by account and kind, largest first. */
function exitRows(trace: TraceView): ExitRow[] {
  const ranges = new Map<string, TriedRange>(
    trace.orders.ranges.flatMap(({ account, exitKind, loss, lowMinor, highMinor }) =>
      account === null || loss !== null ? [] : [[`${account.key} ${exitKind}`, { lowMinor, highMinor }] as const],
    ),
  );
  const rows = new Map<string, ExitRow>();
  for (const { account, kind, amountMinor } of trace.exits) {
    const id = `${account.key} ${kind}`;
    const before = rows.get(id)?.amountMinor ?? 0;
    const range = ranges.get(id) ?? null;
    rows.set(id, { ...accountCells(account), kind, amountMinor: before + amountMinor, range });
  }
  return [...rows.values()].sort((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1));
}
