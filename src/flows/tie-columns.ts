import type { AccountChains } from "./account-chains.ts";
import type { TieColumns } from "./ledger-columns.ts";
import type { LedgerLegs } from "./ledger-legs.ts";

/**
 * Lays out the rows whose order was guessed (rule T7).
 * @param place per transfer id its position in the ledger.
 */
export function tieColumns(legs: LedgerLegs, chains: AccountChains, place: Uint32Array): TieColumns {
  const { ties } = chains;
  const start = new Uint32Array(ties.length + 1);
  for (const [group, { first, next }] of ties.entries()) start[group + 1] = start[group]! + next - first;
  const members = new Uint32Array(start[ties.length]!);
  for (const [group, { first, next }] of ties.entries()) {
    const own = chains.legs.slice(first, next).sort((a, b) => place[a >>> 1]! - place[b >>> 1]!);
    members.set(own, start[group]);
  }
  return {
    account: Uint32Array.from(ties, ({ account }) => account),
    start,
    transfer: members.map((leg) => place[leg >>> 1]!),
    fromMs: Float64Array.from(members, (leg) => legs.fromMs[leg]!),
    toMs: Float64Array.from(members, (leg) => legs.toMs[leg]!),
  };
}
