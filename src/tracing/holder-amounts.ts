/** Traced money of one loss at one holder; `paidOnMinor` went to others. */
export interface HolderAmounts {
  readonly atRestMinor: number;
  readonly lostSightMinor: number;
  readonly paidOnMinor: number;
}
