import type { TraceView } from "../tracing/trace-view.ts";
import type { AccountView, LossView, TransferView } from "../tracing/account-view.ts";

/** What a trace says of one account, over all losses. Amounts in minor units. */
export interface TracedAccount {
  readonly account: AccountView;
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
  /** First traced transfer in and last one out, in the ledger's order. */
  firstIn: TransferView | null;
  lastOut: TransferView | null;
}

/** One transfer that carried traced money; its losses and hops are merged. */
export interface TracedTransferSum {
  readonly transfer: TransferView;
  hop: number;
  amountMinor: number;
  readonly losses: LossView[];
}

/** A trace turned round: by account index and by transfer. Transfers ascend. */
export interface TracedCase {
  readonly accounts: ReadonlyMap<number, TracedAccount>;
  readonly transfers: readonly TracedTransferSum[];
}

/**
 * Sums a trace by account and by transfer. Of each account, in = out + at rest + exited + lost sight of + returned +
 * written off; a victim's loss counts as come in. Under `poison` every amount is zero.
 */
export function sumByAccount(trace: TraceView): TracedCase {
  const accounts = new Map<number, TracedAccount>();
  const of = (account: AccountView): TracedAccount => {
    const known = accounts.get(account.index);
    if (known !== undefined) return known;
    const made = { account, ...untouched };
    accounts.set(account.index, made);
    return made;
  };
  for (const { transfer } of trace.losses) {
    const victim = of(transfer.payer);
    victim.isVictim = true;
    victim.hop = 0;
  }
  const transfers = sumByTransfer(trace);
  for (const sum of transfers) {
    const from = of(sum.transfer.payer);
    const to = of(sum.transfer.payee);
    from.outMinor += sum.amountMinor;
    from.lastOut = sum.transfer;
    to.inMinor += sum.amountMinor;
    to.hop = Math.min(to.hop, sum.hop);
    to.firstIn ??= sum.transfer;
  }
  for (const line of trace.balanceSheet) of(line.loss.transfer.payer).inMinor += line.lossMinor;
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
function sumByTransfer(trace: TraceView): TracedTransferSum[] {
  const sums: TracedTransferSum[] = [];
  let last: TracedTransferSum | undefined;
  for (const { transfer, loss, hop, amountMinor } of trace.flows) {
    if (last === undefined || last.transfer.index !== transfer.index) {
      last = { transfer, hop, amountMinor, losses: [loss] };
      sums.push(last);
      continue;
    }
    last.hop = Math.min(last.hop, hop);
    last.amountMinor += amountMinor;
    if (last.losses.at(-1) !== loss) last.losses.push(loss);
  }
  return sums;
}

const untouched = {
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
  firstIn: null,
  lastOut: null,
};
