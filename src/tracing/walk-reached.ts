import type { Findings } from "./findings.ts";
import type { LegReader } from "./leg-reader.ts";
import { type MoveInput, TracedMoves } from "./move-traced.ts";
import { isStill, replayPlain, type TimeCut } from "./plain-replay.ts";
import { MARK_AWAITED, MARK_LOSS } from "./transfer-marks.ts";
import { NO_TRANSFER, TransferQueue } from "./transfer-queue.ts";

/** What the walk over the reached accounts needs. */
export interface ReachedInput extends Omit<MoveInput, "balance" | "reader"> {
  readonly reader: LegReader;
  readonly time: TimeCut;
}

/** What the walk found, and the accounts whose lots were listed, ascending. `findings.unexplained` is of no meaning. */
export interface ReachedFindings {
  readonly findings: Findings;
  readonly listed: Uint32Array;
}

/**
 * Moves the losses' money as `allocate` does, but looks only at the losses' transfers and at those of accounts while
 * these hold traced money (or money that a reversal waits for): each such account waits in a queue for its next transfer,
 * and an account that holds none is what its running balance says.
 * @throws SluiceError TRACE_BALANCE_TOO_LARGE when a reached account comes to hold more than 2^53 − 1 minor units (T1).
 */
export function walkReached(input: ReachedInput): ReachedFindings {
  return new ReachedWalk(input).run();
}

class ReachedWalk {
  readonly #input: ReachedInput;
  readonly #reader: LegReader;
  readonly #moves: TracedMoves;
  /** Of meaning for an account while it is listed (NaN), and of others only within a transfer. */
  readonly #balance: Float64Array;
  readonly #queue: TransferQueue = new TransferQueue();
  /** Every account that was woken: the last transfer, if it is not listed now, up to which its lots were kept. */
  readonly #listedUntil = new Map<number, number>();

  constructor(input: ReachedInput) {
    this.#input = input;
    this.#reader = input.reader;
    this.#balance = new Float64Array(input.reader.accounts);
    this.#moves = new TracedMoves({ ...input, balance: this.#balance });
  }

  run(): ReachedFindings {
    const lossTransfer = this.#input.losses.transfer;
    const queue = this.#queue;
    for (let nextLoss = 0; ; ) {
      const transfer = Math.min(queue.first(), lossTransfer[nextLoss] ?? NO_TRANSFER);
      if (transfer === NO_TRANSFER) break;
      let mark = this.#reader.marks(transfer);
      for (; lossTransfer[nextLoss] === transfer; nextLoss++) mark |= MARK_LOSS;
      while (queue.first() === transfer) queue.drop();
      this.#visit(transfer, mark);
    }
    return { findings: this.#moves.findings, listed: Uint32Array.from(this.#listedUntil.keys()).sort() };
  }

  #visit(transfer: number, mark: number): void {
    const from = this.#reader.payer(transfer);
    const to = this.#reader.payee(transfer);
    const fromListed = this.#isListed(from);
    const toListed = this.#isListed(to);
    if (!isStill(this.#reader, transfer, this.#input.time)) this.#move(transfer, mark);
    this.#follow(from, transfer, fromListed);
    if (from !== to) this.#follow(to, transfer, toListed);
  }

  #move(transfer: number, mark: number): void {
    const { lots, stops } = this.#input;
    const from = this.#reader.payer(transfer);
    const to = this.#reader.payee(transfer);
    const amount = this.#reader.amountMinor(transfer);
    if (mark === 0 && (!this.#isListed(from) || lots.takeOther(from, amount))) {
      if (this.#isListed(to)) this.#moves.receiveOther(to, amount);
      return;
    }
    // An account that holds nothing traced pays other money, whether it has it or not: what it lacks is known already.
    if (!this.#isListed(from)) this.#balance[from] = amount;
    this.#moves.takeFromPayer(transfer, mark);
    if (!this.#isListed(to) && stops[to] === 0) {
      if ((mark & MARK_AWAITED) !== 0 || this.#moves.carriesTraced()) this.#wake(to, transfer);
      else this.#balance[to] = 0;
    }
    this.#moves.bringToPayee(transfer, mark);
  }

  /** Makes the account what it is before `transfer`, a receipt. */
  #wake(account: number, transfer: number): void {
    const receipt = this.#firstAwaited(account, transfer);
    this.#balance[account] = this.#heldBefore(account, receipt);
    this.#listedUntil.set(account, transfer);
    if (receipt === transfer) return;
    const { time } = this.#input;
    for (const leg of this.#reader.legsBetween(account, receipt, transfer)) {
      if (!isStill(this.#reader, leg >>> 1, time)) this.#moves.moveOneSide(leg >>> 1, (leg & 1) as 0 | 1);
    }
  }

  /** The account's first receipt since it was last listed that a reversal behind `transfer` asks for, or `transfer`. */
  #firstAwaited(account: number, transfer: number): number {
    const since = this.#listedUntil.get(account) ?? -1;
    let first = transfer;
    for (const { original, reversal } of this.#reader.awaitedReceipts(account)) {
      if (reversal <= transfer || original <= since || original >= first) continue;
      if (!isStill(this.#reader, original, this.#input.time)) first = original;
    }
    return first;
  }

  #heldBefore(account: number, transfer: number): number {
    const { time } = this.#input;
    if (transfer <= time.cut) return this.#reader.payeeBeforeMinor(transfer);
    return replayPlain(this.#reader, { account, to: transfer, time }, () => {});
  }

  /** Has a listed account wait for its next transfer. */
  #follow(account: number, transfer: number, wasListed: boolean): void {
    if (!this.#isListed(account)) {
      if (wasListed) this.#listedUntil.set(account, transfer);
      return;
    }
    const next = wasListed ? this.#reader.advance(account) : this.#reader.seek(account, transfer);
    if (next !== NO_TRANSFER) this.#queue.push(next, account);
  }

  #isListed(account: number): boolean {
    return Number.isNaN(this.#balance[account]!);
  }
}
