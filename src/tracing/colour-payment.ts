import { lotTag, NON_VICTIM, type Payment } from "./payment.ts";

/** Told of every piece of another loss that had to give way. */
export type OnDisplaced = (loss: number, amountMinor: number) => void;

/**
 * T16: puts the losses of one transfer in the place of non-victim pieces first, then of other losses' pieces in the
 * order taken. `coloured` holds those losses already, in input order, `colouredMinor` in all; what was not displaced
 * of `payment` is appended to it.
 */
export function colourPayment(
  payment: Payment,
  coloured: Payment,
  fresh: { readonly colouredMinor: number; readonly onDisplaced: OnDisplaced },
): void {
  let left = fresh.colouredMinor;
  for (let piece = 0; piece < payment.length; piece++) {
    if (payment.loss[piece] !== NON_VICTIM) continue;
    const displaced = Math.min(left, payment.amountMinor[piece]!);
    payment.amountMinor[piece]! -= displaced;
    left -= displaced;
  }
  for (let piece = 0; piece < payment.length; piece++) {
    const loss = payment.loss[piece]!;
    if (loss !== NON_VICTIM && left > 0) {
      const displaced = Math.min(left, payment.amountMinor[piece]!);
      payment.amountMinor[piece]! -= displaced;
      left -= displaced;
      fresh.onDisplaced(loss, displaced);
    }
    coloured.push(loss, payment.tag[piece]!, payment.amountMinor[piece]!);
  }
}

/** A loss's own piece: the transfer that carries it is hop 1. */
export const freshTag: number = lotTag(0, 0);
