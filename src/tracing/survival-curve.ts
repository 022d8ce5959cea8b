const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Where the ages of resting money are divided, ms: finer where mules act. From the last edge on there is one hazard for as
 * long again as the last bin is wide, over and over: old money leaves as well.
 */
const ageEdgesMs: readonly number[] = [
  ...[0, 10, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 20, 40].map((minutes) => minutes * minute),
  ...[1, 1.5, 2, 3, 4, 6, 8, 12, 18].map((hours) => hours * hour),
  ...[1, 1.5, 2, 3, 4, 6, 10, 15, 20, 30, 45, 60, 90, 120, 180, 365].map((days) => days * day),
];

const bins = ageEdgesMs.length - 1;
const lastEdgeMs = ageEdgesMs[bins]!;
const lastWidthMs = lastEdgeMs - ageEdgesMs[bins - 1]!;

/**
 * What was seen of resting money by its age: of what lay at risk in each bin, how much left in it. The unit is one
 * receipt; money that left within a bin or was watched for a part of it counts for that part (actuarial estimate). The last
 * entry is of all bins behind the last edge together.
 */
export class DwellCounts {
  readonly atRisk: Float64Array = new Float64Array(bins + 1);
  readonly left: Float64Array = new Float64Array(bins + 1);

  /** `weight` rested from its arrival until `ageMs` and then left. */
  addLeaving(weight: number, ageMs: number): void {
    const last = binOf(ageMs);
    for (let bin = 0; bin <= Math.min(last, bins - 1); bin++) this.atRisk[bin]! += weight;
    if (last >= bins) this.atRisk[bins]! += weight * (last - bins + 1);
    this.left[entryOf(last)]! += weight;
  }

  /** `weight` rested from its arrival until `ageMs`, when it was last looked at. */
  addStaying(weight: number, ageMs: number): void {
    for (let bin = 0; bin < bins && ageEdgesMs[bin]! < ageMs; bin++) this.atRisk[bin]! += weight * shareOf(bin, ageMs);
    if (ageMs > lastEdgeMs) this.atRisk[bins]! += (weight * (ageMs - lastEdgeMs)) / lastWidthMs;
  }
}

/** What was counted. */
export type SeenDwells = Pick<DwellCounts, "atRisk" | "left">;

/** Per bin of age the share of what lies there at its start that leaves in it. */
export type Hazards = Float64Array;

/**
 * The hazards of `counts`, drawn to a prior as if `strength` receipts had been seen that behaved like it (empirical
 * Bayes). First the prior as a whole is scaled to what was seen, the mean of a gamma distribution, so that a few receipts
 * say whether an account is quicker or slower than its like; then each bin is drawn to that, the mean of a beta
 * distribution.
 */
export function shrunkHazards(counts: SeenDwells, prior: Hazards, strength: number): Hazards {
  const left = counts.left.reduce((sum, weight) => sum + weight, 0);
  const expected = prior.reduce((sum, hazard, bin) => sum + hazard * counts.atRisk[bin]!, 0);
  const pace = (left + strength) / (expected + strength);
  return prior.map((hazard, bin) => {
    const paced = Math.min(1, hazard * pace);
    return (counts.left[bin]! + strength * paced) / (counts.atRisk[bin]! + strength);
  });
}

/** The hazards of `counts` alone, each bin drawn to the pace of the one before: what few have reached is not safe. */
export function pooledHazards(counts: SeenDwells, strength: number): Hazards {
  let pacePerMs = 0;
  return counts.left.map((left, bin) => {
    const widthMs = edgeOf(bin + 1) - edgeOf(bin);
    const expected = (pacePerMs * widthMs) / (1 + (pacePerMs * widthMs) / 2);
    const hazard = Math.min(1, (left + strength * Math.min(1, expected)) / (counts.atRisk[bin]! + strength));
    pacePerMs = hazard / (1 - hazard / 2) / widthMs;
    return hazard;
  });
}

/** The chance that money stays from age `fromMs` to age `toMs`, both from its arrival; only +, −, × and ÷ are used. */
export function stayingChance(hazards: Hazards, fromMs: number, toMs: number): number {
  let chance = 1;
  for (let bin = binOf(fromMs); edgeOf(bin) < toMs; bin++) {
    const hazard = hazards[entryOf(bin)]!;
    const before = 1 - hazard * shareOf(bin, Math.max(fromMs, edgeOf(bin)));
    chance *= before <= 0 ? 0 : (1 - hazard * shareOf(bin, toMs)) / before;
  }
  return chance;
}

function edgeOf(bin: number): number {
  return bin <= bins ? ageEdgesMs[bin]! : lastEdgeMs + (bin - bins) * lastWidthMs;
}

function binOf(ageMs: number): number {
  if (ageMs >= lastEdgeMs) return bins + Math.floor((ageMs - lastEdgeMs) / lastWidthMs);
  let bin = 0;
  while (ageMs >= ageEdgesMs[bin + 1]!) bin++;
  return bin;
}

/** Where a bin is counted. */
function entryOf(bin: number): number {
  return Math.min(bin, bins);
}

/** How much of a bin has passed at an age, 0 to 1. */
function shareOf(bin: number, ageMs: number): number {
  const from = edgeOf(bin);
  return Math.max(0, Math.min(1, (ageMs - from) / (edgeOf(bin + 1) - from)));
}
