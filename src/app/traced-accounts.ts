import type { DerivedLedger } from "../flows/derived-ledger.ts";
import type { TraceResult } from "../tracing/trace-result.ts";

/** What a trace says of one account, over all losses. Amounts in minor units. */
export interface TracedAccount {
  readonly account: number;
  hop: number;
  isVictim: boolean;
  inMinor: number;
  outMinor: number;
  atRestMinor: number;
  exitedMinor: number;
  exitKind: string;
  lostSightMinor: number;
  returnedMinor: number;
  writtenOffMinor: number;
  lastSeen: boolean;
  /** Index of the first traced transfer in and of the last one out; NaN where there is none. */
  firstIn: number;
  lastOut: number;
}

/** One transfer that carried traced money; losses and hops are merged, `transfer` is the ledger's index. */
export interface TracedTransferSum {
  readonly transfer: number;
  hop: number;
  amountMinor: number;
  readonly losses: number[];
}

/** A trace turned round: by account and by transfer. Transfers ascend, accounts stand in the order first met. */
export interface TracedCase {
  readonly accounts: ReadonlyMap<number, TracedAccount>;
  readonly transfers: readonly TracedTransferSum[];
}

/**
 * Sums a trace by account and by transfer. Of each account, in = out + at rest + exited + lost sight of + returned +
 * written off; a victim's loss counts as come in. Under `poison` every amount is zero.
 * @param lossTransfers per loss, the index of its transfer
 */
export function sumByAccount(derived: DerivedLedger, trace: TraceResult, lossTransfers: readonly number[]): TracedCase {
  const accounts = new Map<number, TracedAccount>();
  const of = (account: number): TracedAccount => {
    const known = accounts.get(account);
    if (known !== undefined) return known;
    const made = blankAccount(account);
    accounts.set(account, made);
    return made;
  };
  const { payer, payee } = derived.columns.transfers;
  for (const transfer of lossTransfers) {
    const victim = of(payer[transfer] ?? 0);
    victim.isVictim = true;
    victim.hop = 0;
  }
  const transfers = sumByTransfer(trace);
  for (const sum of transfers) {
    const from = of(payer[sum.transfer] ?? 0);
    const to = of(payee[sum.transfer] ?? 0);
    from.outMinor += sum.amountMinor;
    from.lastOut = sum.transfer;
    to.inMinor += sum.amountMinor;
    to.hop = Math.min(to.hop, sum.hop);
    if (Number.isNaN(to.firstIn)) to.firstIn = sum.transfer;
  }
  if (trace.kind === "reach") return { accounts, transfers };
  for (const row of trace.balanceSheet) of(payer[lossTransfers[row.loss] ?? 0] ?? 0).inMinor += row.lossMinor;
  for (const rest of trace.atRest) {
    const at = of(rest.account);
    at.atRestMinor += rest.amountMinor;
    at.lastSeen ||= rest.lastSeen;
  }
  for (const exit of trace.exits) {
    const at = of(exit.account);
    at.exitedMinor += exit.amountMinor;
    at.exitKind = exit.kind;
  }
  for (const lost of trace.lostSight) of(lost.account).lostSightMinor += lost.amountMinor;
  for (const back of trace.returned) of(back.account).returnedMinor += back.amountMinor;
  for (const dust of trace.writtenOff) of(dust.account).writtenOffMinor += dust.amountMinor;
  return { accounts, transfers };
}

/** Merges the (transfer, loss, hop) records of each transfer; they arrive sorted by transfer. */
function sumByTransfer(trace: TraceResult): TracedTransferSum[] {
  const columns = trace.kind === "reach" ? trace : trace.flows;
  const sums: TracedTransferSum[] = [];
  let last: TracedTransferSum | undefined;
  columns.transfer.forEach((transfer, position) => {
    const hop = columns.hop[position] ?? 0;
    const loss = columns.loss[position] ?? 0;
    const amountMinor = trace.kind === "reach" ? 0 : (trace.flows.amountMinor[position] ?? 0);
    if (last === undefined || last.transfer !== transfer) {
      last = { transfer, hop, amountMinor, losses: [loss] };
      sums.push(last);
      return;
    }
    last.hop = Math.min(last.hop, hop);
    last.amountMinor += amountMinor;
    if (last.losses.at(-1) !== loss) last.losses.push(loss);
  });
  return sums;
}

function blankAccount(account: number): TracedAccount {
  return {
    account,
    hop: Number.POSITIVE_INFINITY,
    isVictim: false,
    inMinor: 0,
    outMinor: 0,
    atRestMinor: 0,
    exitedMinor: 0,
    exitKind: "",
    lostSightMinor: 0,
    returnedMinor: 0,
    writtenOffMinor: 0,
    lastSeen: false,
    firstIn: Number.NaN,
    lastOut: Number.NaN,
  };
}
