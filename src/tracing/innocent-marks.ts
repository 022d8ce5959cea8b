import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";

/**
 * Why an account looks like a holder's who knows nothing: for a second look by a person, before money is stopped. All
 * counts are of the rows known until the marks were made.
 */
export interface InnocentMark {
  /**
   * `small-merchant`: at least 30 receipts of at least 20 payers, four in five below 1,000 yuan or over 30 days and longer.
   * `salary-account`: one payer pays about the same (a quarter more or less than before, at least 1,000 yuan) every 25 to
   * 35 days, and what comes in is spent at 3 payees or more. `everyday-account`: used for 30 days or longer, at least 20 payments to at least 8 payees, four
   * in five below 1,000 yuan. None of them where at least half of what came in by 1,000 yuan and more had left within
   * `passingMs`: so does a card that stolen money is led through, whatever shop or life stands in front of it.
   */
  readonly looksLike: "small-merchant" | "salary-account" | "everyday-account";
  readonly receipts: number;
  readonly payers: number;
  /** Receipts below 1,000 yuan. */
  readonly smallReceipts: number;
  readonly payments: number;
  readonly payees: number;
  /** Payments below 1,000 yuan. */
  readonly smallPayments: number;
  /** Whole days from the first row to the last. */
  readonly usedDays: number;
  /** Receipts that look like one payer's salary; 0 or at least 2. */
  readonly salaries: number;
  /** What came in by 1,000 yuan and more, and what of it left within `passingMs`, minor units. */
  readonly largeMinor: number;
  readonly passedOnMinor: number;
}

const smallMinor = 100_000;
const dayMs = 86_400_000;

/** What leaves sooner after it came in was passed on. */
const passingMs = 6 * 3_600_000;

/** The accounts of `accounts` that look like innocent holders', by what the ledger showed until `untilMs`. */
export function innocentMarks(
  { transfers }: Pick<LedgerColumns, "transfers">,
  accounts: Iterable<number>,
  untilMs: number,
): ReadonlyMap<number, InnocentMark> {
  const uses = new Map(Array.from(accounts, (account) => [account, new AccountUse()]));
  const { length, payer, payee, atMs, amountMinor, flags } = transfers;
  for (let transfer = 0; transfer < length; transfer++) {
    const from = payer[transfer]!;
    const to = payee[transfer]!;
    const moved = from !== to && atMs[transfer]! <= untilMs && (flags[transfer]! & TRANSFER_FAILED) === 0;
    if (!moved || amountMinor[transfer] === 0) continue;
    uses.get(from)?.pay(to, amountMinor[transfer]!, atMs[transfer]!);
    uses.get(to)?.receive(from, amountMinor[transfer]!, atMs[transfer]!);
  }
  const marks = new Map<number, InnocentMark>();
  for (const [account, use] of uses) {
    const mark = use.mark();
    if (mark !== undefined) marks.set(account, mark);
  }
  return marks;
}

/** A large receipt that may be passed on yet. */
interface OpenReceipt {
  readonly atMs: number;
  restMinor: number;
}

/** A run of like receipts of one payer. */
interface SalaryRun {
  lastMinor: number;
  lastMs: number;
  count: number;
}

class AccountUse {
  readonly #payers = new Set<number>();
  readonly #payees = new Set<number>();
  readonly #salaries = new Map<number, SalaryRun>();
  #receipts = 0;
  #smallReceipts = 0;
  #payments = 0;
  #smallPayments = 0;
  #firstMs = Infinity;
  #lastMs = -Infinity;
  #longestRun = 0;
  #largeMinor = 0;
  #passedOnMinor = 0;
  #open: OpenReceipt[] = [];

  receive(payer: number, amountMinor: number, atMs: number): void {
    this.#seen(atMs);
    this.#receipts++;
    if (amountMinor < smallMinor) this.#smallReceipts++;
    this.#payers.add(payer);
    if (amountMinor < smallMinor) return;
    this.#followSalary(payer, amountMinor, atMs);
    this.#largeMinor += amountMinor;
    this.#open.push({ atMs, restMinor: amountMinor });
  }

  pay(payee: number, amountMinor: number, atMs: number): void {
    this.#seen(atMs);
    this.#payments++;
    if (amountMinor < smallMinor) this.#smallPayments++;
    this.#payees.add(payee);
    this.#passOn(amountMinor, atMs);
  }

  mark(): InnocentMark | undefined {
    const salaries = this.#longestRun >= 2 ? this.#longestRun : 0;
    const looksLike = this.#looksLike(salaries);
    if (looksLike === undefined) return undefined;
    return {
      looksLike,
      receipts: this.#receipts,
      payers: this.#payers.size,
      smallReceipts: this.#smallReceipts,
      payments: this.#payments,
      payees: this.#payees.size,
      smallPayments: this.#smallPayments,
      usedDays: Math.floor((this.#lastMs - this.#firstMs) / dayMs),
      salaries,
      largeMinor: this.#largeMinor,
      passedOnMinor: this.#passedOnMinor,
    };
  }

  #looksLike(salaries: number): InnocentMark["looksLike"] | undefined {
    if (this.#largeMinor > 0 && this.#passedOnMinor * 2 >= this.#largeMinor) return undefined;
    const isLongInUse = this.#lastMs - this.#firstMs >= 30 * dayMs;
    const sellsSmall = this.#smallReceipts * 5 >= this.#receipts * 4;
    const hasCustomers = this.#receipts >= 30 && this.#payers.size >= 20;
    if (hasCustomers && (sellsSmall || isLongInUse)) return "small-merchant";
    if (salaries >= 2 && this.#payees.size >= 3) return "salary-account";
    const paymentsAreSmall = this.#smallPayments * 5 >= this.#payments * 4;
    const isUsed = isLongInUse && this.#payments >= 20 && this.#payees.size >= 8;
    return isUsed && paymentsAreSmall ? "everyday-account" : undefined;
  }

  /** Takes a payment from the large receipts that came in shortly before, oldest first. */
  #passOn(amountMinor: number, atMs: number): void {
    let leftMinor = amountMinor;
    this.#open = this.#open.filter((receipt) => {
      if (atMs - receipt.atMs > passingMs) return false;
      const taken = Math.min(leftMinor, receipt.restMinor);
      receipt.restMinor -= taken;
      leftMinor -= taken;
      this.#passedOnMinor += taken;
      return receipt.restMinor > 0;
    });
  }

  #seen(atMs: number): void {
    this.#firstMs = Math.min(this.#firstMs, atMs);
    this.#lastMs = Math.max(this.#lastMs, atMs);
  }

  #followSalary(payer: number, amountMinor: number, atMs: number): void {
    const run = this.#salaries.get(payer);
    const gapDays = run === undefined ? 0 : (atMs - run.lastMs) / dayMs;
    const isAlike = run !== undefined && Math.abs(amountMinor - run.lastMinor) * 4 <= run.lastMinor;
    if (run !== undefined && isAlike && gapDays >= 25 && gapDays <= 35) {
      run.lastMinor = amountMinor;
      run.lastMs = atMs;
      run.count++;
      this.#longestRun = Math.max(this.#longestRun, run.count);
    } else if (run === undefined || gapDays > 35) {
      this.#salaries.set(payer, { lastMinor: amountMinor, lastMs: atMs, count: 1 });
    }
  }
}
