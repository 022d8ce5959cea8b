import type {
  CaseView,
  ExitRow,
  FreezeRow,
  Listed,
  LossLine,
  RequestRow,
  SheetLine,
  UnboundLoss,
} from "../contract/case-view.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { DerivedLedger } from "../flows/derived-ledger.ts";
import type { AllocatedTrace, TraceResult } from "../tracing/trace-result.ts";
import { accountLabel } from "./account-label.ts";
import { type Folding, foldAccounts, moneyMap } from "./money-map-view.ts";
import { sumByAccount, type TracedCase } from "./traced-accounts.ts";
import { transferTime } from "./transfer-time.ts";

/** A loss of the case as the trace took it, in the trace's order. */
export interface ViewedLoss {
  readonly id: string;
  readonly victim: string;
  /** Index of its transfer. */
  readonly transfer: number;
}

/** One traced case as it lies in memory. */
export interface TracedCaseState {
  readonly name: string;
  readonly derived: DerivedLedger;
  readonly trace: TraceResult;
  readonly losses: readonly ViewedLoss[];
  readonly unbound: readonly UnboundLoss[];
  readonly asOfMs: number | null;
  readonly freezeList: readonly FreezeEntry[];
  readonly requests: readonly RequestEntry[];
  /** Canonical id of a transfer index. */
  readonly transferId: (transfer: number) => string;
}

/** An account to freeze, in the order of the freeze list. */
export interface FreezeEntry {
  readonly account: number;
  readonly atRestMinor: number;
  readonly sinceMs: number;
  readonly lastSeen: boolean;
}

/** A statement to ask for, in the order of the requests. */
export interface RequestEntry {
  readonly account: number;
  readonly amountMinor: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: "lost-sight" | "last-seen";
}

/** Lists of a page are cut here, and say so: nobody reads further down, the exports hold all. */
const longestList = 5_000;

/** Everything the page of one case shows, from its trace. Pure: the same state and folding give the same view. */
export function caseView(state: TracedCaseState, folding: Folding): CaseView {
  const { derived, trace } = state;
  const traced = tracedCase(state);
  const nodeOf = foldAccounts(derived, traced, folding);
  const { transfers } = derived.columns;
  const allocated = trace.kind === "allocated" ? trace : undefined;
  const losses = allocated === undefined ? [] : lossLines(state, allocated);
  return {
    case: state.name,
    doctrine: trace.doctrine,
    asOf: state.asOfMs === null ? null : formatChinaTime(state.asOfMs, "second"),
    ledgerFrom: transfers.length === 0 ? null : transferTime(derived, 0),
    ledgerTo: transfers.length === 0 ? null : transferTime(derived, transfers.length - 1),
    ledgerTransfers: transfers.length,
    kind: trace.kind,
    totals: totalByCurrency(losses),
    losses: listed(losses),
    unbound: state.unbound,
    map: moneyMap(derived, traced, nodeOf, new Set(allocated?.partlySeen)),
    freezeList: listed(freezeRows(state, traced)),
    requests: listed(requestRows(state)),
    exits: listed(allocated === undefined ? [] : exitRows(derived, allocated)),
    unexplained: allocated?.unexplained.length ?? 0,
  };
}

/** The case's trace summed by account and transfer. */
export function tracedCase(state: TracedCaseState): TracedCase {
  return sumByAccount(
    state.derived,
    state.trace,
    state.losses.map((loss) => loss.transfer),
  );
}

function lossLines(state: TracedCaseState, trace: AllocatedTrace): LossLine[] {
  const { payer } = state.derived.columns.transfers;
  return trace.balanceSheet.map(({ loss, ...amounts }) => {
    const { id = "", victim = "", transfer = 0 } = state.losses[loss] ?? {};
    const { currency } = accountLabel(state.derived, payer[transfer] ?? 0);
    return { loss: id, victim, transfer: state.transferId(transfer), currency, ...amounts };
  });
}

/** Sums of different currencies are never mixed: one line each, in the order first met. */
function totalByCurrency(lines: readonly LossLine[]): SheetLine[] {
  const totals = new Map<string, SheetLine>();
  for (const line of lines) {
    const total = totals.get(line.currency) ?? { ...nothing, currency: line.currency };
    totals.set(line.currency, {
      currency: line.currency,
      lossMinor: total.lossMinor + line.lossMinor,
      atRestMinor: total.atRestMinor + line.atRestMinor,
      exitedMinor: total.exitedMinor + line.exitedMinor,
      lostSightMinor: total.lostSightMinor + line.lostSightMinor,
      returnedMinor: total.returnedMinor + line.returnedMinor,
      writtenOffMinor: total.writtenOffMinor + line.writtenOffMinor,
    });
  }
  return [...totals.values()];
}

const nothing = {
  lossMinor: 0,
  atRestMinor: 0,
  exitedMinor: 0,
  lostSightMinor: 0,
  returnedMinor: 0,
  writtenOffMinor: 0,
};

function freezeRows({ derived, freezeList }: TracedCaseState, traced: TracedCase): FreezeRow[] {
  return freezeList.map((entry, position) => {
    const { key, number, holder, bank, currency } = accountLabel(derived, entry.account);
    return {
      account: key,
      rank: position + 1,
      number,
      holder,
      bank,
      currency,
      atRestMinor: entry.atRestMinor,
      hop: traced.accounts.get(entry.account)?.hop ?? 0,
      since: formatChinaTime(entry.sinceMs, "second"),
      lastSeen: entry.lastSeen,
    };
  });
}

function requestRows({ derived, requests }: TracedCaseState): RequestRow[] {
  return requests.map((entry, position) => {
    const { key, number, holder, bank, currency } = accountLabel(derived, entry.account);
    return {
      account: key,
      rank: position + 1,
      number,
      holder,
      bank,
      currency,
      amountMinor: entry.amountMinor,
      from: formatChinaTime(entry.fromMs, "second"),
      to: formatChinaTime(entry.toMs, "second"),
      reason: entry.reason,
    };
  });
}

/** Exits of all losses by account and kind, largest first. */
function exitRows(derived: DerivedLedger, trace: AllocatedTrace): ExitRow[] {
  const rows = new Map<string, ExitRow>();
  for (const exit of trace.exits) {
    const { key, number, holder, currency } = accountLabel(derived, exit.account);
    const id = `${key} ${exit.kind}`;
    const amountMinor = (rows.get(id)?.amountMinor ?? 0) + exit.amountMinor;
    rows.set(id, { account: key, number, holder, kind: exit.kind, currency, amountMinor });
  }
  return [...rows.values()].sort((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1));
}

function listed<Row>(rows: readonly Row[]): Listed<Row> {
  return { rows: rows.slice(0, longestList), total: rows.length };
}
