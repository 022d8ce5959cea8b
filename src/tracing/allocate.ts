import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import type { AccountLots } from "./account-lots.ts";
import type { BoundLosses } from "./bind-losses.ts";
import { isCovered } from "./coverage.ts";
import { FlowBuffer } from "./flow-buffer.ts";
import { hopOfTag, lotTag, NON_VICTIM, Payment, unseenOfTag } from "./payment.ts";
import { Tally } from "./tally.ts";
import type { TraceOptions } from "./trace-input.ts";
import { MARK_AWAITED, MARK_LATER, MARK_LOSS, MARK_REVERSAL, MARK_STATED, transferMarks } from "./transfer-marks.ts";
import { UnexplainedBuffer } from "./unexplained-buffer.ts";

/** Bits of an account's state. Without one the account is a plain balance. */
const LISTED = 1;
const STOP = 2;

const exitDebt = exitKindCode("debt");
const exitAnotherLoss = exitKindCode("another-loss");

/** What the walk over the ledger needs. */
export interface AllocationInput {
  readonly ledger: LedgerColumns;
  readonly losses: BoundLosses;
  readonly options: TraceOptions;
  /** `stopKinds`. */
  readonly stops: Uint8Array;
  readonly lots: AccountLots;
}

/**
 * One walk over the ledger in its order that moves every traced 分 (T3, T4, T8, T10–T12, T16–T19). An account without
 * traced money is only a balance; one that holds some has its lots listed in `lots` as well, whose sum is the balance.
 * A balance below 0 is debt (T17). Stops have neither: they stand outside the ledger.
 */
export class Allocation {
  readonly flows: FlowBuffer = new FlowBuffer();
  readonly unexplained: UnexplainedBuffer = new UnexplainedBuffer();
  readonly exits: Tally;
  readonly lostSight: Tally;
  readonly returned: Tally;
  readonly writtenOff: Tally;
  /** Ascending; see `AllocatedTrace.partlySeen`. */
  readonly partlySeen: number[] = [];
  readonly #input: AllocationInput;
  readonly #marks: Uint8Array;
  readonly #state: Uint8Array;
  readonly #balance: Float64Array;
  #payment: Payment = new Payment();
  #coloured: Payment = new Payment();
  #nextLoss = 0;
  #nextReversal = 0;
  #nextStated = 0;

  constructor(input: AllocationInput) {
    const { ledger, losses, options, stops } = input;
    this.#input = input;
    this.exits = new Tally(losses.length);
    this.lostSight = new Tally(losses.length);
    this.returned = new Tally(losses.length);
    this.writtenOff = new Tally(losses.length);
    this.#marks = transferMarks(ledger.transfers, losses, options.asOfMs);
    this.#state = stops.map((kind) => (kind === 0 ? 0 : STOP));
    // T5: an unknown opening is zero.
    this.#balance = ledger.accounts.openingMinor.map((opening) => (Number.isNaN(opening) ? 0 : opening));
  }

  run(): void {
    const { length, payer, payee, amountMinor, flags } = this.#input.ledger.transfers;
    const lots = this.#input.lots;
    const marks = this.#marks;
    const state = this.#state;
    const balance = this.#balance;
    for (let transfer = 0; transfer < length; transfer++) {
      const from = payer[transfer]!;
      const to = payee[transfer]!;
      if ((flags[transfer]! & TRANSFER_FAILED) !== 0 || from === to) continue;
      if (marks[transfer] !== 0 || (state[from]! & LISTED) !== 0) {
        this.#moveTraced(transfer);
        continue;
      }
      const amount = amountMinor[transfer]!;
      if (state[from] === 0) this.#payPlain(transfer, from, amount);
      const toState = state[to]!;
      if (toState === STOP) continue;
      if (toState === LISTED) lots.addOther(to, amount);
      const after = balance[to]! + amount;
      if (after > Number.MAX_SAFE_INTEGER) this.#refuse(to);
      balance[to] = after;
    }
  }

  /** The whole balance of an account at the end, minor units; negative for debt. */
  balanceOf(account: number): number {
    return this.#balance[account]!;
  }

  #payPlain(transfer: number, from: number, amount: number): void {
    const held = this.#balance[from]!;
    if (held >= amount) {
      this.#balance[from] = held - amount;
      return;
    }
    // T4: what is missing enters and leaves at once; a debt stays what it was.
    this.unexplained.push(transfer, from, held > 0 ? amount - held : amount);
    if (held > 0) this.#balance[from] = 0;
  }

  #moveTraced(transfer: number): void {
    const mark = this.#marks[transfer]!;
    if ((mark & MARK_LATER) !== 0) return;
    const { payer, payee, amountMinor } = this.#input.ledger.transfers;
    const from = payer[transfer]!;
    this.#payment.clear();
    if ((this.#state[from]! & STOP) !== 0) this.#payment.push(NON_VICTIM, 0, amountMinor[transfer]!);
    else this.#pay(transfer, from, mark);
    if ((mark & MARK_LOSS) !== 0) this.#colour(transfer, from);
    this.#recordFlows(transfer, from);
    const to = payee[transfer]!;
    if ((this.#state[to]! & STOP) !== 0) this.#exitAtStop(transfer, to);
    else this.#receive(transfer, to, mark);
    if ((mark & MARK_STATED) !== 0) this.#bindBalances(transfer);
  }

  #pay(transfer: number, from: number, mark: number): void {
    const lots = this.#input.lots;
    const amount = this.#input.ledger.transfers.amountMinor[transfer]!;
    const before = this.#balance[from]!;
    const held = Math.max(0, before);
    const available = Math.min(held, amount);
    const shortfall = amount - available;
    const listed = (this.#state[from]! & LISTED) !== 0;
    const reversal = (mark & MARK_REVERSAL) !== 0;
    // T4: the shortfall is the newest lot, so it is taken first under lifo.
    if (!reversal && this.#input.options.doctrine === "lifo") this.#payment.push(NON_VICTIM, 0, shortfall);
    let taken = 0;
    if (reversal) {
      const limits = { limitMinor: available, heldMinor: held };
      taken = lots.takeBrought(from, this.#originalOf(transfer), limits, this.#payment);
    }
    if (listed) lots.take(from, available - taken, held - taken, this.#payment);
    else this.#payment.push(NON_VICTIM, 0, available - taken);
    if (reversal || this.#input.options.doctrine !== "lifo") this.#payment.push(NON_VICTIM, 0, shortfall);
    // T8: what a reversal cannot find is debt; any other shortfall is unexplained.
    this.#balance[from] = reversal ? before - amount : before - available;
    if (!reversal && shortfall > 0) this.unexplained.push(transfer, from, shortfall);
    if (listed) this.#settle(from, transfer);
  }

  /** T16: the losses take the place of non-victim pieces, then of other losses' in the order taken. */
  #colour(transfer: number, from: number): void {
    const { losses, ledger } = this.#input;
    const payment = this.#payment;
    const coloured = this.#coloured;
    coloured.clear();
    let left = 0;
    while (losses.transfer[this.#nextLoss]! < transfer) this.#nextLoss += 1;
    for (; losses.transfer[this.#nextLoss] === transfer; this.#nextLoss++) {
      const amount = losses.amountMinor[this.#nextLoss]!;
      coloured.push(losses.loss[this.#nextLoss]!, lotTag(0, 0), amount);
      left += amount;
    }
    for (let piece = 0; piece < payment.length; piece++) {
      if (payment.loss[piece] !== NON_VICTIM) continue;
      const displaced = Math.min(left, payment.amountMinor[piece]!);
      payment.amountMinor[piece]! -= displaced;
      left -= displaced;
    }
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss !== NON_VICTIM && left > 0) {
        const displaced = Math.min(left, payment.amountMinor[piece]!);
        payment.amountMinor[piece]! -= displaced;
        left -= displaced;
        const key = { account: from, code: exitAnotherLoss, loss };
        this.exits.add(key, displaced, ledger.transfers.atMs[transfer]!);
      }
      coloured.push(loss, payment.tag[piece]!, payment.amountMinor[piece]!);
    }
    this.#payment = coloured;
    this.#coloured = payment;
  }

  #recordFlows(transfer: number, from: number): void {
    const payment = this.#payment;
    let leftUnseen = false;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss === NON_VICTIM) continue;
      const tag = payment.tag[piece]!;
      this.flows.push(transfer, loss, hopOfTag(tag) + 1, payment.amountMinor[piece]!);
      if (unseenOfTag(tag) === 1) leftUnseen = true;
    }
    if (leftUnseen && this.#isUnseen(from, transfer)) this.partlySeen.push(transfer);
  }

  #exitAtStop(transfer: number, stop: number): void {
    const payment = this.#payment;
    const code = this.#input.stops[stop]!;
    const atMs = this.#input.ledger.transfers.atMs[transfer]!;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss !== NON_VICTIM) this.exits.add({ account: stop, code, loss }, payment.amountMinor[piece]!, atMs);
    }
  }

  #receive(transfer: number, to: number, mark: number): void {
    const payment = this.#payment;
    const before = this.#balance[to]!;
    const after = before + this.#input.ledger.transfers.amountMinor[transfer]!;
    if (after > Number.MAX_SAFE_INTEGER) this.#refuse(to);
    this.#balance[to] = after;
    this.#giveBack(transfer, to);
    if (before < 0) this.#repayDebt(transfer, to, -before);
    const awaited = (mark & MARK_AWAITED) !== 0;
    const listed = (this.#state[to]! & LISTED) !== 0;
    if (!awaited && !payment.carriesTraced()) {
      if (listed) for (let piece = 0; piece < payment.length; piece++) this.#addOther(to, piece);
      return;
    }
    if (!listed) {
      this.#state[to] = LISTED;
      this.#input.lots.open(to, Math.max(0, before));
    }
    const unseen = this.#isUnseen(to, transfer) ? 1 : 0;
    this.#input.lots.add({ account: to, transfer, unseen, awaited }, payment);
    this.#settle(to, transfer);
  }

  #addOther(to: number, piece: number): void {
    this.#input.lots.addOther(to, this.#payment.amountMinor[piece]!);
  }

  /** T18: pieces that reach an account of their own victim are that person's own from then on. */
  #giveBack(transfer: number, to: number): void {
    const payment = this.#payment;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss === NON_VICTIM || !this.#input.losses.ownAccounts[loss]!.includes(to)) continue;
      const atMs = this.#input.ledger.transfers.atMs[transfer]!;
      this.returned.add({ account: to, code: 0, loss }, payment.amountMinor[piece]!, atMs);
      payment.loss[piece] = NON_VICTIM;
    }
  }

  /** T17: receipts repay a debt first, in the order of their pieces. */
  #repayDebt(transfer: number, to: number, debtMinor: number): void {
    const payment = this.#payment;
    let left = debtMinor;
    for (let piece = 0; piece < payment.length && left > 0; piece++) {
      const repaid = Math.min(left, payment.amountMinor[piece]!);
      const loss = payment.loss[piece]!;
      left -= repaid;
      payment.amountMinor[piece]! -= repaid;
      const atMs = this.#input.ledger.transfers.atMs[transfer]!;
      if (loss !== NON_VICTIM) this.exits.add({ account: to, code: exitDebt, loss }, repaid, atMs);
    }
    payment.dropEmpty();
  }

  /** T17: a stated balance binds: lots above it are lost sight of, missing money enters. */
  #bindBalances(transfer: number): void {
    const { payer, payee, statedBalances } = this.#input.ledger.transfers;
    while (statedBalances.transfer[this.#nextStated]! < transfer) this.#nextStated += 1;
    for (; statedBalances.transfer[this.#nextStated] === transfer; this.#nextStated++) {
      const account = statedBalances.side[this.#nextStated] === 0 ? payer[transfer]! : payee[transfer]!;
      if ((this.#state[account]! & STOP) !== 0) continue;
      this.#bindBalance(transfer, account, statedBalances.balanceMinor[this.#nextStated]!);
    }
  }

  #bindBalance(transfer: number, account: number, statedMinor: number): void {
    const before = this.#balance[account]!;
    const held = Math.max(0, before);
    const stays = Math.max(0, statedMinor);
    const listed = (this.#state[account]! & LISTED) !== 0;
    this.#balance[account] = statedMinor;
    if (statedMinor > before) {
      this.unexplained.push(transfer, account, statedMinor - before);
      if (listed) this.#input.lots.addOther(account, stays - held);
    } else if (listed && held > stays) {
      this.#payment.clear();
      this.#input.lots.take(account, held - stays, held, this.#payment);
      this.#loseSight(transfer, account);
      this.#settle(account, transfer);
    }
  }

  #loseSight(transfer: number, account: number): void {
    const payment = this.#payment;
    const atMs = this.#input.ledger.transfers.atMs[transfer]!;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss !== NON_VICTIM) this.lostSight.add({ account, code: 0, loss }, payment.amountMinor[piece]!, atMs);
    }
  }

  /** Writes off dust (T12), and takes the account off the lists when nothing in its list is of interest any more. */
  #settle(account: number, transfer: number): void {
    const { lots, options, ledger } = this.#input;
    if (options.dustMinor !== null) {
      const atMs = ledger.transfers.atMs[transfer]!;
      lots.writeOff(account, options.dustMinor, (_, loss, amountMinor) =>
        this.writtenOff.add({ account, code: 0, loss }, amountMinor, atMs),
      );
    }
    if (lots.pool.live[account] !== 0) return;
    lots.pool.clear(account);
    this.#state[account] = 0;
  }

  #originalOf(transfer: number): number {
    const { reversals } = this.#input.ledger.transfers;
    while (reversals.transfer[this.#nextReversal]! < transfer) this.#nextReversal += 1;
    return reversals.original[this.#nextReversal]!;
  }

  #isUnseen(account: number, transfer: number): boolean {
    const { accounts, transfers } = this.#input.ledger;
    return this.#input.options.coverage === "as-recorded" && !isCovered(accounts, account, transfers.atMs[transfer]!);
  }

  #refuse(account: number): never {
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: this.#input.ledger.accounts.keys[account] ?? account });
  }
}
