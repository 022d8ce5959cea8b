import { firstLegBehind, firstLegFrom } from "../flows/leg-index.ts";
import type { AwaitedReceipt } from "./awaited-receipts.ts";
import { grownUint32 } from "./grown-column.ts";
import { ColumnsReader } from "./ledger-reader.ts";
import type { LegReader } from "./leg-reader.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { MARK_STILL } from "./transfer-marks.ts";
import { NO_TRANSFER } from "./transfer-queue.ts";

/** Reads a prepared ledger along its accounts. It keeps a cursor an account, so each walk makes one of its own. */
export class PreparedReader extends ColumnsReader implements LegReader {
  readonly #prepared: PreparedLedger;
  /** By the account's slot in the walk: the place of its leg in the index; it only moves on, and is 0 before it was put anywhere. */
  #cursor: Uint32Array = new Uint32Array(512);

  constructor(prepared: PreparedLedger) {
    super(prepared.ledger, prepared.marks);
    this.#prepared = prepared;
  }

  openingMinor(account: number): number {
    return this.#prepared.ledger.accounts.openingMinor[account]!;
  }

  payeeBeforeMinor(transfer: number): number {
    return this.#prepared.running.payeeBeforeMinor[transfer]!;
  }

  awaitedReceipts(account: number): readonly AwaitedReceipt[] {
    return this.#prepared.awaited.get(account) ?? [];
  }

  *legsBetween(account: number, from: number, to: number): Iterable<number> {
    const { legs } = this.#prepared;
    const end = legs.start[account + 1]!;
    for (let place = firstLegFrom(legs, account, from); place < end; place++) {
      const leg = legs.leg[place]!;
      if (leg >>> 1 >= to) return;
      yield leg;
    }
  }

  lastReceiptBefore(account: number, transfer: number): number {
    const { legs } = this.#prepared;
    for (let place = firstLegFrom(legs, account, transfer) - 1; place >= legs.start[account]!; place--) {
      const leg = legs.leg[place]!;
      const receipt = leg >>> 1;
      if ((leg & 1) === 0 || (this.marks(receipt) & MARK_STILL) !== 0) continue;
      if (this.payer(receipt) !== account) return receipt;
    }
    return -1;
  }

  seek(account: number, slot: number, transfer: number): number {
    const { legs } = this.#prepared;
    if (slot >= this.#cursor.length) this.#cursor = grownUint32(this.#cursor, slot * 2);
    const known = this.#cursor[slot]!;
    this.#cursor[slot] =
      known === 0 ? firstLegFrom(legs, account, transfer + 1) : firstLegBehind(legs, { account, known }, transfer + 1);
    return this.#transferAt(account, this.#cursor[slot]);
  }

  advance(account: number, slot: number): number {
    return this.#transferAt(account, ++this.#cursor[slot]!);
  }

  #transferAt(account: number, place: number): number {
    const { legs } = this.#prepared;
    return place < legs.start[account + 1]! ? legs.leg[place]! >>> 1 : NO_TRANSFER;
  }
}
