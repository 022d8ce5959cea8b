import { exitKindCode } from "../flows/exit-kind.ts";
import type { Stops } from "./stops.ts";

const hub = exitKindCode("hub");

/** What makes accounts stops (T10, T11). */
export interface StopRules {
  /** Per account of the ledger its exit kind. */
  readonly exitKind: Uint8Array;
  /** Accounts with a kind in that column, ascending. */
  readonly exits: Uint32Array;
  /** Per account of the ledger. */
  readonly counterparties: Uint32Array;
  /** More counterparties than this make an account a hub; `null`: no number does. */
  readonly limit: number | null;
  /** Accounts whose exit kind is another than the column's, or that are not in it. */
  readonly otherKind: ReadonlyMap<number, number>;
  /** Hubs whatever the column says of their counterparties. */
  readonly hubs: ReadonlySet<number>;
  /** Accounts that have fewer counterparties than the column says, and no more than the limit. */
  readonly quiet: ReadonlySet<number>;
}

/** Stops by rules, asked account by account: a case asks of thousands, and filling a column of millions takes longer. */
export class RuledStops implements Stops {
  readonly #rules: StopRules;

  constructor(rules: StopRules) {
    this.#rules = rules;
  }

  kindOf(account: number): number {
    const { exitKind, counterparties, limit, otherKind, hubs, quiet } = this.#rules;
    const own = otherKind.get(account) ?? exitKind[account] ?? 0;
    if (own !== 0) return own;
    const isBusy = limit !== null && (counterparties[account] ?? 0) > limit && !quiet.has(account);
    return isBusy || hubs.has(account) ? hub : 0;
  }

  list(): number[] {
    const { exits, counterparties, limit, otherKind, hubs } = this.#rules;
    const all = new Set([...exits, ...otherKind.keys(), ...hubs]);
    if (limit !== null) {
      for (let account = 0; account < counterparties.length; account++) {
        if (counterparties[account]! > limit) all.add(account);
      }
    }
    return [...all].filter((account) => this.kindOf(account) !== 0).sort((a, b) => a - b);
  }
}
