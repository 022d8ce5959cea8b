import type { TimePrecision } from "../flows/china-time.ts";
import type { ExitKind } from "../flows/exit-kind.ts";

/** An account as it is shown. Texts are empty where unknown. */
export interface AccountView {
  /** Position in the ledger's accounts. */
  readonly index: number;
  readonly key: string;
  /** The number to show and to copy; for what is no account, the key. */
  readonly number: string;
  readonly numbers: readonly string[];
  readonly holder: string;
  readonly idNo: string;
  readonly bank: string;
  readonly currency: string;
  readonly exitKind: ExitKind | "none";
}

/** A transfer of the ledger as it is shown. */
export interface TransferView {
  /** Position in the ledger's transfers. */
  readonly index: number;
  readonly id: string;
  readonly atMs: number;
  readonly precision: TimePrecision;
  readonly payer: AccountView;
  readonly payee: AccountView;
  readonly amountMinor: number;
}

/** A loss that was traced. `id` is `case/loss` when several cases are traced in one pass. */
export interface LossView {
  readonly id: string;
  readonly victim: string;
  readonly transfer: TransferView;
}
