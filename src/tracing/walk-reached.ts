import type { AccountLots } from "./account-lots.ts";
import { AccountSlots, NO_SLOT } from "./account-slots.ts";
import { Findings } from "./findings.ts";
import { grownFloat64, grownInt32 } from "./grown-column.ts";
import type { LegReader } from "./leg-reader.ts";
import { type Balances, type MoveInput, TracedMoves } from "./move-traced.ts";
import { isStill, replayPlain, type TimeCut } from "./plain-replay.ts";
import { MARK_AWAITED, MARK_LOSS } from "./transfer-marks.ts";
import { NO_TRANSFER, TransferQueue } from "./transfer-queue.ts";

/** What the walk over the reached accounts needs. */
export interface ReachedInput extends Omit<MoveInput, "balances" | "reader"> {
  readonly reader: LegReader;
  readonly time: TimeCut;
}

// An account that holds nothing of interest needs no slot of its own: there is one for a payer, one for a payee.
const PLAIN_PAYER = 0;
const PLAIN_PAYEE = 1;
const RESERVED = 2;

/** Where a walk stands. */
interface Standing {
  readonly queue: TransferQueue;
  readonly slots: AccountSlots;
  readonly balances: Balances;
  readonly listedUntil: Int32Array;
  readonly findings: Findings;
  readonly nextLoss: number;
}

/**
 * Moves the losses' money as `allocate` does, but looks only at the losses' transfers and at those of accounts while
 * these hold traced money (or money that a reversal waits for): each such account waits in a queue for its next transfer,
 * and an account that holds none is what its running balance says. Of `findings`, `unexplained` is of no meaning.
 */
export class ReachedWalk {
  readonly findings: Findings;
  /** Of the accounts whose lots it listed. */
  readonly slots: AccountSlots;
  readonly #input: ReachedInput;
  readonly #reader: LegReader;
  readonly #moves: TracedMoves;
  readonly #queue: TransferQueue;
  /** Of meaning for an account while it is listed (NaN), and of others only within a transfer. */
  readonly #balances: Balances;
  /** By slot, if the account is not listed now: the last transfer up to which its lots were kept; -1 when they never were. */
  #listedUntil: Int32Array;
  #nextLoss: number;
  #from: number = PLAIN_PAYER;
  #to: number = PLAIN_PAYEE;

  private constructor(input: ReachedInput, standing: Standing) {
    this.findings = standing.findings;
    this.slots = standing.slots;
    this.#input = input;
    this.#reader = input.reader;
    this.#queue = standing.queue;
    this.#balances = standing.balances;
    this.#listedUntil = standing.listedUntil;
    this.#nextLoss = standing.nextLoss;
    this.#moves = new TracedMoves({ ...input, balances: this.#balances }, this.findings);
  }

  /** A walk that stands before the ledger's first transfer. */
  static begin(input: ReachedInput): ReachedWalk {
    const walk = new ReachedWalk(input, {
      queue: new TransferQueue(),
      slots: new AccountSlots(RESERVED),
      balances: { minor: new Float64Array(0) },
      listedUntil: new Int32Array(0),
      findings: Findings.none(input.losses.length),
      nextLoss: 0,
    });
    walk.#makeRoom(256);
    return walk;
  }

  /** A walk that stands where this one does and goes on for itself; its reader's cursors stand where this one's do. */
  copy(reader: LegReader): ReachedWalk {
    return new ReachedWalk(
      { ...this.#input, reader, lots: this.lots.copy() },
      {
        queue: this.#queue.copy(),
        slots: this.slots.copy(),
        balances: { minor: this.#balances.minor.slice() },
        listedUntil: this.#listedUntil.slice(),
        findings: this.findings.copyWithoutUnexplained(),
        nextLoss: this.#nextLoss,
      },
    );
  }

  get lots(): AccountLots {
    return this.#input.lots;
  }

  /** The transfer that the walk comes to next; `NO_TRANSFER` behind the last. */
  get next(): number {
    return Math.min(this.#queue.first(), this.#input.losses.transfer[this.#nextLoss] ?? NO_TRANSFER);
  }

  /**
   * Moves the next transfer.
   * @throws SluiceError TRACE_BALANCE_TOO_LARGE when a reached account comes to hold more than 2^53 − 1 minor units (T1).
   */
  step(): void {
    const transfer = this.next;
    const lossTransfer = this.#input.losses.transfer;
    let mark = this.#reader.marks(transfer);
    for (; lossTransfer[this.#nextLoss] === transfer; this.#nextLoss++) mark |= MARK_LOSS;
    while (this.#queue.first() === transfer) this.#queue.drop();
    this.#visit(transfer, mark);
  }

  #visit(transfer: number, mark: number): void {
    const from = this.slots.of(this.#reader.payer(transfer));
    const to = this.slots.of(this.#reader.payee(transfer));
    this.#from = from === NO_SLOT ? PLAIN_PAYER : from;
    this.#to = to === NO_SLOT ? PLAIN_PAYEE : to;
    const fromListed = this.#isListed(this.#from);
    const toListed = this.#isListed(this.#to);
    if (!isStill(this.#reader, transfer, this.#input.time)) this.#move(transfer, mark);
    this.#follow(this.#from, transfer, fromListed);
    if (from === NO_SLOT || from !== to) this.#follow(this.#to, transfer, toListed);
  }

  #move(transfer: number, mark: number): void {
    const { lots, stops } = this.#input;
    const from = this.#from;
    const amount = this.#reader.amountMinor(transfer);
    if (mark === 0 && (!this.#isListed(from) || lots.takeOther(from, amount))) {
      if (this.#isListed(this.#to)) this.#moves.receiveOther(this.#reader.payee(transfer), this.#to, amount);
      return;
    }
    // An account that holds nothing traced pays other money, whether it has it or not: what it lacks is known already.
    if (!this.#isListed(from)) this.#balances.minor[from] = amount;
    this.#moves.takeFromPayer(transfer, mark, from);
    const payee = this.#reader.payee(transfer);
    if (!this.#isListed(this.#to) && stops.kindOf(payee) === 0) {
      if ((mark & MARK_AWAITED) !== 0 || this.#moves.carriesTraced()) this.#to = this.#wake(payee, transfer);
      else this.#balances.minor[this.#to] = 0;
    }
    this.#moves.bringToPayee(transfer, mark, this.#to);
  }

  /** Makes the account what it is before `transfer`, a receipt, and answers its slot. */
  #wake(account: number, transfer: number): number {
    const slot = this.#slotFor(account);
    const receipt = this.#firstAwaited(account, slot, transfer);
    this.#balances.minor[slot] = this.#heldBefore(account, receipt);
    this.#listedUntil[slot] = transfer;
    if (receipt === transfer) return slot;
    const { time } = this.#input;
    for (const leg of this.#reader.legsBetween(account, receipt, transfer)) {
      if (!isStill(this.#reader, leg >>> 1, time)) this.#moves.moveOneSide(leg >>> 1, (leg & 1) as 0 | 1, slot);
    }
    return slot;
  }

  /** The account's first receipt since it was last listed that a reversal behind `transfer` asks for, or `transfer`. */
  #firstAwaited(account: number, slot: number, transfer: number): number {
    const since = this.#listedUntil[slot]!;
    let first = transfer;
    for (const { original, reversal } of this.#reader.awaitedReceipts(account, transfer)) {
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
  #follow(slot: number, transfer: number, wasListed: boolean): void {
    if (!this.#isListed(slot)) {
      if (wasListed) this.#listedUntil[slot] = transfer;
      return;
    }
    const account = this.slots.account(slot);
    const next = wasListed ? this.#reader.advance(account, slot) : this.#reader.seek(account, slot, transfer);
    if (next !== NO_TRANSFER) this.#queue.push(next);
  }

  #isListed(slot: number): boolean {
    return Number.isNaN(this.#balances.minor[slot]!);
  }

  #slotFor(account: number): number {
    const known = this.slots.of(account);
    if (known !== NO_SLOT) return known;
    const slot = this.slots.add(account);
    if (slot === this.#listedUntil.length) this.#makeRoom(slot * 2);
    this.#listedUntil[slot] = -1;
    return slot;
  }

  #makeRoom(slots: number): void {
    this.#balances.minor = grownFloat64(this.#balances.minor, slots);
    this.#listedUntil = grownInt32(this.#listedUntil, slots);
    this.#input.lots.pool.reserve(slots);
  }
}
