import type { MinorUnits } from "../money/minor-units.ts";
import { heldOn, lapsesBetween } from "./held-on.ts";
import type { Order } from "./order.ts";

/** What is held on an account from an instant on. */
export interface HeldFrom {
  readonly atMs: number;
  readonly heldMinor: MinorUnits;
}

/** What measures hold on the account after `fromMs` if nothing but time happens: a step for each that ends (rule R32). */
export function heldAhead(orders: readonly Order[], accountKey: string, fromMs: number): readonly HeldFrom[] {
  const own = orders.filter(({ account }) => account.key === accountKey);
  const lapses = lapsesBetween(own, fromMs, Number.MAX_SAFE_INTEGER);
  return lapses.map((atMs) => ({ atMs, heldMinor: heldOn(own, accountKey, atMs) }));
}
