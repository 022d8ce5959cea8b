import { exitKindCode } from "../flows/exit-kind.ts";
import type { Stops } from "./stops.ts";

const hub = exitKindCode("hub");

/** What makes accounts stops (T10, T11). */
export interface StopRules {
  /** Per account of the ledger its exit kind. */
  readonly exitKind: Uint8Array;
  /** Per account of the ledger; more than `limit` make it a hub. */
  readonly counterparties: Uint32Array;
  readonly limit: number;
  /** Accounts whose exit kind is another than the column's, or that are not in it. */
  readonly otherKind: ReadonlyMap<number, number>;
  /** Hubs whatever the column says of their counterparties. */
  readonly hubs: ReadonlySet<number>;
}

/** Stops by rules, asked account by account: a case asks of thousands, and filling a column of millions takes longer. */
export class RuledStops implements Stops {
  readonly #rules: StopRules;

  constructor(rules: StopRules) {
    this.#rules = rules;
  }

  kindOf(account: number): number {
    const { exitKind, counterparties, limit, otherKind, hubs } = this.#rules;
    const own = otherKind.get(account) ?? exitKind[account] ?? 0;
    if (own !== 0) return own;
    return hubs.has(account) || (counterparties[account] ?? 0) > limit ? hub : 0;
  }

  list(): number[] {
    const { exitKind, counterparties, limit, otherKind, hubs } = this.#rules;
    const stops: number[] = [];
    for (let account = 0; account < exitKind.length; account++) {
      if (exitKind[account] !== 0 || counterparties[account]! > limit) stops.push(account);
    }
    if (otherKind.size === 0 && hubs.size === 0) return stops;
    const all = new Set([...stops, ...otherKind.keys(), ...hubs]);
    return [...all].filter((account) => this.kindOf(account) !== 0).sort((a, b) => a - b);
  }
}
