/**
 * What an account is to the flow of money, by what its own rows had shown when a receipt came in: nothing that
 * happened later takes part, so that what is learned of a role is not what defined it. The first that fits.
 */
export const accountRoles = [
  /** its key is a wallet's: `wxid_…`, or 2088 and twelve digits */
  "wallet",
  /** at least half of what left it was cash */
  "cashier",
  /** at least 70 % of what could leave within 30 minutes did */
  "transit",
  /** at least 20 payers, who pay less than 2,000 yuan on average; or more, to a settled account that is not lived from */
  "merchant",
  /** in use for 14 days or longer, with at least 10 payments to at least 5 payees: somebody lives from it */
  "everyday",
  /** at least 5 payers and at most 2 payees */
  "collector",
  /** kept at least 80 % of what came in, and settled: in use for 14 days or longer, or held money before its first row */
  "saver",
  /** kept at least 80 % of what came in for a day or longer */
  "parking",
  /** a victim paid it, and nothing else is known of it */
  "first-hop",
  /** money has come in, and nothing can be told yet */
  "fresh",
  "ordinary",
] as const;

export type AccountRole = (typeof accountRoles)[number];

const minute = 60_000;
const day = 1_440 * minute;
const yuan = 100;

/** Cards that stolen money is led through are given up within days: who has used an account for longer is settled. */
const settledMs = 14 * day;

/** Who held so much before the first row of a statement has used the account for longer than the statement shows. */
const usedBeforeMinor = 1_000 * yuan;

/** When money that was quick has left. */
export const quickMs: number = 30 * minute;

/** More payers and payees than this are not told apart: no rule asks for more. */
const countedPartners = 20;

/** A payment as a history takes it. */
export interface HistoricPayment {
  readonly amountMinor: number;
  readonly atMs: number;
  readonly way: "cash" | "other";
}

/** What an account's rows have shown so far; amounts in minor units. Filled as the ledger is walked. */
export class AccountHistory {
  readonly #isWallet: boolean;
  readonly #payers = new Set<number>();
  readonly #payees = new Set<number>();
  #receipts = 0;
  #payments = 0;
  #inMinor = 0;
  #outMinor = 0;
  #cashMinor = 0;
  #quickMinor = 0;
  readonly #usedBefore: boolean;
  #firstMs = Number.NaN;

  /** `openingMinor`: what it held before its first row, NaN where that is not known. */
  constructor(key: string, openingMinor: number) {
    this.#isWallet = isWalletKey(key);
    this.#usedBefore = openingMinor >= usedBeforeMinor;
  }

  receive(payer: number, amountMinor: number, atMs: number): void {
    this.#beginAt(atMs);
    this.#receipts++;
    this.#inMinor += amountMinor;
    if (this.#payers.size < countedPartners) this.#payers.add(payer);
  }

  pay(payee: number, { amountMinor, atMs, way }: HistoricPayment): void {
    this.#beginAt(atMs);
    this.#payments++;
    this.#outMinor += amountMinor;
    if (way === "cash") this.#cashMinor += amountMinor;
    if (this.#payees.size < countedPartners) this.#payees.add(payee);
  }

  /** A part of a receipt left after `ageMs`. */
  leave(amountMinor: number, ageMs: number): void {
    if (ageMs <= quickMs) this.#quickMinor += amountMinor;
  }

  /** The role at `atMs`. `youngMinor`: what rests and came in less than `quickMs` ago; `fromVictim`: a loss came in. */
  roleAt(
    atMs: number,
    { youngMinor, fromVictim }: { readonly youngMinor: number; readonly fromVictim: boolean },
  ): AccountRole {
    if (this.#isWallet) return "wallet";
    if (this.#outMinor > 0 && this.#cashMinor * 2 >= this.#outMinor) return "cashier";
    const ripe = this.#inMinor - youngMinor;
    if (ripe > 0 && this.#quickMinor >= 0.7 * ripe) return "transit";
    const { size: payers } = this.#payers;
    const ageMs = atMs - this.#firstMs;
    const isSettled = this.#usedBefore || ageMs >= settledMs;
    if (payers >= countedPartners && this.#inMinor < this.#receipts * 2_000 * yuan) return "merchant";
    if (ageMs >= settledMs && this.#payments >= 10 && this.#payees.size >= 5) return "everyday";
    if (payers >= countedPartners && isSettled) return "merchant";
    if (payers >= 5 && this.#outMinor > 0 && this.#payees.size <= 2) return "collector";
    if (this.#outMinor <= 0.2 * this.#inMinor && ageMs >= day) return isSettled ? "saver" : "parking";
    if (this.#outMinor === 0) return fromVictim ? "first-hop" : "fresh";
    return "ordinary";
  }

  #beginAt(atMs: number): void {
    if (Number.isNaN(this.#firstMs)) this.#firstMs = atMs;
  }
}

function isWalletKey(key: string): boolean {
  return /^(?:wxid_|2088\d{12}(?:#|$))/.test(key);
}
