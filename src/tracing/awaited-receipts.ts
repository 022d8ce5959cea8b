import type { TransferColumns } from "../flows/ledger-columns.ts";

/** A receipt that its account pays back later (T8). */
export interface AwaitedReceipt {
  readonly original: number;
  readonly reversal: number;
}

/** Per account: its receipts that it pays back later itself, ascending by reversal. */
export type AwaitedReceipts = ReadonlyMap<number, readonly AwaitedReceipt[]>;

/** A reversal by another account than the original's payee finds nothing that was brought, so it is left out. */
export function awaitedReceipts({ payer, payee, reversals }: TransferColumns): AwaitedReceipts {
  const byAccount = new Map<number, AwaitedReceipt[]>();
  reversals.transfer.forEach((reversal, index) => {
    const original = reversals.original[index]!;
    const account = payee[original]!;
    if (payer[reversal] !== account) return;
    const receipts = byAccount.get(account);
    if (receipts === undefined) byAccount.set(account, [{ original, reversal }]);
    else receipts.push({ original, reversal });
  });
  return byAccount;
}
