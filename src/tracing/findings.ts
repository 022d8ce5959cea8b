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
  readonly flows: FlowBuffer;
  readonly unexplained: UnexplainedBuffer = new UnexplainedBuffer();
  readonly exits: Tally;
  readonly lostSight: Tally;
  readonly returned: Tally;
  readonly writtenOff: Tally;
  /** Ascending; see `AllocatedTrace.partlySeen`. */
  readonly partlySeen: number[];

  private constructor(found: Omit<Findings, "unexplained" | "copyWithoutUnexplained">) {
    this.flows = found.flows;
    this.exits = found.exits;
    this.lostSight = found.lostSight;
    this.returned = found.returned;
    this.writtenOff = found.writtenOff;
    this.partlySeen = found.partlySeen;
  }

  /** Nothing found yet of so many losses. */
  static none(losses: number): Findings {
    const [exits, lostSight, returned, writtenOff] = [
      new Tally(losses),
      new Tally(losses),
      new Tally(losses),
      new Tally(losses),
    ];
    return new Findings({ flows: new FlowBuffer(), exits, lostSight, returned, writtenOff, partlySeen: [] });
  }

  /** A copy for a walk to which `unexplained` means nothing. */
  copyWithoutUnexplained(): Findings {
    return new Findings({
      flows: this.flows.copy(),
      exits: this.exits.copy(),
      lostSight: this.lostSight.copy(),
      returned: this.returned.copy(),
      writtenOff: this.writtenOff.copy(),
      partlySeen: [...this.partlySeen],
    });
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
