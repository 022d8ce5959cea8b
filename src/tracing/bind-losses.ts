import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { Loss } from "./trace-input.ts";
import { MARK_STILL } from "./transfer-marks.ts";

/** The losses by transfer: entry k is a loss of `amountMinor[k]` on `transfer[k]`; ascending by (transfer, loss). */
export interface BoundLosses {
  readonly length: number;
  readonly transfer: Uint32Array;
  readonly loss: Uint32Array;
  readonly amountMinor: Float64Array;
  /** The victims' own accounts (T18): of loss k those from `ownStart[k]` to `ownStart[k + 1]`. */
  readonly ownStart: Uint32Array;
  readonly ownAccount: Uint32Array;
}

/**
 * Checks the losses against the ledger and fills in blank amounts (T16) and victims' accounts (T18).
 * @throws SluiceError TRACE_DUPLICATE_LOSS, TRACE_UNKNOWN_TRANSFER, TRACE_FAILED_TRANSFER, TRACE_SELF_TRANSFER,
 *   TRACE_BAD_LOSS_AMOUNT, TRACE_LOSSES_ABOVE_TRANSFER, TRACE_TWO_REMAINDERS, TRACE_UNKNOWN_ACCOUNT.
 */
export function bindLosses(ledger: LedgerReader, losses: readonly Loss[]): BoundLosses {
  const ids = new Set<string>();
  for (const loss of losses) {
    if (ids.has(loss.id)) throw new SluiceError("TRACE_DUPLICATE_LOSS", { loss: loss.id });
    ids.add(loss.id);
    checkLoss(ledger, loss);
  }
  const amounts = fillAmounts(ledger, losses);
  const order = losses.map((_, index) => index);
  order.sort((a, b) => losses[a]!.transfer - losses[b]!.transfer || a - b);
  return {
    length: losses.length,
    transfer: Uint32Array.from(order, (index) => losses[index]!.transfer),
    loss: Uint32Array.from(order),
    amountMinor: Float64Array.from(order, (index) => amounts[index]!),
    ...ownAccounts(ledger, losses),
  };
}

/** Whether the account is the loss's victim's own. */
export function isOwn(losses: BoundLosses, loss: number, account: number): boolean {
  const end = losses.ownStart[loss + 1]!;
  for (let own = losses.ownStart[loss]!; own < end; own++) if (losses.ownAccount[own] === account) return true;
  return false;
}

/** @throws SluiceError TRACE_UNKNOWN_ACCOUNT unless `account` is an index into a ledger's `accounts`. */
export function checkAccount(accounts: number, account: number): void {
  if (Number.isInteger(account) && account >= 0 && account < accounts) return;
  throw new SluiceError("TRACE_UNKNOWN_ACCOUNT", { account, accounts });
}

function ownAccounts(ledger: LedgerReader, losses: readonly Loss[]): Pick<BoundLosses, "ownStart" | "ownAccount"> {
  const ownStart = new Uint32Array(losses.length + 1);
  const ownAccount: number[] = [];
  for (const [index, loss] of losses.entries()) {
    if (loss.victimAccounts.length === 0) ownAccount.push(ledger.payer(loss.transfer));
    for (const account of loss.victimAccounts) ownAccount.push(account);
    ownStart[index + 1] = ownAccount.length;
  }
  return { ownStart, ownAccount: Uint32Array.from(ownAccount) };
}

function checkLoss(ledger: LedgerReader, loss: Loss): void {
  const at = { loss: loss.id, transfer: loss.transfer };
  if (!Number.isInteger(loss.transfer) || loss.transfer < 0 || loss.transfer >= ledger.transfers) {
    throw new SluiceError("TRACE_UNKNOWN_TRANSFER", at);
  }
  if ((ledger.marks(loss.transfer) & MARK_STILL) !== 0) throw new SluiceError("TRACE_FAILED_TRANSFER", at);
  if (ledger.payer(loss.transfer) === ledger.payee(loss.transfer)) {
    throw new SluiceError("TRACE_SELF_TRANSFER", at);
  }
  if (loss.amountMinor !== null && !(Number.isSafeInteger(loss.amountMinor) && loss.amountMinor >= 0)) {
    throw new SluiceError("TRACE_BAD_LOSS_AMOUNT", { loss: loss.id, amount: loss.amountMinor });
  }
  for (const account of loss.victimAccounts) checkAccount(ledger.accounts, account);
}

function fillAmounts(ledger: LedgerReader, losses: readonly Loss[]): number[] {
  const claimed = new Map<number, number>();
  const blanks = new Map<number, Loss>();
  for (const loss of losses) {
    const before = claimed.get(loss.transfer) ?? 0;
    const amount = ledger.amountMinor(loss.transfer);
    const sum = before + (loss.amountMinor ?? 0);
    claimed.set(loss.transfer, sum);
    if (sum > amount) {
      const at = { loss: loss.id, transfer: loss.transfer };
      throw new SluiceError("TRACE_LOSSES_ABOVE_TRANSFER", { ...at, amount, losses: sum });
    }
    if (loss.amountMinor !== null) continue;
    const first = blanks.get(loss.transfer);
    if (first !== undefined) {
      throw new SluiceError("TRACE_TWO_REMAINDERS", { loss: loss.id, first: first.id, transfer: loss.transfer });
    }
    blanks.set(loss.transfer, loss);
  }
  return losses.map((loss) => loss.amountMinor ?? ledger.amountMinor(loss.transfer) - claimed.get(loss.transfer)!);
}
