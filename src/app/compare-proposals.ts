import type { ProposalJson, ProposalVictim } from "./proposal-json.ts";

/** What a new proposal changes for one victim beside an older one of the same account. Minor units. */
export interface ShareChange {
  readonly victim: string;
  /** `null` where the victim stands in one of the two only. */
  readonly beforeMinor: number | null;
  readonly nowMinor: number | null;
  /** Returned out of this account since the older proposal was reckoned. It stays returned. */
  readonly returnedSinceMinor: number;
  /** Returned beyond what the share of the whole sum would be today; told, never taken back. */
  readonly returnedBeyondMinor: number;
}

/** The older proposal beside the new one: both stay. Victims are the same when they share a loss. */
export function compareProposals(before: ProposalJson, now: ProposalJson): readonly ShareChange[] {
  const older = before.result.victims;
  const sharesLoss = (a: ProposalVictim, b: ProposalVictim): boolean =>
    a.losses.some((loss) => b.losses.includes(loss));
  const present = now.result.victims.map((victim): ShareChange => {
    const known = older.find((one) => sharesLoss(one, victim));
    return {
      victim: victim.victim,
      beforeMinor: known?.shareMinor ?? null,
      nowMinor: victim.shareMinor,
      returnedSinceMinor: victim.returnedHereMinor - (known?.returnedHereMinor ?? 0),
      returnedBeyondMinor: victim.returnedBeyondMinor,
    };
  });
  const gone = older
    .filter((one) => !now.result.victims.some((victim) => sharesLoss(one, victim)))
    .map(({ victim, shareMinor }): ShareChange => {
      return { victim, beforeMinor: shareMinor, nowMinor: null, returnedSinceMinor: 0, returnedBeyondMinor: 0 };
    });
  return [...present, ...gone];
}
