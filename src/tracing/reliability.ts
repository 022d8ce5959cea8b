/** A chance that was told and what came of it: the share that was there, 0 to 1, and how much it counts. */
export interface Foretold {
  readonly chance: number;
  readonly observed: number;
  readonly weight: number;
}

/** One line of a reliability table: of what was told a chance from `from` to `to`. Shares are weighted means. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly predicted: number;
  readonly observed: number;
  readonly n: number;
}

/** How well chances were told. */
export interface Reliability {
  /** Only bins in which something fell, ascending. */
  readonly bins: readonly ReliabilityBin[];
  /** Weighted mean of (chance − observed)²: 0 is perfect, always saying one half gives at most 0.25. */
  readonly brier: number;
  /** Weighted mean of |predicted − observed| over the bins. */
  readonly calibrationError: number;
  readonly n: number;
}

const edges = [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1] as const;

/** Compares chances with what came of them (Murphy and Winkler's reliability table; Brier 1950 for the score). */
export function reliability(told: readonly Foretold[]): Reliability {
  const total = sum(told, () => 1);
  const bins = edges.slice(0, -1).flatMap((from, index): ReliabilityBin[] => {
    const to = edges[index + 1] ?? 1;
    const here = told.filter(({ chance }) => chance >= from && (chance < to || to === 1));
    const weight = sum(here, () => 1);
    if (weight === 0) return [];
    const mean = (value: (each: Foretold) => number): number => sum(here, value) / weight;
    return [
      { from, to, predicted: mean(({ chance }) => chance), observed: mean(({ observed }) => observed), n: here.length },
    ];
  });
  const weightOf = ({ from, to }: ReliabilityBin): number =>
    sum(
      told.filter(({ chance }) => chance >= from && (chance < to || to === 1)),
      () => 1,
    ) / total;
  return {
    bins,
    brier: total === 0 ? 0 : sum(told, ({ chance, observed }) => (chance - observed) ** 2) / total,
    calibrationError: bins.reduce((error, bin) => error + weightOf(bin) * Math.abs(bin.predicted - bin.observed), 0),
    n: told.length,
  };
}

function sum(told: readonly Foretold[], value: (each: Foretold) => number): number {
  return told.reduce((total, each) => total + each.weight * value(each), 0);
}
