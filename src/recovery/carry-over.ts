import type { VictimReturn } from "./victim-return.ts";

/**
 * Takes over, from a return that was given up, what was recorded of the victims who are in the new one too: applications,
 * checks, papers, and objections that nobody has answered. Notice, signatures and decision were about other shares.
 */
export function carryOver(fresh: VictimReturn, { shares, papers, objections }: VictimReturn): VictimReturn {
  return {
    ...fresh,
    papers,
    objections: objections.filter(({ answer }) => answer === null),
    shares: fresh.shares.map((share) => {
      const before = shares.find(({ victim }) => victim === share.victim);
      return before === undefined ? share : { ...share, claim: before.claim, checks: before.checks };
    }),
  };
}
