import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import type { AccountLots } from "./account-lots.ts";
import type { BoundLosses } from "./bind-losses.ts";
import { colourPayment, freshTag } from "./colour-payment.ts";
import { Findings, tallyPayment } from "./findings.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { hopOfTag, NON_VICTIM, Payment, unseenOfTag } from "./payment.ts";
import { giveBack, repayDebt } from "./reach-account.ts";
import type { Stops } from "./stops.ts";
import type { TraceOptions } from "./trace-input.ts";
import { MARK_AWAITED, MARK_LOSS, MARK_REVERSAL, MARK_STATED } from "./transfer-marks.ts";

const exitAnotherLoss = exitKindCode("another-loss");

/** What moving traced money needs. */
export interface MoveInput {
  readonly reader: LedgerReader;
  readonly losses: BoundLosses;
  readonly options: TraceOptions;
  readonly stops: Stops;
  /** By slot. */
  readonly lots: AccountLots;
  /** The walk's own: it may leave out what no transfer that it hands over looks at. */
  readonly balances: Balances;
}

/** By slot: what the account holds, negative for debt (T17); NaN where its lots are listed. A walk may let it grow. */
export interface Balances {
  minor: Float64Array;
}

/** An account on one side of a transfer, and its slot in what the walk keeps of accounts. */
interface Holder {
  account: number;
  slot: number;
}

/**
 * Moves transfers that may carry traced money, in the ledger's order (T3, T4, T8, T10–T12, T16–T19): what every walk
 * over a ledger has in common, whichever transfers it looks at. A walk numbers the accounts that it keeps by *slots* as it
 * likes: all of them by their index in the ledger, or those alone that it reaches.
 * @throws SluiceError TRACE_BALANCE_TOO_LARGE when an account comes to hold more than 2^53 − 1 minor units (T1).
 */
export class TracedMoves {
  readonly findings: Findings;
  readonly #reader: LedgerReader;
  readonly #losses: BoundLosses;
  readonly #options: TraceOptions;
  readonly #lots: AccountLots;
  readonly #stops: Stops;
  readonly #balances: Balances;
  readonly #takesNewest: boolean;
  readonly #from: Holder = { account: 0, slot: 0 };
  readonly #to: Holder = { account: 0, slot: 0 };
  readonly #alone: Holder = { account: 0, slot: 0 };
  #payment: Payment = new Payment();
  #coloured: Payment = new Payment();
  readonly #besides: Payment = new Payment();
  #nextLoss = 0;

  /** @param findings what was found up to where the moves begin */
  constructor(input: MoveInput, findings: Findings = Findings.none(input.losses.length)) {
    this.findings = findings;
    this.#reader = input.reader;
    this.#losses = input.losses;
    this.#options = input.options;
    this.#lots = input.lots;
    this.#stops = input.stops;
    this.#balances = input.balances;
    this.#takesNewest = input.options.doctrine === "lifo";
  }

  /** Moves a whole transfer in a walk whose slots are the accounts; `mark` is its mark in this trace. */
  move(transfer: number, mark: number): void {
    this.takeFromPayer(transfer, mark, this.#reader.payer(transfer));
    this.bringToPayee(transfer, mark, this.#reader.payee(transfer));
  }

  /** Takes the payment from the payer, colours the losses' part of it and records what it carries. */
  takeFromPayer(transfer: number, mark: number, slot: number): void {
    const from = this.#from;
    from.account = this.#reader.payer(transfer);
    from.slot = slot;
    this.#take(transfer, from, mark);
    if ((mark & MARK_LOSS) !== 0) this.#colour(transfer, from.account);
    this.#recordFlows(transfer, from.account);
  }

  /** Whether the payment that was taken carries money of a loss. */
  carriesTraced(): boolean {
    return this.#payment.carriesTraced();
  }

  /** Brings the payment to the payee, and binds what is stated of both. */
  bringToPayee(transfer: number, mark: number, slot: number): void {
    const to = this.#to;
    const account = this.#reader.payee(transfer);
    to.account = account;
    to.slot = slot;
    const code = this.#stops.kindOf(account);
    if (code === 0) this.#receive(transfer, to, mark);
    else tallyPayment(this.findings.exits, this.#payment, { account, code, atMs: this.#reader.atMs(transfer) });
    if ((mark & MARK_STATED) === 0) return;
    this.#bind(transfer, 0, this.#from);
    this.#bind(transfer, 1, to);
  }

  /**
   * Does to one account, which holds nothing traced, what a transfer that brings nothing traced does to it. A payment
   * that was taken and not yet brought stays as it is.
   */
  moveOneSide(transfer: number, side: 0 | 1, slot: number): void {
    const mark = this.#reader.marks(transfer);
    const holder = this.#alone;
    holder.account = side === 0 ? this.#reader.payer(transfer) : this.#reader.payee(transfer);
    holder.slot = slot;
    const taken = this.#payment;
    this.#payment = this.#besides;
    if (side === 0) {
      this.#take(transfer, holder, mark);
    } else {
      this.#payment.clear();
      this.#payment.push(NON_VICTIM, 0, this.#reader.amountMinor(transfer));
      this.#receive(transfer, holder, mark);
    }
    if ((mark & MARK_STATED) !== 0) this.#bind(transfer, side, holder);
    this.#payment = taken;
  }

  #take(transfer: number, from: Holder, mark: number): void {
    const amount = this.#reader.amountMinor(transfer);
    this.#payment.clear();
    if (this.#stops.kindOf(from.account) !== 0) this.#payment.push(NON_VICTIM, 0, amount);
    else if ((mark & MARK_REVERSAL) !== 0) this.#payBack(transfer, from, amount);
    else this.#pay(transfer, from, amount);
  }

  #pay(transfer: number, from: Holder, amount: number): void {
    const held = this.#held(from.slot);
    const available = Math.min(held, amount);
    const shortfall = amount - available;
    this.findings.unexplained.push(transfer, from.account, shortfall);
    // T4: the shortfall is the newest lot.
    if (this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
    this.#takeHeld(transfer, from, available);
    if (!this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
  }

  /** T8: a reversal takes first what its original brought; what it cannot find at all is debt. */
  #payBack(transfer: number, from: Holder, amount: number): void {
    const { slot } = from;
    const balance = this.#balances.minor;
    const available = Math.min(this.#held(slot), amount);
    const back = { original: this.#reader.original(transfer), limitMinor: available };
    const taken = this.#isListed(slot) ? this.#lots.takeBrought(slot, back, this.#payment) : 0;
    this.#takeHeld(transfer, from, available - taken);
    this.#payment.push(NON_VICTIM, 0, amount - available);
    // The account holds nothing any more, so it is a plain balance by now.
    if (amount > available) balance[slot]! -= amount - available;
    if (balance[slot]! < -Number.MAX_SAFE_INTEGER) this.#refuse(from.account);
  }

  /** Takes what the account holds for certain, by the doctrine. */
  #takeHeld(transfer: number, holder: Holder, amount: number): void {
    const { slot } = holder;
    if (!this.#isListed(slot)) {
      this.#payment.push(NON_VICTIM, 0, amount);
      this.#balances.minor[slot]! -= amount;
      return;
    }
    this.#lots.take(slot, amount, this.#payment);
    this.#settle(holder, transfer);
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

  #receive(transfer: number, to: Holder, mark: number): void {
    const { account, slot } = to;
    const amount = this.#reader.amountMinor(transfer);
    const payment = this.#payment;
    const before = this.#isListed(slot) ? this.#lots.pool.heldMinor(slot) : this.#balances.minor[slot]!;
    const debt = Math.max(0, -before);
    const place = { account, atMs: this.#reader.atMs(transfer), findings: this.findings };
    giveBack(payment, this.#losses, place);
    if (debt > 0) repayDebt(payment, debt, place);
    const awaited = (mark & MARK_AWAITED) !== 0;
    if (!awaited && !payment.carriesTraced()) {
      this.receiveOther(account, slot, amount);
      return;
    }
    if (before + amount > Number.MAX_SAFE_INTEGER) this.#refuse(account);
    // A payment that the debt swallowed whole brings no lot.
    if (debt > 0 && debt >= amount) {
      this.#balances.minor[slot] = before + amount;
      return;
    }
    if (!this.#isListed(slot)) {
      this.#balances.minor[slot] = Number.NaN;
      this.#lots.open(slot, Math.max(0, before));
    }
    const unseen = this.#isUnseen(account, transfer) ? 1 : 0;
    this.#lots.add({ account: slot, transfer, unseen, awaited }, payment);
    this.#settle(to, transfer);
  }

  /** A receipt, or money that a stated balance shows, without a piece of any loss. */
  receiveOther(account: number, slot: number, amount: number): void {
    if (this.#isListed(slot)) this.#lots.addOther(slot, amount);
    else this.#balances.minor[slot]! += amount;
    const after = this.#isListed(slot) ? this.#lots.pool.heldMinor(slot) : this.#balances.minor[slot]!;
    if (after > Number.MAX_SAFE_INTEGER) this.#refuse(account);
  }

  #bind(transfer: number, side: 0 | 1, holder: Holder): void {
    const statedMinor = this.#reader.statedMinor(transfer, side);
    if (Number.isNaN(statedMinor) || this.#stops.kindOf(holder.account) !== 0) return;
    this.#bindBalance(transfer, holder, statedMinor);
  }

  /** T17: a stated balance binds: lots above it are lost sight of, missing money enters. */
  #bindBalance(transfer: number, holder: Holder, statedMinor: number): void {
    const { account, slot } = holder;
    const balance = this.#balances.minor;
    if (!this.#isListed(slot)) {
      this.findings.unexplained.push(transfer, account, Math.max(0, statedMinor - balance[slot]!));
      balance[slot] = statedMinor;
      return;
    }
    const held = this.#lots.pool.heldMinor(slot);
    if (statedMinor >= held) {
      this.findings.unexplained.push(transfer, account, statedMinor - held);
      this.#lots.addOther(slot, statedMinor - held);
      return;
    }
    this.#payment.clear();
    this.#takeHeld(transfer, holder, held - Math.max(0, statedMinor));
    tallyPayment(this.findings.lostSight, this.#payment, { account, code: 0, atMs: this.#reader.atMs(transfer) });
    if (statedMinor < 0) balance[slot] = statedMinor;
  }

  /** Writes off dust (T12), and makes the account a plain balance again when its list holds nothing of interest. */
  #settle({ account, slot }: Holder, transfer: number): void {
    const { dustMinor } = this.#options;
    const pool = this.#lots.pool;
    if (dustMinor !== null) {
      this.#lots.writeOff(slot, dustMinor, (loss, amountMinor) =>
        this.findings.writtenOff.add({ account, code: 0, loss }, amountMinor, this.#reader.atMs(transfer)),
      );
    }
    if (pool.liveLots(slot) !== 0) return;
    this.#balances.minor[slot] = pool.heldMinor(slot);
    pool.close(slot);
  }

  #isListed(slot: number): boolean {
    return Number.isNaN(this.#balances.minor[slot]!);
  }

  #held(slot: number): number {
    return this.#isListed(slot) ? this.#lots.pool.heldMinor(slot) : Math.max(0, this.#balances.minor[slot]!);
  }

  #isUnseen(account: number, transfer: number): boolean {
    return this.#options.coverage === "as-recorded" && !this.#reader.isCovered(account, this.#reader.atMs(transfer));
  }

  #refuse(account: number): never {
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: this.#reader.key(account) ?? account });
  }
}
