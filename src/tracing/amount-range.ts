/** The smallest and the largest amount tried (T7). */
export interface AmountRange {
  readonly lowMinor: number;
  readonly highMinor: number;
}
