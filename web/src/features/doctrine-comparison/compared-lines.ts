import type { TraceComparisonView } from "../../../../src/contract/trace-comparison.ts";
import { spreadOf } from "./compared-traces.ts";

/** The amounts that lists are compared by. */
export const measures = ["atRestMinor", "lostSightMinor", "exitedMinor"] as const;
export type Measure = (typeof measures)[number];

/** One amount of an account or a loss under each trace. */
export interface ComparedLine {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** null where a trace does not have the loss. */
  readonly amounts: readonly (number | null)[];
  readonly spreadMinor: number;
}

/** The lists of a comparison by one amount, those that differ most first, then those that have most. */
export function comparedLines(
  { accounts, losses }: TraceComparisonView,
  measure: Measure,
): Readonly<Record<"accounts" | "losses", readonly ComparedLine[]>> {
  return {
    accounts: ranked(
      accounts.rows.map(({ account, holder, currency, [measure]: amounts }) => {
        return { id: account, name: holder, currency, amounts, spreadMinor: spreadOf(amounts) };
      }),
    ),
    losses: ranked(
      losses.rows.map(({ loss, victim, currency, sheets }) => {
        const amounts = sheets.map((sheet) => sheet?.[measure] ?? null);
        return { id: loss, name: victim, currency, amounts, spreadMinor: spreadOf(amounts) };
      }),
    ),
  };
}

function ranked(lines: ComparedLine[]): readonly ComparedLine[] {
  const most = ({ amounts }: ComparedLine): number => Math.max(...amounts.map((amount) => amount ?? 0));
  return lines.sort((a, b) => b.spreadMinor - a.spreadMinor || most(b) - most(a) || (a.id < b.id ? -1 : 1));
}
