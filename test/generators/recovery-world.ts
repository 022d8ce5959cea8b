import { toMinorUnits } from "../../src/money/minor-units.ts";
import { defaultHolidays } from "../../src/recovery/default-holidays.ts";
import { defaultRules } from "../../src/recovery/default-rules.ts";
import { heldOn, lapsesBetween } from "../../src/recovery/held-on.ts";
import type { OrderFacts } from "../../src/recovery/order-obstacles.ts";
import type { Order } from "../../src/recovery/order.ts";
import { type KnownLoss, type Payout, placeLosses } from "../../src/recovery/place-losses.ts";
import { postChanges } from "../../src/recovery/post-changes.ts";
import type { RecoveryPosting, RecoveryTransaction } from "../../src/recovery/recovery-posting.ts";
import type { Decision } from "../../src/recovery/refusal.ts";
import type { ReturnFacts } from "../../src/recovery/return-facts.ts";
import type { GoodFaithClaim, VictimReturn } from "../../src/recovery/victim-return.ts";

/** What happened, as a slow twin of the ledger reads it: states of losses and orders, and what banks paid out. */
export type WorldEvent =
  | { readonly atMs: number; readonly kind: "loss"; readonly loss: Pick<KnownLoss, "lossId" | "lossMinor" | "traced"> }
  | { readonly atMs: number; readonly kind: "order"; readonly order: Order }
  | { readonly atMs: number; readonly kind: "payout"; readonly payout: Payout };

export const worldAccounts: readonly string[] = ["A", "B", "C"];
/** 2025-01-20 09:00 in China. */
export const worldStartMs: number = Date.UTC(2025, 0, 20, 1);

/** The records as a store would keep them, settled after each decision. */
export class RecoveryWorld {
  nowMs: number = worldStartMs;
  filedMs: number | null = null;
  readonly losses: Map<string, KnownLoss> = new Map();
  readonly orders: Map<string, Order> = new Map();
  readonly returns: Map<string, VictimReturn> = new Map();
  goodFaith: readonly GoodFaithClaim[] = [];
  readonly transactions: RecoveryTransaction[] = [];
  readonly events: WorldEvent[] = [];
  readonly #present: Map<string, RecoveryPosting> = new Map();
  #settledMs: number = worldStartMs;
  #ids = 0;

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }

  orderFacts(): OrderFacts {
    return {
      rules: defaultRules,
      filedMs: this.filedMs,
      homeProvince: "33",
      accountOrders: [...this.orders.values()],
      decidedReturns: [],
    };
  }

  returnFacts(freeze: Order): ReturnFacts {
    const losses = [...this.losses.values()].map(({ lossId, lossMinor, traced }) => {
      const foreign = traced.filter(({ bucket, paymentId }) => bucket === "returned" && paymentId === null);
      const returned = foreign.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      return { lossId, lossMinor, returnedOtherwiseMinor: toMinorUnits(returned) };
    });
    const { goodFaith } = this;
    return {
      rules: defaultRules,
      holidays: defaultHolidays,
      freeze,
      goodFaith,
      losses,
      returns: [...this.returns.values()],
    };
  }

  /** Time goes on; what lapses meanwhile is posted at its own instant. */
  advance(byMs: number): void {
    this.settle("lapse");
    const toMs = this.nowMs + byMs;
    for (const lapseMs of lapsesBetween([...this.orders.values()], this.#settledMs, toMs)) {
      this.nowMs = lapseMs;
      this.settle("lapse");
    }
    this.nowMs = toMs;
  }

  keepOrder(order: Order): void {
    this.orders.set(order.id, order);
    this.events.push({ atMs: this.nowMs, kind: "order", order });
    this.settle(order.id);
  }

  keepLoss(loss: KnownLoss): void {
    this.losses.set(loss.lossId, loss);
    this.events.push({ atMs: this.nowMs, kind: "loss", loss });
    this.settle(loss.lossId);
  }

  /** What a bank paid out, with the freeze as it stands then. */
  keepPayouts(payouts: readonly Payout[], freeze: Order): void {
    for (const payout of payouts) {
      const loss = this.losses.get(payout.lossId);
      if (loss === undefined) throw new Error(`no loss ${payout.lossId}`);
      this.losses.set(loss.lossId, { ...loss, payouts: [...loss.payouts, payout] });
      this.events.push({ atMs: this.nowMs, kind: "payout", payout });
    }
    this.keepOrder(freeze);
  }

  settle(cause: string): void {
    const holdings = worldAccounts.map((accountKey) => ({
      accountKey,
      heldMinor: heldOn([...this.orders.values()], accountKey, this.nowMs),
    }));
    const placed = placeLosses([...this.losses.values()], holdings);
    const postings = postChanges([...this.#present.values()], placed);
    this.#settledMs = this.nowMs;
    if (postings.length === 0) return;
    this.transactions.push({ atMs: this.nowMs, cause, postings });
    for (const posting of postings) {
      const key = `${posting.lossId} ${posting.bucket} ${posting.place}`;
      const before = this.#present.get(key)?.amountMinor ?? 0;
      const amountMinor = toMinorUnits(before + posting.amountMinor);
      if (amountMinor === 0) this.#present.delete(key);
      else this.#present.set(key, { ...posting, amountMinor });
    }
  }
}

/** What was decided, or `null`. */
export function decidedOf<Decided>(decision: Decision<Decided>): Decided | null {
  return "decided" in decision ? decision.decided : null;
}
