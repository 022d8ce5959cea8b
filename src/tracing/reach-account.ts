import { exitKindCode } from "../flows/exit-kind.ts";
import { type BoundLosses, isOwn } from "./bind-losses.ts";
import type { Findings } from "./findings.ts";
import { NON_VICTIM, type Payment } from "./payment.ts";

const exitDebt = exitKindCode("debt");

/** The account that a payment reaches, and when. */
export interface Reached {
  readonly account: number;
  readonly atMs: number;
  readonly findings: Findings;
}

/** T18: pieces that reach an account of their own victim are returned, and that person's own from then on. */
export function giveBack(payment: Payment, losses: BoundLosses, { account, atMs, findings }: Reached): void {
  for (let piece = 0; piece < payment.length; piece++) {
    const loss = payment.loss[piece]!;
    if (loss === NON_VICTIM || !isOwn(losses, loss, account)) continue;
    findings.returned.add({ account, code: 0, loss }, payment.amountMinor[piece]!, atMs);
    payment.loss[piece] = NON_VICTIM;
  }
}

/** T17: receipts repay a debt first, in the order of their pieces; traced money that does so exits. */
export function repayDebt(payment: Payment, debtMinor: number, { account, atMs, findings }: Reached): void {
  let left = debtMinor;
  for (let piece = 0; piece < payment.length && left > 0; piece++) {
    const repaid = Math.min(left, payment.amountMinor[piece]!);
    const loss = payment.loss[piece]!;
    left -= repaid;
    payment.amountMinor[piece]! -= repaid;
    if (loss !== NON_VICTIM) findings.exits.add({ account, code: exitDebt, loss }, repaid, atMs);
  }
  payment.dropEmpty();
}
