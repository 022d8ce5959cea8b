import type { StatementLine } from "./account-statements.ts";

/** A file of the city with what stands in it. `lines` are the statement lines it shows, in file order. */
export interface CityFile {
  readonly path: string;
  readonly layout: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly StatementLine[];
  readonly feedback: number;
  readonly records: number;
  readonly titles: number;
  readonly totals: number;
}

/** When every answer was made: 2025-07-15. */
export const answerDate = "20250715";
