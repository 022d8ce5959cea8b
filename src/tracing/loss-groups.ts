import type { LegReader } from "./leg-reader.ts";
import type { Loss } from "./trace-input.ts";
import type { FlowColumns } from "./trace-result.ts";

/**
 * Losses whose money has met: two are in one group when they are on one transfer or when money of both was paid by or
 * came to one account that is no stop. Money of different groups cannot change each other's way.
 */
export class LossGroups {
  readonly #group: Uint32Array;
  /** By account: a loss whose money has been there. */
  readonly #touched = new Map<number, number>();

  constructor(
    reader: LegReader,
    losses: readonly Loss[],
    { flows, isStop }: { flows: FlowColumns; isStop: (account: number) => boolean },
  ) {
    this.#group = Uint32Array.from(losses, (_, loss) => loss);
    const onTransfer = new Map<number, number>();
    for (const [loss, { transfer }] of losses.entries()) {
      this.#join(loss, onTransfer.get(transfer) ?? loss);
      onTransfer.set(transfer, loss);
    }
    for (let flow = 0; flow < flows.length; flow++) {
      const transfer = flows.transfer[flow]!;
      for (const account of [reader.payer(transfer), reader.payee(transfer)]) {
        if (!isStop(account)) this.#touch(account, flows.loss[flow]!);
      }
    }
  }

  /** A name for the loss's group. */
  groupOf(loss: number): number {
    let root = loss;
    while (this.#group[root] !== root) {
      this.#group[root] = this.#group[this.#group[root]!]!;
      root = this.#group[root]!;
    }
    return root;
  }

  /** The group whose money has been at the account; `undefined` when none has. */
  groupAt(account: number): number | undefined {
    const loss = this.#touched.get(account);
    return loss === undefined ? undefined : this.groupOf(loss);
  }

  #touch(account: number, loss: number): void {
    const other = this.#touched.get(account);
    if (other === undefined) this.#touched.set(account, loss);
    else this.#join(loss, other);
  }

  #join(loss: number, other: number): void {
    this.#group[this.groupOf(loss)] = this.groupOf(other);
  }
}
