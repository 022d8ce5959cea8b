import { exitKinds } from "../flows/exit-kind.ts";
import type { TransferColumns } from "../flows/ledger-columns.ts";
import { dwellTimes } from "../tracing/dwell-times.ts";
import type { AllocatedTrace, FlowColumns, ReachTrace, TraceResult } from "../tracing/trace-result.ts";
import type { FlowView, SheetAmounts, SheetTotal, TraceView } from "../tracing/trace-view.ts";
import type { BesideView } from "../tracing/beside-view.ts";
import type { AccountView, LossView, TransferView } from "../tracing/account-view.ts";
import type { MarkedAccount } from "./good-faith.ts";
import { type SearchedLedger, transferPrecision } from "./bind-claims.ts";

/** A ledger whose transfers can be named. */
export interface NamedLedger extends SearchedLedger {
  readonly transferId: (transfer: number) => string;
  /** The accounts that are exits since their holders acquired in good faith (T20); none where left out. */
  readonly goodFaith?: readonly MarkedAccount[];
}

/** Gives names to the indices of a ledger; the same index is always the same object. */
export interface LedgerNames {
  readonly transfers: TransferColumns;
  account(index: number): AccountView;
  transfer(index: number): TransferView;
}

/** Names for a ledger, made when first asked for. */
export function ledgerNames(ledger: NamedLedger): LedgerNames {
  const accounts = new Map<number, AccountView>();
  const transfers = new Map<number, TransferView>();
  const account = (index: number): AccountView => remembered(accounts, index, () => nameAccount(ledger, index));
  const transfer = (index: number): TransferView =>
    remembered(transfers, index, () => {
      const { atMs, amountMinor, payer, payee } = ledger.derived.columns.transfers;
      return {
        index,
        id: ledger.transferId(index),
        atMs: atMs[index] ?? 0,
        precision: transferPrecision(ledger, index),
        payer: account(payer[index] ?? 0),
        payee: account(payee[index] ?? 0),
        amountMinor: amountMinor[index] ?? 0,
      };
    });
  return { transfers: ledger.derived.columns.transfers, account, transfer };
}

/** The lists of a trace with names; without what ranks them (freeze list, requests) and what identifies the run. */
export type DescribedTrace = Omit<
  TraceView,
  "engine" | "unbound" | "freezeList" | "requests" | "ordersSentMs" | "losses" | keyof BesideView
>;

/** Attaches names to a trace. `losses` are by the trace's loss index. */
export function describeTrace(names: LedgerNames, losses: readonly LossView[], result: TraceResult): DescribedTrace {
  const lossOf = (index: number): LossView => {
    const loss = losses[index];
    if (loss === undefined) throw new RangeError(`the trace names loss ${index} of ${losses.length}`);
    return loss;
  };
  return result.kind === "reach" ? describeReach(names, lossOf, result) : describeAllocated(names, lossOf, result);
}

function describeReach(names: LedgerNames, lossOf: (index: number) => LossView, reach: ReachTrace): DescribedTrace {
  const flows = describeFlows(names, lossOf, { ...reach, amountMinor: new Float64Array(reach.transfer.length) });
  const none = { atRest: [], exits: [], lostSight: [], returned: [], writtenOff: [], unexplained: [], stops: [] };
  return { kind: "reach", balanceSheet: [], totals: [], flows, ...none };
}

function describeAllocated(
  names: LedgerNames,
  lossOf: (index: number) => LossView,
  trace: AllocatedTrace,
): DescribedTrace {
  const balanceSheet = trace.balanceSheet.map(({ loss, ...amounts }) => {
    const view = lossOf(loss);
    return { loss: view, currency: view.transfer.payer.currency, ...amounts };
  });
  const flows = describeFlows(names, lossOf, trace.flows);
  const named = <T extends { readonly account: number; readonly loss: number }>({ account, loss, ...rest }: T) => ({
    ...rest,
    account: names.account(account),
    loss: lossOf(loss),
  });
  return {
    kind: "allocated",
    balanceSheet,
    totals: totalsOf(balanceSheet),
    flows,
    atRest: trace.atRest.map((rest) => ({ ...named(rest), range: null })),
    exits: trace.exits.map((exit) => ({ ...named(exit), range: null })),
    lostSight: trace.lostSight.map((lost) => ({ ...named(lost), range: null })),
    returned: trace.returned.map(named),
    writtenOff: trace.writtenOff.map(named),
    unexplained: trace.unexplained.map(({ transfer, account, amountMinor }) => ({
      transfer: names.transfer(transfer),
      account: names.account(account),
      amountMinor,
    })),
    stops: trace.stops.map((account) => names.account(account)),
  };
}

function describeFlows(
  names: LedgerNames,
  lossOf: (index: number) => LossView,
  flows: Omit<FlowColumns, "length">,
): readonly FlowView[] {
  const dwellMs = dwellTimes(names.transfers, flows);
  return Array.from(flows.transfer, (transfer, record) => ({
    transfer: names.transfer(transfer),
    loss: lossOf(flows.loss[record] ?? 0),
    hop: flows.hop[record] ?? 0,
    amountMinor: flows.amountMinor[record] ?? 0,
    dwellMs: Number.isNaN(dwellMs[record]) ? null : (dwellMs[record] ?? null),
    channel: "",
  }));
}

function totalsOf(lines: readonly (SheetAmounts & { readonly currency: string })[]): readonly SheetTotal[] {
  const totals = new Map<string, SheetTotal>();
  for (const line of lines) {
    const sum = totals.get(line.currency);
    totals.set(line.currency, {
      currency: line.currency,
      lossMinor: (sum?.lossMinor ?? 0) + line.lossMinor,
      atRestMinor: (sum?.atRestMinor ?? 0) + line.atRestMinor,
      exitedMinor: (sum?.exitedMinor ?? 0) + line.exitedMinor,
      lostSightMinor: (sum?.lostSightMinor ?? 0) + line.lostSightMinor,
      returnedMinor: (sum?.returnedMinor ?? 0) + line.returnedMinor,
      writtenOffMinor: (sum?.writtenOffMinor ?? 0) + line.writtenOffMinor,
    });
  }
  return [...totals.values()];
}

function nameAccount({ derived }: NamedLedger, index: number): AccountView {
  const key = derived.columns.accounts.keys[index] ?? "";
  const facts = derived.facts[index];
  const [number = "", currency = "CNY"] = key.split("#");
  return {
    index,
    key,
    number,
    numbers: facts?.numbers ?? [],
    holder: facts?.holderName ?? "",
    idNo: facts?.idNo ?? "",
    bank: facts?.bank ?? "",
    currency,
    exitKind: exitKinds[derived.columns.accounts.exitKind[index] ?? 0] ?? "none",
  };
}

function remembered<T>(known: Map<number, T>, index: number, make: () => T): T {
  const found = known.get(index);
  if (found !== undefined) return found;
  const made = make();
  known.set(index, made);
  return made;
}
