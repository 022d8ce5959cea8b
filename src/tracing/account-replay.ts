import type { AccountColumns } from "../flows/ledger-columns.ts";
import { AccountHistory, type AccountRole, quickMs } from "./account-history.ts";
import { clockOf, type DwellGroup, type RestState, restStateOf } from "./rest-state.ts";

/** A receipt of this much or more counts 1; a smaller one in proportion, so that test payments teach little. */
const wholeReceiptMinor = 1_000_000;

/** A part of a receipt: `weight` in receipts, its age in ms. */
export interface DwellPart {
  readonly weight: number;
  readonly ageMs: number;
}

/** Takes what the replay sees, one part of a receipt at a time; `weight` in receipts. */
export interface DwellObserver {
  /** A part of a receipt left its account, `ageMs` after it came in (a leftover: after it became one). */
  left(account: number, group: DwellGroup, part: DwellPart): void;
  /** A part was last seen resting at `ageMs`: the statement or the replay ends there. */
  stayed(account: number, group: DwellGroup, part: DwellPart): void;
}

/** A receipt, or what is left of it. */
export interface RestingReceipt {
  readonly amountMinor: number;
  readonly atMs: number;
  role: AccountRole;
  restMinor: number;
  state: RestState;
  /** What rested when the state began, when that was, and by how much its clock is slowed (`clockOf`). */
  begun: { readonly restMinor: number; readonly atMs: number; readonly clock: number };
}

/** One account while the ledger is walked. */
export class AccountReplay {
  readonly #account: number;
  readonly #accounts: AccountColumns;
  readonly #observer: DwellObserver;
  readonly #history: AccountHistory;
  #receipts: RestingReceipt[] = [];
  /** Position of the oldest receipt of which something rests. */
  #oldest = 0;
  #interval: number;
  #role: AccountRole | undefined;
  #restingMinor = 0;

  constructor(account: number, accounts: AccountColumns, observer: DwellObserver) {
    this.#account = account;
    this.#accounts = accounts;
    this.#observer = observer;
    this.#history = new AccountHistory(accounts.keys[account] ?? "", accounts.openingMinor[account]!);
    this.#interval = accounts.coverageStart[account]!;
  }

  /** The role at the last receipt; `undefined` when none is covered. */
  get role(): AccountRole | undefined {
    return this.#role;
  }

  /** What rested when the last covered period ended, oldest first. */
  get resting(): readonly RestingReceipt[] {
    return this.#receipts.slice(this.#oldest);
  }

  receive(payer: number, { atMs, amount, fromVictim }: { atMs: number; amount: number; fromVictim: boolean }): void {
    if (!this.#isCovered(atMs)) return;
    const role = this.#history.roleAt(atMs, { youngMinor: this.#youngMinor(atMs), fromVictim });
    this.#history.receive(payer, amount, atMs);
    this.#role = role;
    this.#restingMinor += amount;
    const begun = { restMinor: amount, atMs, clock: clockOf(role, this.#restingMinor) };
    this.#receipts.push({ amountMinor: amount, restMinor: amount, atMs, role, state: "whole", begun });
  }

  pay(payee: number, { atMs, amount, cash: asCash }: { atMs: number; amount: number; cash: boolean }): void {
    if (!this.#isCovered(atMs)) return;
    this.#history.pay(payee, { amountMinor: amount, atMs, way: asCash ? "cash" : "other" });
    for (let left = amount; left > 0 && this.#oldest < this.#receipts.length; ) {
      const receipt = this.#receipts[this.#oldest]!;
      const taken = Math.min(left, receipt.restMinor);
      this.#observer.left(this.#account, receipt, { weight: weightOf(receipt, taken), ageMs: ageAt(receipt, atMs) });
      this.#history.leave(taken, Math.max(0, atMs - receipt.atMs));
      receipt.restMinor -= taken;
      this.#restingMinor -= taken;
      left -= taken;
      if (receipt.restMinor === 0) this.#oldest++;
      else if (receipt.state !== restStateOf(receipt.restMinor, receipt.amountMinor)) this.#beginAnew(receipt, atMs);
    }
    if (asCash) this.#slowDown(atMs);
  }

  /** Ends the replay at an instant, or at the end of the period that was being watched. */
  close(untilMs: number): void {
    const { coverageStart, coverageToMs } = this.#accounts;
    if (this.#interval >= coverageStart[this.#account + 1]!) return;
    this.#lookLast(Math.min(untilMs, coverageToMs[this.#interval]!));
  }

  /** What rests and came in less than `quickMs` ago. */
  #youngMinor(atMs: number): number {
    let sum = 0;
    for (let index = this.#receipts.length - 1; index >= this.#oldest; index--) {
      const { atMs: arrivedMs, restMinor } = this.#receipts[index]!;
      if (atMs - arrivedMs >= quickMs) break;
      sum += restMinor;
    }
    return sum;
  }

  #lookLast(atMs: number): void {
    for (const receipt of this.resting) {
      this.#observer.stayed(this.#account, receipt, partOf(receipt, atMs));
    }
  }

  /** What most of a receipt has left behind lives a life of its own from then on. */
  #beginAnew(receipt: RestingReceipt, atMs: number): void {
    const { role, restMinor, amountMinor } = receipt;
    this.#observer.stayed(this.#account, receipt, partOf(receipt, atMs));
    receipt.state = restStateOf(restMinor, amountMinor);
    receipt.begun = { restMinor, atMs, clock: clockOf(role, restMinor) };
  }

  /** Once cash is taken, all that rests waits for the machine. */
  #slowDown(atMs: number): void {
    if (this.#history.roleAt(atMs, { youngMinor: 0, fromVictim: false }) !== "cashier") return;
    let queueMinor = 0;
    for (const receipt of this.resting) {
      queueMinor += receipt.restMinor;
      if (receipt.role === "cashier") continue;
      this.#observer.stayed(this.#account, receipt, partOf(receipt, atMs));
      receipt.role = "cashier";
      receipt.begun = { restMinor: receipt.restMinor, atMs, clock: clockOf("cashier", queueMinor) };
    }
    this.#role = "cashier";
  }

  /** Whether a statement covers the instant; steps to its period and forgets what rested before a gap. */
  #isCovered(atMs: number): boolean {
    const { coverageStart, coverageFromMs, coverageToMs } = this.#accounts;
    const end = coverageStart[this.#account + 1]!;
    while (this.#interval + 1 < end && atMs >= coverageFromMs[this.#interval + 1]!) {
      this.#lookLast(coverageToMs[this.#interval]!);
      this.#receipts = [];
      this.#oldest = 0;
      this.#restingMinor = 0;
      this.#interval++;
    }
    return this.#interval < end && atMs >= coverageFromMs[this.#interval]! && atMs <= coverageToMs[this.#interval]!;
  }
}

/** How much a receipt counts beside others. */
export function countOfReceipt(amountMinor: number): number {
  return Math.min(amountMinor, wholeReceiptMinor) / wholeReceiptMinor;
}

function weightOf({ amountMinor, begun }: RestingReceipt, partMinor: number): number {
  return countOfReceipt(amountMinor) * (partMinor / begun.restMinor);
}

function ageAt({ begun }: RestingReceipt, atMs: number): number {
  return Math.max(0, atMs - begun.atMs) / begun.clock;
}

function partOf(receipt: RestingReceipt, atMs: number): DwellPart {
  return { weight: weightOf(receipt, receipt.restMinor), ageMs: ageAt(receipt, atMs) };
}
