import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";

/** One transfer of an account, with what the account held before and after it; negative: debt (T17). Minor units. */
export interface BalanceStep {
  readonly transfer: number;
  readonly side: "payer" | "payee";
  readonly beforeMinor: number;
  readonly afterMinor: number;
  /** How much more the balance stated after it shows than was known (T17); 0 where it shows no more. */
  readonly foundMinor: number;
}

/**
 * What an account that is no stop held around each of its transfers that moved money, in the ledger's order, by the rules
 * that a trace goes by: an unknown opening is 0 (T5), what a payment lacks enters unexplained (T4), what a reversal lacks is
 * debt (T8), a stated balance binds (T17). No loss, doctrine or stop has a part in it.
 * `asOfMs`: transfers after this instant are not looked at; `null`: all.
 */
export function accountBalances(ledger: LedgerColumns, account: number, asOfMs: number | null): readonly BalanceStep[] {
  const { length, payer, payee, amountMinor, atMs, flags, reversals } = ledger.transfers;
  const reversing = new Set(reversals.transfer);
  const stated = statedBalances(ledger, account);
  const opening = ledger.accounts.openingMinor[account]!;
  let balanceMinor = Number.isNaN(opening) ? 0 : opening;
  const steps: BalanceStep[] = [];
  for (let transfer = 0; transfer < length; transfer++) {
    const pays = payer[transfer] === account;
    if (pays === (payee[transfer] === account) || (flags[transfer]! & TRANSFER_FAILED) !== 0) continue;
    if (asOfMs !== null && atMs[transfer]! > asOfMs) continue;
    const beforeMinor = balanceMinor;
    if (!pays) balanceMinor += amountMinor[transfer]!;
    else if (reversing.has(transfer)) balanceMinor -= amountMinor[transfer]!;
    else balanceMinor = Math.max(Math.min(balanceMinor, 0), balanceMinor - amountMinor[transfer]!);
    const afterMinor = stated.get(transfer) ?? balanceMinor;
    const foundMinor = Math.max(0, afterMinor - balanceMinor);
    balanceMinor = afterMinor;
    steps.push({ transfer, side: pays ? "payer" : "payee", beforeMinor, afterMinor, foundMinor });
  }
  return steps;
}

/** What the account's own side states after each transfer that states something. */
function statedBalances({ transfers }: LedgerColumns, account: number): ReadonlyMap<number, number> {
  const { transfer, side, balanceMinor } = transfers.statedBalances;
  const stated = new Map<number, number>();
  for (let entry = 0; entry < transfer.length; entry++) {
    const at = transfer[entry]!;
    const whose = side[entry] === 0 ? transfers.payer[at] : transfers.payee[at];
    if (whose === account) stated.set(at, balanceMinor[entry]!);
  }
  return stated;
}
