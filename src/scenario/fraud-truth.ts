import type { CityAccount, PlannedMovement } from "./city-model.ts";

/** Where stolen money ended, as the city knows it. */
export type EndKind =
  | "at-rest"
  | "cash"
  | "purchase"
  | "virtual-currency"
  | "abroad"
  | "payment-reserve"
  | "frontier"
  | "returned";

/** Money of one fraud that ended in one way at one account (of a purchase: the buyer's; cash: the withdrawer's). */
export interface FraudEnd {
  readonly kind: EndKind;
  readonly account: CityAccount;
  readonly amountMinor: number;
}

/** A payment of a victim. */
export interface PlannedLoss {
  readonly victim: CityAccount;
  readonly movement: PlannedMovement;
}

/** What one fraud did: Σ ends = Σ losses, exactly. */
export interface FraudRecord {
  readonly id: string;
  readonly type: string;
  readonly layers: number;
  /** Whether mules held nothing else, so that any doctrine finds these ends for the victims together. */
  readonly everyDoctrineAgrees: boolean;
  readonly losses: readonly PlannedLoss[];
  readonly ends: readonly FraudEnd[];
}

/** Adds up ends by kind and account while a fraud is planned. */
export class EndTally {
  readonly #ends = new Map<string, FraudEnd>();

  add(kind: EndKind, account: CityAccount, amountMinor: number): void {
    if (amountMinor === 0) return;
    const key = `${kind}/${account.index}`;
    const before = this.#ends.get(key)?.amountMinor ?? 0;
    this.#ends.set(key, { kind, account, amountMinor: before + amountMinor });
  }

  /** In the order first seen. */
  all(): FraudEnd[] {
    return [...this.#ends.values()];
  }
}
