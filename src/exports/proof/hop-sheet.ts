import type { ProofInput } from "./proof-input.ts";
import type { AllocatedTrace } from "../../tracing/trace-result.ts";

/** One loss's money at one hop in one account: what came, what went on at the next hop, what stayed. Minor units. */
export interface HopLine {
  readonly loss: number;
  /** 0: the account that paid the loss; 1: the account that received it (一级卡). */
  readonly hop: number;
  readonly account: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly stayedMinor: number;
}

/**
 * Every hop's in and out (rule P6), ascending by loss, hop and account, from the flows alone: what came to an account at a
 * hop less what left it at the next.
 */
export function hopSheet(
  { ledger }: Pick<ProofInput, "ledger">,
  trace: AllocatedTrace,
  payers: readonly number[],
): HopLine[] {
  const { payer, payee } = ledger.transfers;
  const lines = new Map<string, { loss: number; hop: number; account: number; inMinor: number; outMinor: number }>();
  const line = (loss: number, hop: number, account: number) => {
    const key = `${loss} ${hop} ${account}`;
    const known = lines.get(key) ?? { loss, hop, account, inMinor: 0, outMinor: 0 };
    lines.set(key, known);
    return known;
  };
  for (const { loss, lossMinor } of trace.balanceSheet) line(loss, 0, payers[loss] ?? 0).inMinor += lossMinor;
  const { length, transfer, loss, hop, amountMinor } = trace.flows;
  for (let flow = 0; flow < length; flow++) {
    const at = transfer[flow] ?? 0;
    line(loss[flow] ?? 0, hop[flow] ?? 0, payee[at] ?? 0).inMinor += amountMinor[flow] ?? 0;
    line(loss[flow] ?? 0, (hop[flow] ?? 0) - 1, payer[at] ?? 0).outMinor += amountMinor[flow] ?? 0;
  }
  return [...lines.values()]
    .map((sums) => ({ ...sums, stayedMinor: sums.inMinor - sums.outMinor }))
    .sort((a, b) => a.loss - b.loss || a.hop - b.hop || a.account - b.account);
}

/** What ended in an account of one loss, by the trace's lists. */
export interface EndLine {
  readonly loss: number;
  readonly account: number;
  inMinor: number;
  outMinor: number;
  atRestMinor: number;
  exitedMinor: number;
  lostSightMinor: number;
  returnedMinor: number;
  writtenOffMinor: number;
}

/** Per loss and account: in, out, and every end of money there, ascending by loss and account. */
export function accountSheet(trace: AllocatedTrace, hops: readonly HopLine[]): EndLine[] {
  const lines = new Map<string, EndLine>();
  const line = ({ loss, account }: { readonly loss: number; readonly account: number }): EndLine => {
    const known = lines.get(`${loss} ${account}`) ?? { loss, account, ...nothing };
    lines.set(`${loss} ${account}`, known);
    return known;
  };
  for (const hop of hops) {
    const sums = line(hop);
    sums.inMinor += hop.inMinor;
    sums.outMinor += hop.outMinor;
  }
  for (const rest of trace.atRest) line(rest).atRestMinor += rest.amountMinor;
  for (const exit of trace.exits) line(exit).exitedMinor += exit.amountMinor;
  for (const lost of trace.lostSight) line(lost).lostSightMinor += lost.amountMinor;
  for (const back of trace.returned) line(back).returnedMinor += back.amountMinor;
  for (const dust of trace.writtenOff) line(dust).writtenOffMinor += dust.amountMinor;
  return [...lines.values()].sort((a, b) => a.loss - b.loss || a.account - b.account);
}

const nothing = {
  inMinor: 0,
  outMinor: 0,
  atRestMinor: 0,
  exitedMinor: 0,
  lostSightMinor: 0,
  returnedMinor: 0,
  writtenOffMinor: 0,
};

/** What ended in an account, over all ways in which it can. */
export function endedMinor(line: EndLine): number {
  return line.atRestMinor + line.exitedMinor + line.lostSightMinor + line.returnedMinor + line.writtenOffMinor;
}
