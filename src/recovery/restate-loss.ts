import type { KnownLoss } from "./place-losses.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import { givenMinor } from "./return-facts.ts";
import type { VictimReturn } from "./victim-return.ts";

/**
 * Takes what is now known of a loss: its amount (a report's, later a ledger row's) and where a new trace placed it.
 * Refused where it would be smaller than what its victim was paid, or a bank is paying now: a person has to look (R30).
 */
export function restateLoss(
  known: KnownLoss,
  now: Pick<KnownLoss, "lossMinor" | "traced">,
  returns: readonly VictimReturn[],
): Decision<KnownLoss> {
  const paid = givenMinor(known.lossId, returns);
  const details = { loss: known.lossId, paid, wanted: now.lossMinor };
  return unless(refuseIf(now.lossMinor < paid, "loss-below-returned", details), () => ({ ...known, ...now }));
}
