import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import type { AccountLots } from "./account-lots.ts";
import type { BoundLosses } from "./bind-losses.ts";
import { colourPayment, freshTag } from "./colour-payment.ts";
import { isCovered } from "./coverage.ts";
import { Findings, tallyPayment } from "./findings.ts";
import { hopOfTag, NON_VICTIM, Payment, unseenOfTag } from "./payment.ts";
import { giveBack, repayDebt } from "./reach-account.ts";
import type { TraceOptions } from "./trace-input.ts";
import { MARK_AWAITED, MARK_LOSS, MARK_REVERSAL, MARK_STATED, MARK_STILL, transferMarks } from "./transfer-marks.ts";

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
 * Walks once over the ledger in its order and moves every traced 分 (T3, T4, T8, T10–T12, T16–T19).
 * @throws SluiceError TRACE_BALANCE_TOO_LARGE when an account comes to hold more than 2^53 − 1 minor units (T1).
 */
export function allocate(input: AllocationInput): Findings {
  const walk = new Walk(input);
  walk.run();
  return walk.findings;
}

/**
 * An account without traced money is only a balance, negative for debt (T17). One that holds some has its lots listed
 * in `lots` and NaN for a balance, and a stop, which stands outside the ledger, has NaN and no lots: so one look at two
 * balances tells a plain payment from the others, and a plain payment costs hardly more than the balances it moves.
 */
class Walk {
  readonly findings: Findings;
  readonly #input: AllocationInput;
  readonly #transfers: TransferColumns;
  readonly #lots: AccountLots;
  readonly #stops: Uint8Array;
  readonly #marks: Uint8Array;
  readonly #balance: Float64Array;
  readonly #takesNewest: boolean;
  #payment: Payment = new Payment();
  #coloured: Payment = new Payment();
  #nextLoss = 0;
  #nextReversal = 0;
  #nextStated = 0;

  constructor(input: AllocationInput) {
    const { ledger, losses, options, stops, lots } = input;
    this.findings = new Findings(losses.length);
    this.#input = input;
    this.#transfers = ledger.transfers;
    this.#lots = lots;
    this.#stops = stops;
    this.#takesNewest = options.doctrine === "lifo";
    this.#marks = transferMarks(ledger.transfers, losses, options.asOfMs);
    // T5: an unknown opening is zero.
    this.#balance = ledger.accounts.openingMinor.map((opening, account) => {
      if (stops[account] !== 0) return Number.NaN;
      // T1: a stated balance less the effect of its row may lie beyond what either may be.
      if (Math.abs(opening) > Number.MAX_SAFE_INTEGER) this.#refuse(account);
      return opening || 0;
    });
  }

  run(): void {
    const { length, payer, payee, amountMinor } = this.#transfers;
    const lots = this.#lots;
    const stops = this.#stops;
    const marks = this.#marks;
    const balance = this.#balance;
    for (let transfer = 0; transfer < length; transfer++) {
      const from = payer[transfer]!;
      const to = payee[transfer]!;
      const mark = marks[transfer]!;
      if (from === to) continue;
      if (mark !== 0) {
        if ((mark & MARK_STILL) === 0) this.#moveTraced(transfer);
        continue;
      }
      const amount = amountMinor[transfer]!;
      const held = balance[from]!;
      if (held >= amount) {
        balance[from] = held - amount;
      } else if (held < amount) {
        // T4: what is missing enters and leaves at once; a debt stays what it was.
        this.findings.unexplained.push(transfer, from, held > 0 ? amount - held : amount);
        if (held > 0) balance[from] = 0;
      } else if (stops[from] === 0 && !lots.takeOther(from, amount)) {
        this.#moveTraced(transfer);
        continue;
      }
      const after = balance[to]! + amount;
      if (after <= Number.MAX_SAFE_INTEGER) balance[to] = after;
      else if (stops[to] === 0) this.#receiveOther(to, amount);
    }
  }

  #moveTraced(transfer: number): void {
    const mark = this.#marks[transfer]!;
    const from = this.#transfers.payer[transfer]!;
    const to = this.#transfers.payee[transfer]!;
    const amount = this.#transfers.amountMinor[transfer]!;
    this.#payment.clear();
    if (this.#stops[from] !== 0) this.#payment.push(NON_VICTIM, 0, amount);
    else if ((mark & MARK_REVERSAL) !== 0) this.#payBack(transfer, from, amount);
    else this.#pay(transfer, from, amount);
    if ((mark & MARK_LOSS) !== 0) this.#colour(transfer, from);
    this.#recordFlows(transfer, from);
    const code = this.#stops[to]!;
    if (code === 0) this.#receive(transfer, to, amount);
    else tallyPayment(this.findings.exits, this.#payment, { account: to, code, atMs: this.#atMs(transfer) });
    if ((mark & MARK_STATED) !== 0) this.#bindBalances(transfer);
  }

  #pay(transfer: number, from: number, amount: number): void {
    const held = this.#held(from);
    const available = Math.min(held, amount);
    const shortfall = amount - available;
    this.findings.unexplained.push(transfer, from, shortfall);
    // T4: the shortfall is the newest lot.
    if (this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
    this.#take(transfer, from, available);
    if (!this.#takesNewest) this.#payment.push(NON_VICTIM, 0, shortfall);
  }

  /** T8: a reversal takes first what its original brought; what it cannot find at all is debt. */
  #payBack(transfer: number, from: number, amount: number): void {
    const available = Math.min(this.#held(from), amount);
    const back = { original: this.#originalOf(transfer), limitMinor: available };
    const taken = this.#isListed(from) ? this.#lots.takeBrought(from, back, this.#payment) : 0;
    this.#take(transfer, from, available - taken);
    this.#payment.push(NON_VICTIM, 0, amount - available);
    // The account holds nothing any more, so it is a plain balance by now.
    if (amount > available) this.#balance[from]! -= amount - available;
    if (this.#balance[from]! < -Number.MAX_SAFE_INTEGER) this.#refuse(from);
  }

  /** Takes what the account holds for certain, by the doctrine. */
  #take(transfer: number, account: number, amount: number): void {
    if (!this.#isListed(account)) {
      this.#payment.push(NON_VICTIM, 0, amount);
      this.#balance[account]! -= amount;
      return;
    }
    this.#lots.take(account, amount, this.#payment);
    this.#settle(account, transfer);
  }

  #colour(transfer: number, from: number): void {
    const { losses } = this.#input;
    const coloured = this.#coloured;
    coloured.clear();
    let colouredMinor = 0;
    while (losses.transfer[this.#nextLoss]! < transfer) this.#nextLoss += 1;
    for (; losses.transfer[this.#nextLoss] === transfer; this.#nextLoss++) {
      coloured.push(losses.loss[this.#nextLoss]!, freshTag, losses.amountMinor[this.#nextLoss]!);
      colouredMinor += losses.amountMinor[this.#nextLoss]!;
    }
    const onDisplaced = (loss: number, amountMinor: number): void =>
      this.findings.exits.add({ account: from, code: exitAnotherLoss, loss }, amountMinor, this.#atMs(transfer));
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

  #receive(transfer: number, to: number, amount: number): void {
    const payment = this.#payment;
    const before = this.#isListed(to) ? this.#lots.pool.heldMinor(to) : this.#balance[to]!;
    const debt = Math.max(0, -before);
    const place = { account: to, atMs: this.#atMs(transfer), findings: this.findings };
    giveBack(payment, this.#input.losses, place);
    if (debt > 0) repayDebt(payment, debt, place);
    const awaited = (this.#marks[transfer]! & MARK_AWAITED) !== 0;
    if (!awaited && !payment.carriesTraced()) {
      this.#receiveOther(to, amount);
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
  #receiveOther(to: number, amount: number): void {
    if (this.#isListed(to)) this.#lots.addOther(to, amount);
    else this.#balance[to]! += amount;
    const after = this.#isListed(to) ? this.#lots.pool.heldMinor(to) : this.#balance[to]!;
    if (after > Number.MAX_SAFE_INTEGER) this.#refuse(to);
  }

  #bindBalances(transfer: number): void {
    const { payer, payee, statedBalances } = this.#transfers;
    while (statedBalances.transfer[this.#nextStated]! < transfer) this.#nextStated += 1;
    for (; statedBalances.transfer[this.#nextStated] === transfer; this.#nextStated++) {
      const account = statedBalances.side[this.#nextStated] === 0 ? payer[transfer]! : payee[transfer]!;
      const statedMinor = statedBalances.balanceMinor[this.#nextStated]!;
      if (this.#stops[account] === 0) this.#bindBalance(transfer, account, statedMinor);
    }
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
    this.#take(transfer, account, held - Math.max(0, statedMinor));
    tallyPayment(this.findings.lostSight, this.#payment, { account, code: 0, atMs: this.#atMs(transfer) });
    if (statedMinor < 0) this.#balance[account] = statedMinor;
  }

  /** Writes off dust (T12), and makes the account a plain balance again when its list holds nothing of interest. */
  #settle(account: number, transfer: number): void {
    const { dustMinor } = this.#input.options;
    const pool = this.#lots.pool;
    if (dustMinor !== null) {
      this.#lots.writeOff(account, dustMinor, (_, loss, amountMinor) =>
        this.findings.writtenOff.add({ account, code: 0, loss }, amountMinor, this.#atMs(transfer)),
      );
    }
    if (pool.liveLots(account) !== 0) return;
    this.#balance[account] = pool.heldMinor(account);
    pool.clear(account);
  }

  #originalOf(transfer: number): number {
    const { reversals } = this.#transfers;
    while (reversals.transfer[this.#nextReversal]! < transfer) this.#nextReversal += 1;
    return reversals.original[this.#nextReversal]!;
  }

  #isListed(account: number): boolean {
    return Number.isNaN(this.#balance[account]!);
  }

  #held(account: number): number {
    return this.#isListed(account) ? this.#lots.pool.heldMinor(account) : Math.max(0, this.#balance[account]!);
  }

  #isUnseen(account: number, transfer: number): boolean {
    if (this.#input.options.coverage === "every-account") return false;
    return !isCovered(this.#input.ledger.accounts, account, this.#atMs(transfer));
  }

  #atMs(transfer: number): number {
    return this.#transfers.atMs[transfer]!;
  }

  #refuse(account: number): never {
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: this.#input.ledger.accounts.keys[account] ?? account });
  }
}
