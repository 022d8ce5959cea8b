import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import type { AccountLots } from "./account-lots.ts";
import type { BoundLosses } from "./bind-losses.ts";
import { colourPayment, freshTag } from "./colour-payment.ts";
import { Findings, tallyPayment } from "./findings.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { hopOfTag, NON_VICTIM, Payment, unseenOfTag } from "./payment.ts";
import { giveBack, repayDebt } from "./reach-account.ts";
import type { TraceOptions } from "./trace-input.ts";
import { MARK_AWAITED, MARK_LOSS, MARK_REVERSAL, MARK_STATED } from "./transfer-marks.ts";

const exitAnotherLoss = exitKindCode("another-loss");

/** What moving traced money needs. */
export interface MoveInput {
  readonly reader: LedgerReader;
  readonly losses: BoundLosses;
  readonly options: TraceOptions;
  /** `stopKinds`. */
  readonly stops: Uint8Array;
  readonly lots: AccountLots;
  /**
   * Per account: what it holds, negative for debt (T17); NaN where its lots are listed in `lots`. The walk's own: it
   * may leave out what no transfer that it hands over looks at.
   */
  readonly balance: Float64Array;
}

/**
 * Moves transfers that may carry traced money, in the ledger's order (T3, T4, T8, T10–T12, T16–T19): what every walk
 * over a ledger has in common, whichever transfers it looks at.
 * @throws SluiceError TRACE_BALANCE_TOO_LARGE when an account comes to hold more than 2^53 − 1 minor units (T1).
 */
export class TracedMoves {
  readonly findings: Findings;
  readonly #reader: LedgerReader;
  readonly #losses: BoundLosses;
  readonly #options: TraceOptions;
  readonly #lots: AccountLots;
  readonly #stops: Uint8Array;
  readonly #balance: Float64Array;
  readonly #takesNewest: boolean;
  #payment: Payment = new Payment();
  #coloured: Payment = new Payment();
  readonly #besides: Payment = new Payment();
  #nextLoss = 0;

  constructor(input: MoveInput) {
    this.findings = new Findings(input.losses.length);
    this.#reader = input.reader;
    this.#losses = input.losses;
    this.#options = input.options;
    this.#lots = input.lots;
    this.#stops = input.stops;
    this.#balance = input.balance;
    this.#takesNewest = input.options.doctrine === "lifo";
  }

  /** Moves a whole transfer; `mark` is its mark in this trace. */
  move(transfer: number, mark: number): void {
    this.takeFromPayer(transfer, mark);
    this.bringToPayee(transfer, mark);
  }

  /** Takes the payment from the payer, colours the losses' part of it and records what it carries. */
  takeFromPayer(transfer: number, mark: number): void {
    const from = this.#reader.payer(transfer);
    this.#take(transfer, from, mark);
    if ((mark & MARK_LOSS) !== 0) this.#colour(transfer, from);
    this.#recordFlows(transfer, from);
  }

  /** Whether the payment that was taken carries money of a loss. */
  carriesTraced(): boolean {
    return this.#payment.carriesTraced();
  }

  /** Brings the payment to the payee, and binds what is stated of both. */
  bringToPayee(transfer: number, mark: number): void {
    const to = this.#reader.payee(transfer);
    const code = this.#stops[to]!;
    if (code === 0) this.#receive(transfer, to, mark);
    else tallyPayment(this.findings.exits, this.#payment, { account: to, code, atMs: this.#reader.atMs(transfer) });
    if ((mark & MARK_STATED) === 0) return;
    this.#bind(transfer, 0);
    this.#bind(transfer, 1);
  }

  /**
   * Does to one account, which holds nothing traced, what a transfer that brings nothing traced does to it. A payment
   * that was taken and not yet brought stays as it is.
   */
  moveOneSide(transfer: number, side: 0 | 1): void {
    const mark = this.#reader.marks(transfer);
    const taken = this.#payment;
    this.#payment = this.#besides;
    if (side === 0) {
      this.#take(transfer, this.#reader.payer(transfer), mark);
    } else {
      this.#payment.clear();
      this.#payment.push(NON_VICTIM, 0, this.#reader.amountMinor(transfer));
      this.#receive(transfer, this.#reader.payee(transfer), mark);
    }
    if ((mark & MARK_STATED) !== 0) this.#bind(transfer, side);
    this.#payment = taken;
  }

  #take(transfer: number, from: number, mark: number): void {
    const amount = this.#reader.amountMinor(transfer);
    this.#payment.clear();
    if (this.#stops[from] !== 0) this.#payment.push(NON_VICTIM, 0, amount);
    else if ((mark & MARK_REVERSAL) !== 0) this.#payBack(transfer, from, amount);
    else this.#pay(transfer, from, amount);
  }

  #pay(transfer: number, from: number, amount: number): void {
    const held = this.#held(from);
    const available = Math.min(held, amount);
    const shortfall = amount - available;
    this.findings.unexplained.push(transfer, from, shortfall);
    // T4: the shortfall is the newest lot.
    if (this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
    this.#takeHeld(transfer, from, available);
    if (!this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
  }

  /** T8: a reversal takes first what its original brought; what it cannot find at all is debt. */
  #payBack(transfer: number, from: number, amount: number): void {
    const available = Math.min(this.#held(from), amount);
    const back = { original: this.#reader.original(transfer), limitMinor: available };
    const taken = this.#isListed(from) ? this.#lots.takeBrought(from, back, this.#payment) : 0;
    this.#takeHeld(transfer, from, available - taken);
    this.#payment.push(NON_VICTIM, 0, amount - available);
    // The account holds nothing any more, so it is a plain balance by now.
    if (amount > available) this.#balance[from]! -= amount - available;
    if (this.#balance[from]! < -Number.MAX_SAFE_INTEGER) this.#refuse(from);
  }

  /** Takes what the account holds for certain, by the doctrine. */
  #takeHeld(transfer: number, account: number, amount: number): void {
    if (!this.#isListed(account)) {
      this.#payment.push(NON_VICTIM, 0, amount);
      this.#balance[account]! -= amount;
      return;
    }
    this.#lots.take(account, amount, this.#payment);
    this.#settle(account, transfer);
  }

  #colour(transfer: number, from: number): void {
    const losses = this.#losses;
    const coloured = this.#coloured;
    coloured.clear();
    let colouredMinor = 0;
    while (losses.transfer[this.#nextLoss]! < transfer) this.#nextLoss += 1;
    for (; losses.transfer[this.#nextLoss] === transfer; this.#nextLoss++) {
      coloured.push(losses.loss[this.#nextLoss]!, freshTag, losses.amountMinor[this.#nextLoss]!);
      colouredMinor += losses.amountMinor[this.#nextLoss]!;
    }
    const onDisplaced = (loss: number, amountMinor: number): void =>
      this.findings.exits.add({ account: from, code: exitAnotherLoss, loss }, amountMinor, this.#reader.atMs(transfer));
    colourPayment(this.#payment, coloured, { colouredMinor, onDisplaced });
    this.#coloured = this.#payment;
    this.#payment = coloured;
  }

  #recordFlows(transfer: number, from: number): void {
    const payment = this.#payment;
    let leftUnseen = false;
    for (let piece = 0; piece < payment.length; piece++) {
      const loss = payment.loss[piece]!;
      if (loss === NON_VICTIM) continue;
      const tag = payment.tag[piece]!;
      const amountMinor = payment.amountMinor[piece]!;
      this.findings.flows.push(transfer, { loss, hop: hopOfTag(tag) + 1, amountMinor });
      if (unseenOfTag(tag) === 1) leftUnseen = true;
    }
    if (leftUnseen && this.#isUnseen(from, transfer)) this.findings.partlySeen.push(transfer);
  }

  #receive(transfer: number, to: number, mark: number): void {
    const amount = this.#reader.amountMinor(transfer);
    const payment = this.#payment;
    const before = this.#isListed(to) ? this.#lots.pool.heldMinor(to) : this.#balance[to]!;
    const debt = Math.max(0, -before);
    const place = { account: to, atMs: this.#reader.atMs(transfer), findings: this.findings };
    giveBack(payment, this.#losses, place);
    if (debt > 0) repayDebt(payment, debt, place);
    const awaited = (mark & MARK_AWAITED) !== 0;
    if (!awaited && !payment.carriesTraced()) {
      this.receiveOther(to, amount);
      return;
    }
    if (before + amount > Number.MAX_SAFE_INTEGER) this.#refuse(to);
    // A payment that the debt swallowed whole brings no lot.
    if (debt > 0 && debt >= amount) {
      this.#balance[to] = before + amount;
      return;
    }
    if (!this.#isListed(to)) {
      this.#balance[to] = Number.NaN;
      this.#lots.open(to, Math.max(0, before));
    }
    const unseen = this.#isUnseen(to, transfer) ? 1 : 0;
    this.#lots.add({ account: to, transfer, unseen, awaited }, payment);
    this.#settle(to, transfer);
  }

  /** A receipt, or money that a stated balance shows, without a piece of any loss. */
  receiveOther(to: number, amount: number): void {
    if (this.#isListed(to)) this.#lots.addOther(to, amount);
    else this.#balance[to]! += amount;
    const after = this.#isListed(to) ? this.#lots.pool.heldMinor(to) : this.#balance[to]!;
    if (after > Number.MAX_SAFE_INTEGER) this.#refuse(to);
  }

  #bind(transfer: number, side: 0 | 1): void {
    const account = side === 0 ? this.#reader.payer(transfer) : this.#reader.payee(transfer);
    const statedMinor = this.#reader.statedMinor(transfer, side);
    if (!Number.isNaN(statedMinor) && this.#stops[account] === 0) this.#bindBalance(transfer, account, statedMinor);
  }

  /** T17: a stated balance binds: lots above it are lost sight of, missing money enters. */
  #bindBalance(transfer: number, account: number, statedMinor: number): void {
    if (!this.#isListed(account)) {
      this.findings.unexplained.push(transfer, account, Math.max(0, statedMinor - this.#balance[account]!));
      this.#balance[account] = statedMinor;
      return;
    }
    const held = this.#lots.pool.heldMinor(account);
    if (statedMinor >= held) {
      this.findings.unexplained.push(transfer, account, statedMinor - held);
      this.#lots.addOther(account, statedMinor - held);
      return;
    }
    this.#payment.clear();
    this.#takeHeld(transfer, account, held - Math.max(0, statedMinor));
    tallyPayment(this.findings.lostSight, this.#payment, { account, code: 0, atMs: this.#reader.atMs(transfer) });
    if (statedMinor < 0) this.#balance[account] = statedMinor;
  }

  /** Writes off dust (T12), and makes the account a plain balance again when its list holds nothing of interest. */
  #settle(account: number, transfer: number): void {
    const { dustMinor } = this.#options;
    const pool = this.#lots.pool;
    if (dustMinor !== null) {
      this.#lots.writeOff(account, dustMinor, (_, loss, amountMinor) =>
        this.findings.writtenOff.add({ account, code: 0, loss }, amountMinor, this.#reader.atMs(transfer)),
      );
    }
    if (pool.liveLots(account) !== 0) return;
    this.#balance[account] = pool.heldMinor(account);
    pool.clear(account);
  }

  #isListed(account: number): boolean {
    return Number.isNaN(this.#balance[account]!);
  }

  #held(account: number): number {
    return this.#isListed(account) ? this.#lots.pool.heldMinor(account) : Math.max(0, this.#balance[account]!);
  }

  #isUnseen(account: number, transfer: number): boolean {
    return this.#options.coverage === "as-recorded" && !this.#reader.isCovered(account, this.#reader.atMs(transfer));
  }

  #refuse(account: number): never {
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: this.#reader.key(account) ?? account });
  }
}
