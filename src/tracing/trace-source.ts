import type { LegReader } from "./leg-reader.ts";
import type { Stops } from "./stops.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { UnexplainedColumns } from "./unexplained-buffer.ts";

/** A ledger that traces of single cases can be made of, with what was computed once about it. */
export interface TraceSource {
  /** A reader for one walk. */
  reader(): LegReader;
  /** The stops under the options. @throws SluiceError TRACE_UNKNOWN_ACCOUNT for one that is not in the ledger. */
  stops(options: TraceOptions): Stops;
  /** The first transfer later than the instant; the number of transfers when none is. */
  cutAt(asOfMs: number): number;
  /** The ledger's last instant, ms. */
  readonly lastInstantMs: number;
  /** `RunningBalances.beyond`, by this source's places. */
  readonly beyond: Iterable<readonly [account: number, transfer: number]>;
  /** `RunningBalances.unexplained` with the ledger's places: of an account it holds up to where it is changed. */
  readonly unexplained: UnexplainedColumns;
  /** This source's place of a transfer of `unexplained`. */
  placeOf(transfer: number): number;
  /** The first place with which the account is another than in `unexplained`; Infinity when it is the same. */
  changedFrom(account: number): number;
}
