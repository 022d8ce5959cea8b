import { FlowBuffer } from "./flow-buffer.ts";
import { NON_VICTIM, type Payment } from "./payment.ts";
import { Tally } from "./tally.ts";
import { UnexplainedBuffer } from "./unexplained-buffer.ts";

/** Where and when pieces of a payment came to their end; `code` is the exit kind's, 0 where kinds do not matter. */
export interface EndPlace {
  readonly account: number;
  readonly code: number;
  readonly atMs: number;
}

/** What the walk over the ledger finds. */
export class Findings {
  readonly flows: FlowBuffer = new FlowBuffer();
  readonly unexplained: UnexplainedBuffer = new UnexplainedBuffer();
  readonly exits: Tally;
  readonly lostSight: Tally;
  readonly returned: Tally;
  readonly writtenOff: Tally;
  /** Ascending; see `AllocatedTrace.partlySeen`. */
  readonly partlySeen: number[] = [];

  constructor(losses: number) {
    this.exits = new Tally(losses);
    this.lostSight = new Tally(losses);
    this.returned = new Tally(losses);
    this.writtenOff = new Tally(losses);
  }
}

/** Adds every traced piece of the payment to a tally. */
export function tallyPayment(tally: Tally, payment: Payment, place: EndPlace): void {
  for (let piece = 0; piece < payment.length; piece++) {
    const loss = payment.loss[piece]!;
    if (loss === NON_VICTIM) continue;
    tally.add({ account: place.account, code: place.code, loss }, payment.amountMinor[piece]!, place.atMs);
  }
}
