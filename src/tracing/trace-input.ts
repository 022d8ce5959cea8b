import type { MinorUnits } from "../money/minor-units.ts";
import type { Doctrine } from "./doctrine.ts";

/** One loss: a victim's transfer or part of one. */
export interface Loss {
  /** The user's name for it; unique in a trace. */
  readonly id: string;
  /** Index into the transfer columns. */
  readonly transfer: number;
  /** `null`: the remainder of the transfer after the other losses on it (T16). */
  readonly amountMinor: MinorUnits | null;
  /** Account indices that are the victim's own (T18); the loss's payer when empty. */
  readonly victimAccounts: readonly number[];
}

/** Everything a trace depends on besides the ledger and the losses (T13). */
export interface TraceOptions {
  readonly doctrine: Doctrine;
  /** Transfers after this instant are not looked at; `null`: all. */
  readonly asOfMs: number | null;
  /** Account indices at which money stops, exit kind `hub` (T11). */
  readonly stops: readonly number[];
  /** Accounts with more counterparties than this are stops too; `null`: no limit (T11). */
  readonly hubCounterparties: number | null;
  /** Lots below this are written off (T12); `null`: none. */
  readonly dustMinor: MinorUnits | null;
  /** `every-account`: nothing is ever lost sight of for want of a statement (the storeless form). */
  readonly coverage: "as-recorded" | "every-account";
}
