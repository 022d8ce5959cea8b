import type { MinorUnits } from "../money/minor-units.ts";

/** A statement that a query order asks for (调单), with what the engine expects of it. */
export interface OrderedStatement {
  /** The period asked for, ms; `null`: to the day the bank answers. */
  readonly fromMs: number;
  readonly toMs: number | null;
  /** Traced money lost sight of at the account, or last seen there. */
  readonly amountMinor: MinorUnits;
  /** When that money came in, and how much of it each time: what the statement brings back is told by them. */
  readonly arrivals: readonly { readonly atMs: number; readonly amountMinor: number }[];
}
