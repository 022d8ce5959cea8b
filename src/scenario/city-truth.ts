import type { EndKind } from "./fraud-truth.ts";

/** What a reader must find in one written file. Line counts: headings, titles and totals included as what they are. */
export interface FileTruth {
  /** Below the exports folder, `!/` before each step into a zip. */
  readonly path: string;
  readonly layout: string;
  /** Rows that read as transactions, repeats included. */
  readonly accepted: number;
  readonly rejected: number;
  readonly feedback: number;
  /** Rows of tables that hold no transactions. */
  readonly records: number;
  readonly titles: number;
  readonly headings: number;
  readonly totals: number;
}

export interface LossTruth {
  readonly loss: string;
  readonly victim: string;
  readonly victimAccount: string;
  readonly payeeAccount: string;
  /** Position of the transfer in the city's transfer list. */
  readonly transfer: number;
  readonly atMs: number;
  readonly amountMinor: number;
}

export interface EndTruth {
  readonly kind: EndKind;
  readonly bank: string;
  readonly card: string;
  readonly account: string;
  readonly amountMinor: number;
}

/** One fraud: Σ ends = lossMinor. With `everyDoctrineAgrees` any doctrine must find these ends for its losses together. */
export interface FraudTruthRecord {
  readonly id: string;
  readonly type: string;
  readonly layers: number;
  readonly everyDoctrineAgrees: boolean;
  readonly lossMinor: number;
  readonly losses: readonly LossTruth[];
  readonly ends: readonly EndTruth[];
}

/** What the import of all files must come to. Acceptance and its parts: accepted = transfers + duplicates + second witnesses. */
export interface ExpectedCounts {
  readonly files: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly feedback: number;
  readonly transfers: number;
  readonly duplicates: number;
  readonly secondWitnesses: number;
  readonly failedTransfers: number;
  readonly reversals: number;
  /** Rows without a direction, each provable by its balance (repeats included). */
  readonly blankDirections: number;
  /** Counterparty numbers in E-notation (repeats included). */
  readonly eNotationNumbers: number;
  /** Places where a page or a damaged row makes neighbouring balances disagree. */
  readonly balanceBreaks: number;
  /** Lines of the missing page that the other bank's statement shows. */
  readonly contradictions: number;
}

/** Everything the city knows about itself and its files. */
export interface CityTruth {
  readonly seed: number;
  readonly scale: string;
  readonly expected: ExpectedCounts;
  readonly files: readonly FileTruth[];
  readonly frauds: readonly FraudTruthRecord[];
}
